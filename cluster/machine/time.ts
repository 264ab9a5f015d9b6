/** Time servers for systemd-timesyncd. No fallback: its default is a pool outside the site. */
export function timesyncText(servers: readonly string[]): string {
  return `[Time]\nNTP=${servers.join(' ')}\nFallbackNTP=`;
}

/** Time servers for chrony, as a file of its sources. */
export function chronyText(servers: readonly string[]): string {
  return servers.map((server) => `server ${server} iburst`).join('\n');
}

/** Name servers for systemd-resolved. No fallback: its default are public ones. */
export function resolvedText(resolvers: readonly string[]): string {
  return `[Resolve]\nDNS=${resolvers.join(' ')}\nFallbackDNS=\nDomains=~.`;
}

/** Name servers as a file that kubelets hand on to pods. */
export function resolverText(resolvers: readonly string[]): string {
  return resolvers.map((resolver) => `nameserver ${resolver}`).join('\n');
}

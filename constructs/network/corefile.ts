/** Port on which names are asked for, over TLS (RFC 7858). */
export const NAMES_PORT = 853;

/** Where the parts of the name server are inside its container. */
export const NAME_SERVER_PATHS = {
  configuration: '/etc/coredns',
  certificate: '/etc/tls',
  resolverAuthority: '/etc/resolver',
} as const;

/** What the Corefile is generated from. */
export interface CorefileProps {
  /** Names that the resolvers are asked for, and whatever is below them. Every other name is refused. */
  readonly names: readonly string[];
  /** Addresses of the site's resolvers, asked in turn. */
  readonly resolvers: readonly string[];
  /** DNS name in the resolvers' certificates; without it they are asked over TCP, in the clear. */
  readonly certifiedAs: string | undefined;
}

/**
 * Answers over TLS alone. It asks the resolvers of the site and no other, for the stated names; whatever else is asked for is
 * refused and nobody hears of it, so that no data leaves in names. Each question is logged, with who asked.
 */
export function corefile({ names, resolvers, certifiedAs }: CorefileProps): string {
  const known = [...new Set(names)].sort().map((name) => `tls://${name}:${NAMES_PORT}`);
  return lines(
    ...block([`tls://.:${NAMES_PORT}`], [...encrypted, ...observed, 'template ANY ANY {', '    rcode REFUSED', '}']),
    ...(known.length === 0 ? [] : ['', ...block(known, forwarding(resolvers, certifiedAs))]),
  );
}

const { certificate } = NAME_SERVER_PATHS;
const encrypted = [`tls ${certificate}/tls.crt ${certificate}/tls.key`];
const observed = ['errors', 'log'];

function forwarding(resolvers: readonly string[], certifiedAs: string | undefined): readonly string[] {
  const scheme = certifiedAs === undefined ? '' : 'tls://';
  return [
    ...encrypted,
    ...observed,
    'cache 300',
    `forward . ${resolvers.map((address) => scheme + bracketed(address)).join(' ')} {`,
    ...(certifiedAs === undefined
      ? ['    force_tcp']
      : [`    tls ${NAME_SERVER_PATHS.resolverAuthority}/ca.crt`, `    tls_servername ${certifiedAs}`]),
    '    policy sequential',
    '    max_concurrent 1000',
    '}',
  ];
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

function block(addresses: readonly string[], body: readonly string[]): string[] {
  return [`${addresses.join(' ')} {`, ...body.map((line) => `    ${line}`), '}'];
}

function lines(...text: readonly string[]): string {
  return `${text.join('\n')}\n`;
}

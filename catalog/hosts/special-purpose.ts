/**
 * Addresses and names that the registries reserve, so that they name no place on the public internet.
 * Source: IANA IPv4 and IPv6 Special-Purpose Address Registries, IANA Special-Use Domain Names, as of 2026-11-22.
 */

/** What a reserved range means for a judge: `local` stays where the cluster is; `opaque` may lead anywhere. */
export type Reach = 'local' | 'opaque';

/** One reserved IPv4 range: first address, prefix length, what it is. */
export interface Ipv4Range {
  readonly base: number;
  readonly prefix: number;
  readonly name: string;
  readonly reach: Reach;
}

/** One reserved IPv6 range, as eight 16-bit groups. */
export interface Ipv6Range {
  readonly base: readonly number[];
  readonly prefix: number;
  readonly name: string;
  readonly reach: Reach;
  /** Bit at which an IPv4 address is embedded that packets really go to. */
  readonly embedsAt?: number;
}

function v4(dotted: string, prefix: number, name: string, reach: Reach = 'local'): Ipv4Range {
  const base = dotted.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return { base, prefix, name, reach };
}

/** Addresses of resolvers that the nearest of many machines all over the world answers. Recalled, as of 2026-11-22. */
export const PUBLIC_RESOLVERS: ReadonlyMap<string, string> = new Map([
  ['1.0.0.1', 'Cloudflare'],
  ['1.1.1.1', 'Cloudflare'],
  ['8.8.4.4', 'Google'],
  ['8.8.8.8', 'Google'],
  ['9.9.9.9', 'Quad9'],
  ['149.112.112.112', 'Quad9'],
  ['208.67.220.220', 'Cisco OpenDNS'],
  ['208.67.222.222', 'Cisco OpenDNS'],
]);

/** A narrower range stands before the one that holds it. */
export const SPECIAL_IPV4: readonly Ipv4Range[] = [
  v4('0.0.0.0', 8, 'this network (RFC 791)'),
  v4('10.0.0.0', 8, 'private use (RFC 1918)'),
  v4('100.64.0.0', 10, 'shared address space (RFC 6598)'),
  v4('127.0.0.0', 8, 'loopback (RFC 1122)'),
  v4(
    '168.63.129.16',
    32,
    "Azure's platform as a virtual machine sees it (Microsoft Learn, What is IP address 168.63.129.16)",
  ),
  v4('169.254.0.0', 16, 'link local (RFC 3927)'),
  v4('172.16.0.0', 12, 'private use (RFC 1918)'),
  v4('192.0.0.9', 32, 'Port Control Protocol anycast (RFC 7723)', 'opaque'),
  v4('192.0.0.10', 32, 'TURN anycast (RFC 8155)', 'opaque'),
  v4('192.0.0.0', 24, 'IETF protocol assignments (RFC 6890)'),
  v4('192.0.2.0', 24, 'documentation (RFC 5737)'),
  v4('192.31.196.0', 24, 'AS112 anycast (RFC 7535)', 'opaque'),
  v4('192.52.193.0', 24, 'AMT anycast (RFC 7450)', 'opaque'),
  v4('192.88.99.0', 24, '6to4 relay anycast (RFC 7526)', 'opaque'),
  v4('192.168.0.0', 16, 'private use (RFC 1918)'),
  v4('192.175.48.0', 24, 'AS112 anycast (RFC 7534)', 'opaque'),
  v4('198.18.0.0', 15, 'benchmarking (RFC 2544)'),
  v4('198.51.100.0', 24, 'documentation (RFC 5737)'),
  v4('203.0.113.0', 24, 'documentation (RFC 5737)'),
  v4('224.0.0.0', 4, 'multicast (RFC 5771)'),
  v4('240.0.0.0', 4, 'reserved (RFC 1112), netmasks and broadcast'),
];

function v6(start: readonly number[], prefix: number, name: string, reach: Reach = 'local'): Ipv6Range {
  return { base: [...start, ...Array<number>(8 - start.length).fill(0)], prefix, name, reach };
}

/** A narrower range stands before the one that holds it. */
export const SPECIAL_IPV6: readonly Ipv6Range[] = [
  { ...v6([0, 0, 0, 0, 0, 0xffff], 96, 'IPv4-mapped (RFC 4291)'), embedsAt: 96 },
  { ...v6([0x64, 0xff9b], 96, 'NAT64 (RFC 6052)'), embedsAt: 96 },
  { ...v6([0x2002], 16, '6to4 (RFC 3056)'), embedsAt: 16 },
  v6([], 128, 'unspecified (RFC 4291)'),
  v6([0, 0, 0, 0, 0, 0, 0, 1], 128, 'loopback (RFC 4291)'),
  { ...v6([], 96, 'IPv4-compatible, deprecated (RFC 4291)'), embedsAt: 96 },
  v6([0x64, 0xff9b, 1], 48, 'local-use NAT64 (RFC 8215)', 'opaque'),
  v6([0x100], 64, 'discard only (RFC 6666)'),
  v6([0x100, 0, 0, 1], 64, 'dummy prefix (RFC 9780)'),
  v6([0x2001, 0], 32, 'Teredo (RFC 4380)', 'opaque'),
  v6([0x2001, 2, 0], 48, 'benchmarking (RFC 5180)'),
  v6([0x2001, 3], 32, 'AMT anycast (RFC 7450)', 'opaque'),
  v6([0x2001, 4, 0x112], 48, 'AS112 anycast (RFC 7535)', 'opaque'),
  v6([0x2001, 0x10], 28, 'ORCHID, deprecated (RFC 4843)', 'opaque'),
  v6([0x2001, 0x20], 28, 'ORCHIDv2 (RFC 7343)', 'opaque'),
  v6([0x2001, 0x30], 28, 'drone identifiers (RFC 9374)', 'opaque'),
  v6([0x2001], 23, 'IETF protocol assignments (RFC 2928), anycast among them', 'opaque'),
  v6([0x2001, 0x0db8], 32, 'documentation (RFC 3849)'),
  v6([0x2620, 0x4f, 0x8000], 48, 'AS112 anycast (RFC 7534)', 'opaque'),
  v6([0x3fff], 20, 'documentation (RFC 9637)'),
  v6([0x5f00], 16, 'segment identifiers of SRv6 (RFC 9602)'),
  v6([0xfc00], 7, 'unique local (RFC 4193)'),
  v6([0xfe80], 10, 'link local (RFC 4291)'),
  v6([0xfec0], 10, 'site local, deprecated (RFC 3879)'),
  v6([0xff00], 8, 'multicast (RFC 4291)'),
];

/** Names that never leave the machine, the cluster or the site: last labels, longest first. */
export const LOCAL_NAMES: readonly (readonly [suffix: string, name: string])[] = [
  ['svc.cluster.local', 'a Service of the cluster'],
  ['cluster.local', "the cluster's own domain"],
  ['svc', 'a Service of the cluster'],
  ['localhost', 'the machine itself (RFC 6761)'],
  ['local', 'the local link or the cluster (RFC 6762)'],
  ['internal', 'private use (ICANN resolution of 2024-07-29)'],
  ['home.arpa', 'a home or site network (RFC 8375)'],
  ['in-addr.arpa', 'a reverse lookup, not a host (RFC 1035)'],
  ['ip6.arpa', 'a reverse lookup, not a host (RFC 3596)'],
  ['lan', 'a site network: the root has no such domain'],
  ['intranet', 'a site network: the root has no such domain (RFC 6762 appendix G)'],
  ['corp', 'a site network: ICANN never delegates it'],
  ['home', 'a site network: ICANN never delegates it'],
];

/** Reserved names that resolve nowhere, so that nobody can say what they will stand for. */
export const NOWHERE_NAMES: readonly (readonly [suffix: string, name: string])[] = [
  ['example', 'reserved for documentation (RFC 2606)'],
  ['example.com', 'reserved for documentation (RFC 2606)'],
  ['example.net', 'reserved for documentation (RFC 2606)'],
  ['example.org', 'reserved for documentation (RFC 2606)'],
  ['test', 'reserved for tests (RFC 6761)'],
  ['invalid', 'reserved as invalid (RFC 6761)'],
  ['onion', 'an onion service: where it runs is hidden (RFC 7686)'],
];

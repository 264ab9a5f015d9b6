import { isIP } from 'node:net';

/** Consecutive addresses of one family, both ends included. */
export interface Range {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** What a CIDR covers; undefined when it is none. Octal and shortened IPv4, which programs read differently, are none. */
export function parseCidr(text: string): Range | undefined {
  const [address = '', prefix = '', ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0 || !/^\d{1,3}$/.test(prefix) || address.includes('%')) return undefined;
  const width = family === 4 ? 32 : 128;
  if (Number(prefix) > width) return undefined;
  const value = family === 4 ? ipv4(address) : ipv6(address);
  const size = 1n << BigInt(width - Number(prefix));
  const first = value - (value % size);
  return { family: family === 4 ? 4 : 6, first, last: first + size - 1n };
}

function ipv4(address: string): bigint {
  return address.split('.').reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function ipv6(address: string): bigint {
  const hexOnly = address.replace(/\d+\.\d+\.\d+\.\d+$/, (tail) => {
    const value = ipv4(tail);
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  });
  const [head = '', tail] = hexOnly.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? [] : Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...gap, ...after].reduce((value, part) => (value << 16n) | BigInt(`0x${part}`), 0n);
}

/** What is left of `ranges` when `holes` are cut out. */
export function subtract(ranges: readonly Range[], holes: readonly Range[]): readonly Range[] {
  return holes.reduce((left, hole) => left.flatMap((range) => cut(range, hole)), ranges);
}

function cut(range: Range, hole: Range): readonly Range[] {
  if (hole.family !== range.family || hole.last < range.first || hole.first > range.last) return [range];
  const below: readonly Range[] = hole.first > range.first ? [{ ...range, last: hole.first - 1n }] : [];
  return hole.last < range.last ? [...below, { ...range, first: hole.last + 1n }] : below;
}

/**
 * Addresses that no packet on the public internet carries: private, shared, loopback, link-local, documentation,
 * benchmarking, multicast and reserved. Source: IANA special-purpose address registries (RFC 6890); as of 2026-11-22.
 * NAT64, 6to4 and IPv4-mapped addresses are left out on purpose: they lead to public ones.
 */
const notPublic = [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.2.0/24 192.168.0.0/16',
  '198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
  '::/127 2001:db8::/32 fc00::/7 fe80::/10 ff00::/8',
];

let holes: readonly Range[] | undefined;

/** Parsed at the first question: a start that asks none must not pay for it. */
function notPublicRanges(): readonly Range[] {
  holes ??= notPublic.flatMap((line) => line.split(' ')).flatMap((text) => parseCidr(text) ?? []);
  return holes;
}

/** The part of `ranges` that lies on the public internet. */
export function publicPart(ranges: readonly Range[]): readonly Range[] {
  return subtract(ranges, notPublicRanges());
}

/** How many addresses, as a power of two: `2^24`. Rounded down. */
export function sizeOf(ranges: readonly Range[]): string {
  const total = ranges.reduce((sum, range) => sum + range.last - range.first + 1n, 0n);
  return total < 1024n ? `${total}` : `about 2^${total.toString(2).length - 1}`;
}

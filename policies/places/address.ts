import { SPECIAL_IPV4, SPECIAL_IPV6 } from '../../catalog/hosts/special-purpose.ts';

/** What an address means: `local` stays where the cluster is, `opaque` may lead anywhere, `public` is someone's. */
export interface AddressMeaning {
  readonly canonical: string;
  readonly reach: 'local' | 'opaque' | 'public';
  /** The special-purpose registry's name for the range, or what a public address leaves open. */
  readonly name: string;
}

const PUBLIC = 'a public address: the number does not say where it is';

/** The number of one part of an IPv4 address in decimal, octal (leading 0) or hexadecimal (leading 0x). */
function part(text: string): number | undefined {
  if (/^0x[0-9a-f]{0,8}$/i.test(text)) return text.length === 2 ? 0 : Number.parseInt(text.slice(2), 16);
  if (/^0[0-7]{1,11}$/.test(text)) return Number.parseInt(text, 8);
  return /^[0-9]{1,10}$/.test(text) && (text === '0' || !text.startsWith('0')) ? Number(text) : undefined;
}

function assemble(parts: readonly number[]): number | undefined {
  const last = parts.at(-1);
  const lead = parts.slice(0, -1);
  if (last === undefined || lead.some((each) => each > 255) || last >= 256 ** (5 - parts.length)) return undefined;
  return lead.reduce((sum, each, index) => sum + each * 256 ** (3 - index), last);
}

/** A number as IPv4 readers of the inet_aton family take it: `2130706433`, `0x7f.1`, `0177.0.0.1`. Undefined when it is none. */
export function looseIpv4(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length > 4) return undefined;
  const numbers: number[] = [];
  for (const each of parts) {
    const number = part(each);
    if (number === undefined) return undefined;
    numbers.push(number);
  }
  return assemble(numbers);
}

/** Whether a text is one number that only an IPv4 address is written as: too large for a port, a size or a year. */
export function isLongNumber(text: string): boolean {
  return /^(?:0x[0-9a-f]{7,8}|[0-9]{8,10})$/i.test(text) && looseIpv4(text) !== undefined;
}

/** Four decimal parts, read as strict readers do: a leading zero is only a zero. */
function decimalIpv4(text: string): number | undefined {
  if (!/^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$/.test(text)) return undefined;
  return assemble(text.split('.').map(Number));
}

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

function meaningOfIpv4(number: number): AddressMeaning {
  const canonical = dotted(number);
  for (const range of SPECIAL_IPV4) {
    const size = 2 ** (32 - range.prefix);
    if (number >= range.base && number < range.base + size) return { canonical, reach: range.reach, name: range.name };
  }
  return { canonical, reach: 'public', name: PUBLIC };
}

/**
 * The meaning of an IPv4 address in any spelling. Where readers disagree (`010.8.8.8`), it is local only when every
 * reading is.
 */
export function readIpv4(text: string): AddressMeaning | undefined {
  const readings = [looseIpv4(text), decimalIpv4(text)].filter((each) => each !== undefined).map(meaningOfIpv4);
  return readings.find((each) => each.reach !== 'local') ?? readings[0];
}

/** Eight 16-bit groups, or undefined when the text is no IPv6 address. A zone id (`%eth0`) is dropped. */
export function ipv6Groups(text: string): readonly number[] | undefined {
  const zone = text.indexOf('%');
  const bare = zone < 0 ? text : text.slice(0, zone);
  if (bare.length > 45 || !bare.includes(':')) return undefined;
  const halves = bare.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = [groups(halves[0] ?? ''), groups(halves[1] ?? '')];
  if (head === undefined || tail === undefined) return undefined;
  if (halves.length === 1) return head.length === 8 ? head : undefined;
  const gap = 8 - head.length - tail.length;
  return gap < 1 ? undefined : [...head, ...Array<number>(gap).fill(0), ...tail];
}

function groups(half: string): readonly number[] | undefined {
  if (half === '') return [];
  const found: number[] = [];
  for (const [index, piece] of half.split(':').entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(piece)) found.push(Number.parseInt(piece, 16));
    else {
      const embedded = decimalIpv4(piece);
      if (embedded === undefined || index !== half.split(':').length - 1) return undefined;
      found.push(Math.floor(embedded / 65536), embedded % 65536);
    }
  }
  return found;
}

function within(groupsOf: readonly number[], base: readonly number[], prefix: number): boolean {
  for (let bit = 0; bit < prefix; bit += 16) {
    const shift = Math.max(0, 16 - (prefix - bit));
    const index = bit / 16;
    if ((groupsOf[index] ?? 0) >> shift !== (base[index] ?? 0) >> shift) return false;
  }
  return true;
}

function meaningOfIpv6(found: readonly number[]): AddressMeaning {
  const canonical = found.map((each) => each.toString(16)).join(':');
  for (const range of SPECIAL_IPV6) {
    if (!within(found, range.base, range.prefix)) continue;
    if (range.embedsAt === undefined) return { canonical, reach: range.reach, name: range.name };
    const at = range.embedsAt / 16;
    const inner = meaningOfIpv4((found[at] ?? 0) * 65536 + (found[at + 1] ?? 0));
    return { ...inner, name: `${range.name} around ${inner.canonical}, ${inner.name}` };
  }
  return { canonical, reach: 'public', name: PUBLIC };
}

/** The meaning of an IPv6 address, brackets and zone id allowed. */
export function readIpv6(text: string): AddressMeaning | undefined {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  const found = ipv6Groups(bare);
  return found && meaningOfIpv6(found);
}

/** The meaning of an address of either family. */
export function readAddress(text: string): AddressMeaning | undefined {
  return text.includes(':') ? readIpv6(text) : readIpv4(text);
}

/** The meaning of a network. It is local only when all of it lies in one local range. */
export function readCidr(text: string): AddressMeaning | undefined {
  const slash = text.indexOf('/');
  if (slash < 0 || !/^[0-9]{1,3}$/.test(text.slice(slash + 1))) return undefined;
  const prefix = Number(text.slice(slash + 1));
  const address = text.slice(0, slash);
  return address.includes(':') ? ipv6Network(address, prefix) : ipv4Network(address, prefix);
}

/** Readers disagree about `010.0.0.0/8` as they do about the address: the worse reading counts. */
function ipv4Network(text: string, prefix: number): AddressMeaning | undefined {
  const decimal = decimalIpv4(text);
  if (decimal === undefined || prefix > 32) return undefined;
  const readings = [networkAt(decimal, prefix), networkAt(looseIpv4(text) ?? decimal, prefix)];
  return readings.find((each) => each.reach !== 'local') ?? readings[0];
}

function networkAt(address: number, prefix: number): AddressMeaning {
  const size = 2 ** (32 - prefix);
  const start = address - (address % size);
  const canonical = `${dotted(start)}/${prefix}`;
  const holder = SPECIAL_IPV4.find(
    ({ base, prefix: own }) => own <= prefix && start >= base && start < base + 2 ** (32 - own),
  );
  const inner = SPECIAL_IPV4.find(
    (range) => range.reach === 'opaque' && range.base >= start && range.base < start + size,
  );
  if (holder?.reach === 'local' && inner === undefined) return { canonical, reach: holder.reach, name: holder.name };
  if (holder !== undefined) return { canonical, reach: 'opaque', name: inner?.name ?? holder.name };
  const whole = prefix === 0 ? 'the whole internet' : `${size} addresses, not all of them reserved`;
  return { canonical, reach: 'public', name: whole };
}

function ipv6Network(text: string, prefix: number): AddressMeaning | undefined {
  const found = ipv6Groups(text);
  if (found === undefined || prefix > 128) return undefined;
  const canonical = `${found.map((each) => each.toString(16)).join(':')}/${prefix}`;
  const holder = SPECIAL_IPV6.find((range) => range.prefix <= prefix && within(found, range.base, range.prefix));
  if (holder === undefined) {
    const whole = prefix === 0 ? 'the whole internet' : 'public addresses: the number does not say where they are';
    return { canonical, reach: 'public', name: whole };
  }
  const embedded = holder.embedsAt;
  if (embedded === undefined) return { canonical, reach: holder.reach, name: holder.name };
  if (prefix < embedded + 32) return { canonical, reach: 'opaque', name: holder.name };
  return { ...meaningOfIpv6(found), canonical };
}

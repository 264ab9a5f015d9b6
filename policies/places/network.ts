import { ipv6Groups, looseIpv4 } from './address.ts';

/** A range of addresses as a prefix of bits. */
export interface Network {
  readonly family: 4 | 6;
  readonly bits: string;
  readonly holds: (other: Network) => boolean;
}

/** Reads `10.0.0.0/8`, `fd00::/8` or one address; undefined when the text is neither. */
export function decimalCidr(text: string): Network | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const bits = address.includes(':') ? bitsOf(ipv6Groups(address), 16) : ipv4Bits(address);
  if (bits === undefined) return undefined;
  const prefix = slash < 0 ? bits.length : Number(text.slice(slash + 1));
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > bits.length) return undefined;
  return network(bits.length === 32 ? 4 : 6, bits.slice(0, prefix));
}

function network(family: 4 | 6, bits: string): Network {
  return { family, bits, holds: (other) => other.family === family && other.bits.startsWith(bits) };
}

function ipv4Bits(text: string): string | undefined {
  if (!/^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$/.test(text)) return undefined;
  const number = looseIpv4(text);
  return number === undefined ? undefined : number.toString(2).padStart(32, '0');
}

function bitsOf(groups: readonly number[] | undefined, width: number): string | undefined {
  return groups?.map((group) => group.toString(2).padStart(width, '0')).join('');
}

import { domainToASCII } from 'node:url';

/** A host as a resolver would look it up: lower-case ASCII, no trailing dot. */
export interface HostName {
  readonly ascii: string;
  /** True when reading it took more than lower-casing: percent signs, full-width letters, invisible characters, punycode. */
  readonly disguised: boolean;
}

const PLAIN = /^[a-z0-9_.-]+$/;

/** Characters that IDNA maps to nothing: soft hyphen, zero-width space and joiners, word joiner, byte order mark. */
const IGNORED = /\u00ad|[\u200b-\u200d]|\u2060|\ufeff|[\ufe00-\ufe0f]/g;
const DOTS = /[\u3002\uff0e\uff61]/g;

function percentDecoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The longest name that DNS allows, with room for a disguise. */
const LONGEST = 1024;

/**
 * Reads the host part of an address the way URL readers do: percent-decoded, compatibility-normalised, dots of other
 * scripts made dots, international names made punycode. Undefined when no resolver could look it up.
 */
export function readHostName(raw: string): HostName | undefined {
  if (raw.length > LONGEST) return undefined;
  const lower = raw.toLowerCase();
  const plain = PLAIN.test(lower) ? lower : deciphered(lower);
  if (plain === undefined) return undefined;
  const ascii = plain.endsWith('.') ? plain.slice(0, -1) : plain;
  if (ascii === '' || ascii.length > 253 || ascii.includes('..') || ascii.startsWith('.')) return undefined;
  return { ascii, disguised: plain !== lower };
}

function deciphered(lower: string): string | undefined {
  const mapped = percentDecoded(lower).replace(IGNORED, '').normalize('NFKC').replace(DOTS, '.').toLowerCase();
  if (PLAIN.test(mapped)) return mapped;
  const ascii = domainToASCII(mapped);
  return PLAIN.test(ascii) ? ascii : undefined;
}

import { gunzipSync, inflateSync } from 'node:zlib';

/** Text that stood in base64, or why there is none. */
export type Decoded = { readonly text: string } | { readonly reason: string };

/** Compressed content may grow to this size. A bomb grows to gigabytes. */
const MAX_OUTPUT = 8 * 1024 * 1024;
const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;
/** With the alphabet of URLs, and without the padding that many writers leave out. */
const ANY_BASE64 = /^[A-Za-z0-9+/_\s-]+={0,2}\s*$/;
const PADDED = /^[A-Za-z0-9+/_-]+={1,2}$/;
const HEXADECIMAL = /^(?:[0-9a-f]{2})+$/i;
const DATA_URL = /^data:[\w.+/-]*(?:;[\w.-]+=[\w.-]+)*;base64,/i;
/** Shorter runs of letters and digits are words, not encodings; padding tells a shorter one from a word. */
const SHORTEST = { base64: 24, padded: 8, hexadecimal: 12 };

/** The text that a plain value stands for when it is base64, hexadecimal or a data URL; undefined for any other value. */
export function encodedText(value: string): string | undefined {
  const text = value.trim().replace(DATA_URL, '');
  const isShort = text.length < SHORTEST.base64;
  if (text.length >= SHORTEST.hexadecimal && HEXADECIMAL.test(text)) return printable(Buffer.from(text, 'hex'));
  if (isShort && !(text.length >= SHORTEST.padded && PADDED.test(text))) return undefined;
  // A group of one character is half a byte: whatever ends in one was never encoded.
  if (!ANY_BASE64.test(text) || text.replace(/[\s=]/g, '').length % 4 === 1) return undefined;
  const unpacked = decompressed(Buffer.from(text, 'base64'));
  return unpacked === undefined ? undefined : printable(unpacked);
}

/** Decode base64, and gzip or zlib inside it. Content that is no text cannot be judged, and says so. */
export function decodedBase64(encoded: string): Decoded {
  if (!BASE64.test(encoded))
    return encoded.trim() === '' ? { text: '' } : { reason: 'the value should be base64 and is not' };
  const unpacked = decompressed(Buffer.from(encoded, 'base64'));
  if (unpacked === undefined) return { reason: `compressed content of more than ${MAX_OUTPUT} bytes, or broken` };
  const text = printable(unpacked);
  return text === undefined ? { reason: 'binary content, which cannot be searched for places' } : { text };
}

function decompressed(bytes: Buffer): Buffer | undefined {
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes, { maxOutputLength: MAX_OUTPUT });
    if (bytes[0] === 0x78 && bytes.length > 2 && ((bytes[0] << 8) | (bytes[1] ?? 0)) % 31 === 0)
      return inflateSync(bytes, { maxOutputLength: MAX_OUTPUT });
    return bytes;
  } catch {
    return bytes[0] === 0x78 ? bytes : undefined;
  }
}

function printable(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary from text.
    return /[\x00-\x08\x0e-\x1f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

const ESCAPE = /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|[nrt])/gi;

/**
 * A value with the characters that TOML, properties and programs wrote by their numbers. Escaped line breaks and tabs
 * vanish: whoever reads an address drops them.
 */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPE, (_, four?: string, two?: string) => characterOf(four ?? two, 16));
}

const REFERENCE = /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|amp);/gi;

/** A line of XML with the characters that it wrote by their numbers. */
export function withoutReferences(line: string): string {
  if (!line.includes('&')) return line;
  return line.replace(REFERENCE, (whole, hex?: string, decimal?: string) =>
    whole.toLowerCase() === '&amp;' ? '&' : characterOf(hex ?? decimal, hex === undefined ? 10 : 16),
  );
}

/** Mark-up written by its number is text, and must not become a tag. */
function characterOf(digits: string | undefined, radix: number): string {
  const code = digits === undefined ? 0 : Number.parseInt(digits, radix);
  if (code === 0 || code > 0x10ffff) return '';
  const character = String.fromCodePoint(code);
  return /[<>"']/.test(character) ? ' ' : character;
}

const longest = 200;

/** `1 rule`, `2 rules`; with its own plural, `2 entries`. */
export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}

/**
 * A value from an input, safe to print: control and invisible characters are escaped (an input must not move the cursor,
 * recolour the report or hide a letter), and a long value is cut with its length.
 */
export function visible(value: string): string {
  const shown = value.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u00a0\ufffe\uffff]/gu, escaped);
  return shown.length <= longest ? shown : `${shown.slice(0, longest)}… (${value.length} characters)`;
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `\\u{${code.toString(16)}}`;
}

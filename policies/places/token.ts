/** A run of characters that may hold a host, with what stands before it. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** The word whose value this token is: `--region eu-west-2`, `region=eu-west-2`, `region: eu-west-2`. */
  readonly key: string | undefined;
  /** True when `=` follows: the token is a name, not a value. */
  readonly names: boolean;
  /** True when `(` follows: the token is called. */
  readonly called: boolean;
}

const BREAKS = new Set(' \t\r\n\f\v"\'`<>,;|(){}[]=&^~!*\u00a0\u2028\u2029\\');

interface Run {
  readonly start: number;
  readonly end: number;
}

/** Cuts a stretch of text at white space, quotes, brackets and separators. Linear. */
function runs(text: string, from: number, to: number): readonly Run[] {
  const found: Run[] = [];
  let start = -1;
  for (let at = from; at < to; at++) {
    if (BREAKS.has(text[at] ?? '')) {
      if (start >= 0) found.push({ start, end: at });
      start = -1;
    } else if (start < 0) start = at;
  }
  if (start >= 0) found.push({ start, end: to });
  return found;
}

/** Between a name and its value only these may stand. */
const EQUALS = /^["'\]]*\s*=>?\s*["'[({]*$/;
const COLON = /^["']?\s+["'[({]*$/;
const SPACES = /^\s+["']?$/;

function keyOf(text: string, before: Run | undefined, start: number): string | undefined {
  if (before === undefined || start - before.end > 12) return undefined;
  const gap = text.slice(before.end, start);
  const word = text.slice(Math.max(before.start, before.end - 120), before.end);
  if (EQUALS.test(gap)) return word.replace(/^-+/, '');
  if (word.endsWith(':') && COLON.test(gap)) return word.slice(0, -1);
  return word.startsWith('-') && SPACES.test(gap) ? word.replace(/^-+/, '') : undefined;
}

/** The tokens between two positions. */
export function tokensIn(text: string, from: number, to: number): readonly Token[] {
  const cut = runs(text, from, to);
  return cut.map((run, index) => {
    const next = text[run.end];
    const key = keyOf(text, cut[index - 1], run.start);
    return { ...run, key, names: next === '=' && text[run.end + 1] !== '=', called: next === '(' };
  });
}

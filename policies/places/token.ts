/** A run of characters that may hold a host, with what stands around it. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** The word whose value this token is: `--region eu-west-2`, `region=eu-west-2`, `region: eu-west-2`. */
  readonly key: () => string | undefined;
  /** True when `=` follows: the token is a name, not a value. */
  readonly names: boolean;
  /** True when `(` follows: the token is called. */
  readonly called: boolean;
}

const BREAKING = ' \t\r\n\f\v"\'`<>,;|(){}[]=&^~!*\u00a0\u2028\u2029\\';

/** Whether each UTF-16 unit ends a token; a table, because every character of every text is looked up. */
const breaks = new Uint8Array(65536);
for (const char of BREAKING) breaks[char.charCodeAt(0)] = 1;

interface Run {
  readonly start: number;
  readonly end: number;
}

/** Between a name and its value only these may stand. */
const EQUALS = /^["'\]]*\s*=>?\s*["'[({]*$/;
const COLON = /^["']?\s+["'[({]*$/;
const SPACES = /^\s+["']?$/;

/** A longer name is a text, not a name. */
const LONGEST_NAME = 120;

function keyOf(text: string, earlier: Run | undefined, before: Run | undefined, start: number): string | undefined {
  if (before === undefined || start - before.end > 12 || before.end - before.start > LONGEST_NAME) return undefined;
  const gap = text.slice(before.end, start);
  const word = text.slice(before.start, before.end);
  if (word === ':') return quotedKey(text, earlier, before, gap);
  if (EQUALS.test(gap)) return word.replace(/^-+/, '');
  if (word.endsWith(':') && COLON.test(gap)) return word.slice(0, -1);
  return /^--?[A-Za-z]/.test(word) && SPACES.test(gap) ? word.replace(/^-+/, '') : undefined;
}

/** `"model": "x"` in a text that is not quite JSON: the colon is a word of its own. */
function quotedKey(text: string, earlier: Run | undefined, colon: Run, gap: string): string | undefined {
  if (earlier === undefined || earlier.end - earlier.start > LONGEST_NAME || !COLON.test(gap)) return undefined;
  return /^["']\s*$/.test(text.slice(earlier.end, colon.start)) ? text.slice(earlier.start, earlier.end) : undefined;
}

/** Cuts a stretch of text at white space, quotes, brackets and separators. Linear. */
export function* tokensIn(text: string, from: number, to: number): Generator<Token> {
  let earlier: Run | undefined;
  let before: Run | undefined;
  let at = from;
  while (at < to) {
    while (at < to && breaks[text.charCodeAt(at)] === 1) at += 1;
    const start = at;
    while (at < to && breaks[text.charCodeAt(at)] === 0) at += 1;
    if (at === start) return;
    const previous = before;
    const first = earlier;
    const next = text[at];
    const names = next === '=' && text[at + 1] !== '=';
    yield { start, end: at, key: () => keyOf(text, first, previous, start), names, called: next === '(' };
    earlier = before;
    before = { start, end: at };
  }
}

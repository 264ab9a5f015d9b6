import { judgeAuthority } from './authority.ts';
import type { Judged } from './judged.ts';
import type { Judges, Reading } from './reading.ts';
import { tokensIn } from './token.ts';
import { nextAuthority } from './url.ts';
import { judgeWord } from './word.ts';

const PATH_ENDS = new Set(' \t\r\n"\'`<>,;|(){}');

/** The path, query and fragment belong to a URL whose host is judged; text after a bracket or quote does not. */
function skipPath(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && !PATH_ENDS.has(text[at] ?? '')) at += 1;
  return at;
}

/** Every piece of the text that names a place, or that was looked at and names none. Linear in its length. */
export function scan(reading: Reading, judges: Judges): readonly Judged[] {
  const { text } = reading;
  const found: Judged[] = [];
  let at = 0;
  for (let authority = nextAuthority(text, 0); authority !== undefined; ) {
    // A URL inside the path or query of another is judged as well.
    const next = nextAuthority(text, authority.end);
    words(reading, judges, at, authority.start, found);
    at = skipPath(text, authority.end, next?.start ?? text.length);
    for (const each of judgeAuthority(reading, judges, authority, at)) found.push(each);
    authority = next;
  }
  words(reading, judges, at, text.length, found);
  return found;
}

function words(reading: Reading, judges: Judges, from: number, to: number, found: Judged[]): void {
  for (const token of tokensIn(reading.text, from, to)) {
    for (const each of judgeWord(reading, judges, token)) found.push(each);
  }
}

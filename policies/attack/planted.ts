import { FAMILIES } from '../../catalog/hosts/families/index.ts';
import { findHost } from '../../catalog/hosts/index.ts';
import type { ForeignValue } from './foreign.ts';
import type { Random } from './random.ts';
import {
  CLIENT_ADDRESSES,
  CLIENT_SPELLINGS,
  NAME_SPELLINGS,
  type Spelling,
  TOKENS,
  WEB_ADDRESSES,
  webSpellings,
} from './spellings.ts';
import type { Target } from './types.ts';

/** A text to plant, what it is, and why it is foreign. */
export interface Planted {
  readonly text: string;
  readonly what: string;
  readonly because: string;
}

const NOBODY = 'no row of the catalogue and no claim of the site covers it: nobody can say that it is inside';
const ADDRESS = 'a public address that the site does not claim: nobody can say where it is';
const TOKEN = 'it is resolved later: nobody can say what will stand there';

/** A text that holds a foreign endpoint, in one of many spellings. */
export function foreignText(target: Target, random: Random): Planted {
  const lot = random.whole(20);
  if (lot < 8) return spelled(foreignHost(target, random), webSpellings, random);
  if (lot < 13) return spelled(foreignHost(target, random), () => CLIENT_SPELLINGS, random);
  if (lot < 15) return addressIn(WEB_ADDRESSES, target, random);
  if (lot < 17) return addressIn(CLIENT_ADDRESSES, target, random);
  if (lot < 19) return spelled(lookalike(target, random), webSpellings, random);
  const { how, write } = random.pick(TOKENS);
  return { text: write(random.word(5)), what: how, because: TOKEN };
}

/** As {@link foreignText}, in one line without blanks, quotes or mark-up: what any file format can hold as it is. */
export function foreignWord(target: Target, random: Random): Planted {
  for (;;) {
    const planted = foreignText(target, random);
    if (/^[^\s"'`<>&#;{}\\]+$/.test(planted.text)) return planted;
  }
}

/** A foreign host, as a field for host names holds it. */
export function foreignName(target: Target, random: Random): Planted {
  const host = random.chance(0.85) ? foreignHost(target, random) : lookalike(target, random);
  const exact = findHost(`eu-central-1-fhir.${host.value}`)?.country === findHost(host.value)?.country;
  return spelled(host, () => NAME_SPELLINGS.slice(0, exact ? 4 : 3), random);
}

/** A foreign host of the catalogue. */
export function foreignHost({ foreign }: Target, random: Random): ForeignValue {
  return random.pick(foreign.hosts);
}

/** A public address that nobody has claimed. */
export function foreignAddress({ foreign }: Target, random: Random): ForeignValue {
  return { value: foreign.address(random), because: ADDRESS };
}

function spelled(
  { value, because }: ForeignValue,
  spellings: (host: string) => readonly Spelling[],
  random: Random,
): Planted {
  const { how, write } = random.pick(spellings(value));
  return { text: write(value), what: how, because };
}

function addressIn(spellings: readonly Spelling[], target: Target, random: Random): Planted {
  const { how, write } = random.pick(spellings);
  const { value, because } = foreignAddress(target, random);
  return { text: write(value), what: `an address, ${how}`, because: `${value} is ${because}` };
}

/** A name that only looks like one inside: the site's own under another domain, or a known one with a letter more. */
export function lookalike({ boundary }: Target, random: Random): ForeignValue {
  for (;;) {
    const own = boundary.claims.map(({ match }) => match.replace(/^\*\./, '')).filter((name) => /[a-z]/.test(name));
    const host = random.pick([
      ...own.map((name) => `${name}.${random.word(6)}.com`),
      `s3.eu-central-1.amazonaws.com.${random.word(6)}.net`,
      `fhir.eu-central-1.${random.word(7)}.io`,
      `${random.word(3)}${knownInside(boundary.countries, random)}`,
    ]);
    if ((findHost(host)?.country ?? null) === null) return { value: host, because: `${host}: ${NOBODY}` };
  }
}

function knownInside(countries: ReadonlySet<string>, random: Random): string {
  const names = FAMILIES.flatMap(({ at }) => Object.entries(at ?? {}));
  const inside = names.filter(([name, country]) => countries.has(country) && /^[a-z0-9-]+\.[a-z]+$/.test(name));
  return random.pick(inside)[0];
}

import { COUNTRY_NAMES } from './countries.ts';
import type { Territory } from './types.ts';

/** The 27 member states of the European Union (TEU Art. 52; as of 2026-11-22). */
export const EU27: readonly string[] =
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' ');

/** The 30 states of the European Economic Area: the Union, Iceland, Liechtenstein and Norway. Switzerland is not one. */
export const EEA30: readonly string[] = [...EU27, 'IS', 'LI', 'NO'];

const TREATIES = 'TFEU Art. 349 and 355, TEU Art. 52; EEA Agreement Art. 126';

function territories(of: string, inside: boolean, codes: string, source = TREATIES): readonly Territory[] {
  return codes.split(' ').map((code) => ({ code, of, inside, source, asOf: '2026-11-22', recalled: false }));
}

/** Territories with their own ISO code whose state is, or is taken for, a member; and neighbours that are taken for members. */
export const TERRITORIES: readonly Territory[] = [
  ...territories('FI', true, 'AX'),
  ...territories('FR', true, 'GF GP MQ RE YT MF'),
  ...territories('FR', false, 'NC PF WF PM BL TF'),
  ...territories('DK', false, 'GL FO'),
  ...territories('NL', false, 'AW CW SX BQ'),
  ...territories(
    'NO',
    false,
    'SJ BV',
    'EEA Agreement, Protocol 40 (Svalbard); Bouvet Island is a dependency outside it',
  ),
  ...territories('GB', false, 'GI JE GG IM', 'Withdrawal Agreement (EU-UK) Art. 3; TFEU Art. 355(5)'),
];

/** Codes that the European institutions use in place of ISO's, and codes that ISO reserves for parts of Spain. */
const EUROPEAN_CODES: Readonly<Record<string, string>> = { EL: 'GR', UK: 'GB', IC: 'ES', EA: 'ES' };

/** ISO 3166-2 subdivisions that carry a member's code and lie outside the Union and the EEA, with their own ISO code. */
export const OUTSIDE_SUBDIVISIONS: Readonly<Record<string, string>> = {
  'FR-NC': 'NC',
  'FR-PF': 'PF',
  'FR-WF': 'WF',
  'FR-PM': 'PM',
  'FR-BL': 'BL',
  'FR-TF': 'TF',
  'FR-CP': 'FR-CP',
  'FR-975': 'PM',
  'FR-977': 'BL',
  'FR-984': 'TF',
  'FR-986': 'WF',
  'FR-987': 'PF',
  'FR-988': 'NC',
  'FR-989': 'FR-CP',
  'DK-GL': 'GL',
  'DK-FO': 'FO',
  'NL-AW': 'AW',
  'NL-CW': 'CW',
  'NL-SX': 'SX',
  'NL-BQ1': 'BQ',
  'NL-BQ2': 'BQ',
  'NL-BQ3': 'BQ',
  'NO-21': 'SJ',
  'NO-22': 'SJ',
};

/** Subdivisions under a member's code whose territory has its own ISO code and lies inside. */
const INSIDE_SUBDIVISIONS: Readonly<Record<string, string>> = {
  'FI-01': 'AX',
  'FR-971': 'GP',
  'FR-972': 'MQ',
  'FR-973': 'GF',
  'FR-974': 'RE',
  'FR-976': 'YT',
  'FR-978': 'MF',
  'FR-GP': 'GP',
  'FR-MQ': 'MQ',
  'FR-GF': 'GF',
  'FR-RE': 'RE',
  'FR-YT': 'YT',
  'FR-MF': 'MF',
};

/**
 * ISO 3166-1 alpha-2 code of a country or of an ISO 3166-2 subdivision, in any ASCII case; `EL` and `UK` are read as
 * `GR` and `GB`. A subdivision whose territory has its own code gives that code (`FR-NC` → `NC`, `NO-21` → `SJ`);
 * `FR-CP` (Clipperton, which has none) and every unknown code give undefined.
 */
export function countryCode(code: string): string | undefined {
  if (!/^[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?$/.test(code)) return undefined;
  const upper = code.toUpperCase();
  const territory = OUTSIDE_SUBDIVISIONS[upper] ?? INSIDE_SUBDIVISIONS[upper];
  const country = EUROPEAN_CODES[upper.slice(0, 2)] ?? upper.slice(0, 2);
  const found = territory ?? country;
  return Object.hasOwn(COUNTRY_NAMES, found) ? found : undefined;
}

/** English short name of an ISO code; `EU` is "a member state of the European Union". Throws on an unknown code. */
export function countryName(code: string): string {
  if (code === 'EU') return 'a member state of the European Union';
  const country = countryCode(code);
  const name = country === undefined ? undefined : COUNTRY_NAMES[country];
  if (name === undefined) throw new Error(`"${code}" is not an ISO 3166-1 country code`);
  return name;
}

/** `EU` stands for "some member state": it is inside exactly when every member state is. */
function withTerritories(states: readonly string[]): ReadonlySet<string> {
  const inside = new Set(states);
  for (const { code, of, inside: shares } of TERRITORIES) if (shares && inside.has(of)) inside.add(code);
  if (EU27.every((state) => inside.has(state))) inside.add('EU');
  return inside;
}

const NAMED: Readonly<Record<string, readonly string[]>> = { EEA: EEA30, EU: EU27 };

/**
 * The ISO codes inside a boundary: `EEA`, `EU`, or a comma-separated list of countries (`DE,FR`), in any ASCII case.
 * Territories that share their state's place in the Union are included (`FR` brings `RE`, not `NC`); `EU`, the code for
 * "some member state", is included when all member states are. Throws on any other name, `Europe` among them.
 */
export function countriesWithin(boundary: string): ReadonlySet<string> {
  const states = boundary.split(',').flatMap((part) => {
    const name = part.trim().toUpperCase();
    const states = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
    return states ?? [requireCountry(name, boundary)];
  });
  return withTerritories(states);
}

function requireCountry(name: string, boundary: string): string {
  const country = name.length === 2 ? countryCode(name) : undefined;
  if (country !== undefined) return country;
  const hint = name === 'EUROPE' ? ': Europe is a continent, neither the EU nor the EEA' : '';
  throw new Error(
    `boundary "${boundary}": "${name}" is unknown${hint}; write EEA, EU, or ISO 3166-1 country codes such as DE,FR`,
  );
}

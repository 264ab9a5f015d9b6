import { stringify } from 'yaml';
import type { ResourceRules } from './resources.ts';

/** What the engine does with a node: the names are those of its configuration. */
export type AnonymisationMethod = 'keep' | 'redact' | 'cryptoHash' | 'pseudonymize' | 'generalize';

/** One rule of the engine. A node belongs to the first rule that selects it; later ones leave it as it is. */
export interface AnonymisationRule {
  /** FHIRPath, from the resource or with the engine's own `nodesByType`. */
  readonly path: string;
  readonly method: AnonymisationMethod;
  /** Where pseudonyms of these values are kept apart from others. */
  readonly namespace?: string;
  /** For `generalize`: condition to result, both FHIRPath. The first that holds counts. */
  readonly cases?: Readonly<Record<string, string>>;
  /** For `generalize`: what becomes of a value for which no condition holds. */
  readonly otherValues?: 'redact';
}

/** Identifiers that get a pseudonym, by their code in HL7's table 0203, and the namespace that keeps each apart. */
export const PSEUDONYM_NAMESPACES = { MR: 'patient-identifier', VN: 'visit-number' } as const;

/**
 * People born before this year count as one group: at ninety and above, an age alone can single somebody out. The year is
 * reviewed with the rules.
 */
export const OLDEST_BIRTH_YEAR = 1937;

const identifierTypes = 'http://terminology.hl7.org/CodeSystem/v2-0203';

const DROPPED_TYPES = [
  // What can hold a name, a place, a voice or a picture.
  ...([
    'Extension',
    'Narrative',
    'HumanName',
    'Address',
    'ContactPoint',
    'Annotation',
    'Attachment',
    'Signature',
  ] as const),
  // Every text that somebody may have typed, also beside a code. Identifiers and references are done before.
  ...(['string', 'markdown', 'base64Binary'] as const),
] as const;

const DATE_TYPES = ['date', 'dateTime', 'instant', 'time'] as const;

/** The namespaces of a domain: pseudonyms of one say nothing about those of another. @default - the site's own domain */
export function pseudonymNamespaces(domain?: string): Readonly<Record<string, string>> {
  const own = (namespace: string) => (domain === undefined ? namespace : `${domain}-${namespace}`);
  return Object.fromEntries(Object.entries(PSEUDONYM_NAMESPACES).map(([code, one]) => [code, own(one)]));
}

/**
 * The rules in the order in which they are tried: identifiers become pseudonyms and hashes, texts go, named dates lose their
 * day, all other dates go, named elements stay, and everything that is left goes.
 */
export function anonymisationRules(
  resources: Readonly<Record<string, ResourceRules>>,
  domain?: string,
): readonly AnonymisationRule[] {
  const each = Object.entries(resources);
  const drop = (path: string): AnonymisationRule => ({ path, method: 'redact' });
  const keep = (path: string): AnonymisationRule => ({ path, method: 'keep' });
  return [
    ...Object.entries(pseudonymNamespaces(domain)).flatMap(([code, namespace]) => identifier(code, namespace)),
    { path: "nodesByType('Reference').reference", method: 'cryptoHash' },
    { path: 'Resource.id', method: 'cryptoHash' },
    ...DROPPED_TYPES.map((type) => drop(`nodesByType('${type}')`)),
    ...each.flatMap(([type, { year = [] }]) => year.map((path) => toYear(`${type}.${path}`))),
    ...each.flatMap(([type, { month = [] }]) => month.map((path) => toMonth(`${type}.${path}`))),
    ...DATE_TYPES.map((type) => drop(`nodesByType('${type}')`)),
    keep('Bundle.type'),
    ...each.flatMap(([type, rules]) => rules.keep.map((path) => keep(`${type}.${path}`))),
    drop('Resource'),
  ];
}

/** The engine's configuration file. No key is in it: the engine takes its keys from the environment. */
export function anonymisationFile(resources: Readonly<Record<string, ResourceRules>>, domain?: string): string {
  const file = {
    fhirVersion: 'R4',
    fhirPathRules: anonymisationRules(resources, domain),
    // A redacted date, age or postcode would otherwise keep its year, decade or region, also where no rule says so.
    parameters: {
      enablePartialAgesForRedact: false,
      enablePartialDatesForRedact: false,
      enablePartialZipCodesForRedact: false,
      restrictedZipCodeTabulationAreas: [],
    },
  };
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
}

function identifier(code: string, namespace: string): readonly AnonymisationRule[] {
  const node = `nodesByType('Identifier').where(type.coding.where(system='${identifierTypes}' and code='${code}').exists())`;
  return [
    { path: `${node}.value`, method: 'pseudonymize', namespace },
    { path: `${node}.system`, method: 'keep' },
    { path: `${node}.type.coding.system`, method: 'keep' },
    { path: `${node}.type.coding.code`, method: 'keep' },
  ];
}

// The engine takes a condition that comes out empty for true: a date too vague to compare falls into the oldest group.
function toYear(path: string): AnonymisationRule {
  const cases = {
    [`$this < @${OLDEST_BIRTH_YEAR}-01-01`]: `'${OLDEST_BIRTH_YEAR - 1}'`,
    '$this.exists()': '$this.toString().substring(0, 4)',
  };
  return { path, method: 'generalize', cases, otherValues: 'redact' };
}

function toMonth(path: string): AnonymisationRule {
  const cases = { '$this.exists()': '$this.toString().substring(0, 7)' };
  return { path, method: 'generalize', cases, otherValues: 'redact' };
}

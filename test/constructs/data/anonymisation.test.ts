import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { exportableResources } from '../../../constructs/core/site/research.ts';
import { researchResources } from '../../../constructs/data/anonymisation/resources.ts';
import {
  type AnonymisationRule,
  anonymisationFile,
  anonymisationRules,
  OLDEST_BIRTH_YEAR,
} from '../../../constructs/data/anonymisation/rules.ts';

const rules = anonymisationRules(researchResources);
const position = (wanted: (rule: AnonymisationRule) => boolean) => rules.findIndex(wanted);
const at = (path: string) => position((rule) => rule.path === path);

/** What the engine accepts: AnonymizerMethod.cs of fhir-pseudonymizer 2.32.0, in upper case as the engine compares them. */
const METHODS = [
  ...['REDACT', 'DATESHIFT', 'CRYPTOHASH', 'SUBSTITUTE', 'ENCRYPT', 'PERTURB', 'KEEP', 'GENERALIZE', 'PSEUDONYMIZE'],
  'REMOVE',
];

describe('the rules file', () => {
  const file = parse(anonymisationFile(researchResources));

  test('is of the version that the engine supports, and names only methods that it knows', () => {
    expect(file.fhirVersion).toBe('R4');
    for (const { method } of file.fhirPathRules) expect(METHODS).toContain(method.toUpperCase());
  });

  test('keeps no year, decade or region of what it drops', () => {
    expect(file.parameters).toEqual({
      enablePartialAgesForRedact: false,
      enablePartialDatesForRedact: false,
      enablePartialZipCodesForRedact: false,
      restrictedZipCodeTabulationAreas: [],
    });
  });

  test('holds no key', () => expect(JSON.stringify(file)).not.toMatch(/key/i));
});

describe('the order, in which a node belongs to the first rule that selects it', () => {
  test('ends with dropping whatever is left of any resource', () => {
    expect(rules.at(-1)).toEqual({ path: 'Resource', method: 'redact' });
    expect(rules.filter(({ path }) => path === 'Resource')).toHaveLength(1);
  });

  test('drops every text before anything is kept, so that no kept element brings one along', () => {
    const firstKept = position(({ path, method }) => method === 'keep' && !path.includes('Identifier'));
    for (const type of [
      'string',
      'markdown',
      'Narrative',
      'Extension',
      'Annotation',
      'HumanName',
      'Address',
      'ContactPoint',
    ]) {
      expect(at(`nodesByType('${type}')`)).toBeGreaterThanOrEqual(0);
      expect(at(`nodesByType('${type}')`)).toBeLessThan(firstKept);
    }
  });

  test('replaces identifiers and references before texts are dropped, since both are texts', () => {
    const text = at("nodesByType('string')");
    expect(at("nodesByType('Reference').reference")).toBeLessThan(text);
    for (const rule of rules.filter(({ method }) => method === 'pseudonymize')) {
      expect(rules.indexOf(rule)).toBeLessThan(text);
    }
  });

  test('drops every date that is not named, before anything is kept', () => {
    const dates = ['date', 'dateTime', 'instant', 'time'].map((type) => at(`nodesByType('${type}')`));
    const lastNamed = rules.findLastIndex(({ method }) => method === 'generalize');
    for (const index of dates) {
      expect(index).toBeGreaterThan(lastNamed);
      expect(index).toBeLessThan(at('Bundle.type'));
    }
  });

  test('cannot keep a whole resource', () => {
    for (const { path, method } of rules) if (method === 'keep') expect(path).toMatch(/[.(]/);
  });
});

describe('what becomes of', () => {
  const rule = (path: string) => rules.find((one) => one.path === path);

  test('a record number: a pseudonym, apart from those of visits', () => {
    const pseudonyms = rules.filter(({ method }) => method === 'pseudonymize');
    expect(pseudonyms.map(({ path, namespace }) => [/code='(..)'/.exec(path)?.[1], namespace])).toEqual([
      ['MR', 'patient-identifier'],
      ['VN', 'visit-number'],
    ]);
  });

  test('an id: a hash under the key of the trust centre', () => expect(rule('Resource.id')?.method).toBe('cryptoHash'));

  test('a birth date: its year, and one group for the oldest', () => {
    expect(rule('Patient.birthDate')).toEqual({
      path: 'Patient.birthDate',
      method: 'generalize',
      cases: {
        [`$this < @${OLDEST_BIRTH_YEAR}-01-01`]: `'${OLDEST_BIRTH_YEAR - 1}'`,
        '$this.exists()': '$this.toString().substring(0, 4)',
      },
      otherValues: 'redact',
    });
  });

  test('the date of a finding: its month', () => {
    expect(rule('Observation.effective')?.cases).toEqual({ '$this.exists()': '$this.toString().substring(0, 7)' });
  });

  test.each(['name', 'address', 'telecom', 'photo', 'contact', 'maritalStatus', 'generalPractitioner'])(
    'the %s of a patient: no rule keeps it',
    (element) => expect(rules.filter(({ path }) => path.startsWith(`Patient.${element}`))).toEqual([]),
  );
});

test('whatever a site may export has rules', () => {
  for (const type of exportableResources) expect(researchResources[type].keep.length).toBeGreaterThan(0);
});

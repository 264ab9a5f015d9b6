import { expect, test } from 'vitest';
import { researchResources } from '../../../constructs/data/anonymisation/resources.ts';
import { anonymisationRules } from '../../../constructs/data/anonymisation/rules.ts';
import { element, type FhirNode, leftOf } from '../../support/anonymiser.ts';

const rules = anonymisationRules(researchResources);
const coding = (system: string, code: string, display: string) =>
  element('coding', 'Coding', [
    element('system', 'uri', system),
    element('code', 'code', code),
    element('display', 'string', display),
  ]);
const resource = (type: string, ...children: readonly FhirNode[]) =>
  element(type, type, [element('id', 'id', 'secret-id'), ...children]);

test('of a patient there is left: hash, pseudonym of the record number, sex, and the year of birth', () => {
  const table = 'http://terminology.hl7.org/CodeSystem/v2-0203';
  const identifier = (code: string, value: string) =>
    element('identifier', 'Identifier', [
      element('type', 'CodeableConcept', [coding(table, code, 'secret display')]),
      element('system', 'uri', 'urn:hospital'),
      element('value', 'string', value),
      element('period', 'Period', [element('start', 'dateTime', '2020-01-01')]),
    ]);
  const patient = resource(
    'Patient',
    element('text', 'Narrative', [element('div', 'xhtml', 'secret narrative')]),
    element('extension', 'Extension', [element('valueCode', 'code', 'secret extension')]),
    identifier('MR', 'secret-number'),
    identifier('SS', 'secret-insurance'),
    element('name', 'HumanName', [element('family', 'string', 'secret family'), element('use', 'code', 'official')]),
    element('telecom', 'ContactPoint', [
      element('value', 'string', 'secret phone'),
      element('rank', 'positiveInt', '1'),
    ]),
    element('address', 'Address', [element('postalCode', 'string', '69115'), element('use', 'code', 'home')]),
    element('gender', 'code', 'female'),
    element('birthDate', 'date', '1961-03-12'),
    element('deceased', 'boolean', 'false'),
    element('deceased', 'dateTime', '2026-01-02T03:04:05Z'),
    element('photo', 'Attachment', [
      element('data', 'base64Binary', 'secret'),
      element('contentType', 'code', 'image/png'),
    ]),
    element('contact', 'BackboneElement', [element('gender', 'code', 'male')]),
    element('somethingNew', 'code', 'secret novelty'),
    element('managingOrganization', 'Reference', [
      element('reference', 'string', 'Organization/secret'),
      element('display', 'string', 'secret ward'),
    ]),
  );
  expect(leftOf(patient, rules)).toEqual([
    'Patient.id: <cryptoHash>',
    `Patient.identifier.type.coding.system: ${table}`,
    'Patient.identifier.type.coding.code: MR',
    'Patient.identifier.system: urn:hospital',
    'Patient.identifier.value: <pseudonymize>',
    'Patient.gender: female',
    'Patient.birthDate: 1961',
    'Patient.deceased: false',
    'Patient.managingOrganization.reference: <cryptoHash>',
  ]);
});

test.each([
  ['1961-03-12', '1961'],
  ['1919-03-12', '1936'],
  ['1919', '1936'],
  ['1937-01-01', '1937'],
])('born %s: %s', (date, year) => {
  expect(leftOf(resource('Patient', element('birthDate', 'date', date)), rules)).toContain(
    `Patient.birthDate: ${year}`,
  );
});

test('of a finding there is left: codes, numbers and the month, and no text beside them', () => {
  const observation = resource(
    'Observation',
    element('status', 'code', 'final'),
    element('code', 'CodeableConcept', [
      coding('urn:codes', '718-7', 'secret display'),
      element('text', 'string', 'secret text'),
    ]),
    element('subject', 'Reference', [element('reference', 'string', 'Patient/secret-id')]),
    element('effective', 'dateTime', '2026-05-03T10:11:12+02:00'),
    element('issued', 'instant', '2026-05-03T10:11:12Z'),
    element('value', 'Quantity', [
      element('value', 'decimal', '12.3'),
      element('unit', 'string', 'secret unit'),
      element('code', 'code', 'g/dL'),
    ]),
    element('note', 'Annotation', [
      element('text', 'markdown', 'secret note'),
      element('time', 'dateTime', '2026-05-03'),
    ]),
  );
  expect(leftOf(observation, rules)).toEqual([
    'Observation.id: <cryptoHash>',
    'Observation.status: final',
    'Observation.code.coding.system: urn:codes',
    'Observation.code.coding.code: 718-7',
    'Observation.subject.reference: <cryptoHash>',
    'Observation.effective: 2026-05',
    'Observation.value.value: 12.3',
    'Observation.value.code: g/dL',
  ]);
});

test.each([
  ['a text', element('value', 'string', 'Frau M. hat Fieber')],
  ['a point in time', element('value', 'dateTime', '2026-05-03')],
  ['a time of day', element('value', 'time', '10:11:12')],
  ['a period', element('value', 'Period', [element('start', 'dateTime', '2026-05-03')])],
])('a finding that is %s is dropped', (_, value) => {
  expect(leftOf(resource('Observation', value), rules)).toEqual(['Observation.id: <cryptoHash>']);
});

test('of a kind of resource that no rule names, nothing is left but the hash', () => {
  const practitioner = resource(
    'Practitioner',
    element('active', 'boolean', 'true'),
    element('gender', 'code', 'female'),
    element('qualification', 'BackboneElement', [element('code', 'CodeableConcept', [coding('u', 'c', 'd')])]),
  );
  expect(leftOf(practitioner, rules)).toEqual(['Practitioner.id: <cryptoHash>']);
});

import { describe, expect, test } from 'vitest';
import { requestsOfAll } from '../../../../constructs/core/smart/requests.ts';

const routes = requestsOfAll(['system/ImagingStudy.rs', 'system/Patient.r', 'system/Observation.s']);

/** Whether a GET for this path and query, as they were sent, finds a route. Envoy matches the whole of both, by RE2. */
function isOpen(path: string): boolean {
  const plain = path.split('?')[0] ?? '';
  return routes.some(
    ({ prefix, pattern = '' }) =>
      (plain === prefix || plain.startsWith(`${prefix}/`)) && new RegExp(`^(?:${pattern})$`).test(path),
  );
}

test('no route writes', () => {
  expect(new Set(routes.flatMap(({ methods }) => methods))).toEqual(new Set(['GET', 'HEAD']));
});

describe('what was granted is open', () => {
  test.each([
    '/fhir/Patient/17',
    '/fhir/ImagingStudy/abc-1.2',
    '/fhir/ImagingStudy',
    '/fhir/ImagingStudy?status=available&_count=50&_offset=100&_sort=-started',
    '/fhir/ImagingStudy?patient=Patient/17&started=ge2026-11-01',
    '/fhir/Observation?code=http%3A%2F%2Floinc.org%7C1234-5&patient:identifier=x%7C1',
    '/fhir/Observation?_lastUpdated=gt2026-01-01T00:00:00%2B01:00&_elements=code,value',
  ])('%s', (path) => expect(isOpen(path)).toBe(true));
});

describe('what was not granted is closed', () => {
  test.each([
    ['another type', '/fhir/Condition/1'],
    ['a type whose name begins alike', '/fhir/PatientList/1'],
    ['a search where only reading was granted', '/fhir/Patient?name=a'],
    ['reading where only a search was granted', '/fhir/Observation/1'],
    ['another type by way of a compartment', '/fhir/ImagingStudy/1/Condition'],
    ['everything of a patient', '/fhir/Patient/17/$everything'],
    ['an operation', '/fhir/ImagingStudy/$export'],
    ['the history of a resource', '/fhir/Patient/17/_history'],
    ['the whole server', '/fhir?_type=Condition'],
    ['what a search includes', '/fhir/ImagingStudy?_include=ImagingStudy:patient'],
    ['the same, with an escape in its name', '/fhir/ImagingStudy?%5Finclude=ImagingStudy:patient'],
    ['the same, after a semicolon', '/fhir/ImagingStudy?status=a;_include=ImagingStudy:patient'],
    ['the same, after a parameter that is open', '/fhir/ImagingStudy?status=a&_include:iterate=ImagingStudy:patient'],
    ['what points to what is found', '/fhir/ImagingStudy?_revinclude=Observation:subject'],
    ['a question about another type', '/fhir/Observation?patient.name=Meier'],
    ['the same, with the type', '/fhir/Observation?subject:Patient.name=Meier'],
    ['a reverse question', '/fhir/Observation?_has:Condition:subject:code=x'],
    ['a filter', '/fhir/Observation?_filter=subject.name%20eq%20x'],
    ['a named query', '/fhir/Observation?_query=any'],
    ['a sort by another type', '/fhir/Observation?_sort=patient.name'],
    ['a page of anybody', '/fhir?_getpages=5f0a3f6f'],
    ['an escaped slash', '/fhir/Patient%2f17'],
  ])('%s', (_, path) => expect(isOpen(path)).toBe(false));
});

describe('what a scope to write opens', () => {
  const opens = (scope: string, method: string, path: string) =>
    requestsOfAll([scope]).some(
      ({ methods, pattern }) => methods.some((one) => one === method) && new RegExp(`^(?:${pattern})$`).test(path),
    );

  test.each([
    ['system/Observation.c', 'POST', '/fhir/Observation', true],
    ['system/Observation.c', 'PUT', '/fhir/Observation/17', false],
    ['system/Observation.c', 'POST', '/fhir/Observation/_search', false],
    ['system/Observation.u', 'PUT', '/fhir/Observation/17', true],
    ['system/Observation.u', 'PUT', '/fhir/Observation?code=1', false],
    ['system/Observation.u', 'POST', '/fhir/Observation', false],
    ['system/Observation.d', 'DELETE', '/fhir/Observation/17', true],
    ['system/Observation.d', 'DELETE', '/fhir/Observation?code=1', false],
    ['system/Observation.cud', 'GET', '/fhir/Observation/17', false],
  ])('%s: %s %s is %s', (scope, method, path, open) => expect(opens(scope, method, path)).toBe(open));
});

import { expect, test } from 'vitest';
import { eventsIn, originsOf } from '../../cli/lineage/origins.ts';

const event = (job: string, inputs: readonly string[], outputs: readonly string[]) => {
  const sets = (names: readonly string[]) => names.map((name) => ({ namespace: 'n', name }));
  const said = { job: { namespace: 'platform', name: job }, inputs: sets(inputs), outputs: sets(outputs) };
  return {
    resourceType: 'AuditEvent',
    entity: [{ name: 'n x' }, { name: 'openlineage', detail: [{ valueString: JSON.stringify(said) }] }],
  };
};
const trail = [
  event('lis', ['message-1'], ['Observation/1/_history/1', 'Patient/1/_history/1']),
  event('lis', ['message-2'], ['Observation/1/_history/2']),
  event('discharge-letter', ['Observation/1/_history/1', 'medical@sha256:ab'], ['Composition/c/_history/1']),
  { resourceType: 'AuditEvent', entity: [{ name: '/fhir/Patient/1' }] },
];
const ndjson = trail.map((one) => JSON.stringify(one)).join('\n');
const bundle = JSON.stringify({ resourceType: 'Bundle', entry: trail.map((resource) => ({ resource })) });

test.each([
  ['lines of the archive', ndjson],
  ['a Bundle of the store', bundle],
])('leads an answer in %s back to its messages, by the versions that were shown', (_, text) => {
  const steps = originsOf('Composition/c', eventsIn(text, 'trail'));
  expect(steps.map(({ from, job, isSource }) => [isSource, from, job])).toEqual([
    [false, 'n Observation/1/_history/1', 'platform/discharge-letter'],
    [true, 'n medical@sha256:ab', 'platform/discharge-letter'],
    [true, 'n message-1', 'platform/lis'],
  ]);
});

test('knows nothing of what no event made, and ends where events go round', () => {
  expect(originsOf('Composition/other', eventsIn(ndjson, 'trail'))).toEqual([]);
  const round = [event('a', ['x'], ['y']), event('b', ['y'], ['x'])].map((one) => JSON.stringify(one)).join('\n');
  expect(originsOf('x', eventsIn(round, 'round'))).toHaveLength(2);
});

test('refuses a file that is no trail', () => {
  expect(() => eventsIn('hello', 'notes.txt')).toThrow(/notes\.txt holds no AuditEvents/);
});

import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { LINEAGE } from '../../constructs/core/lineage.ts';
import { describeWith, pathOf } from './programs.ts';

/** Reads an event with OpenLineage's own classes, and prints what they write of it. */
const reader = `
import json, sys
from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
from openlineage.client.serde import Serde
said = json.load(sys.stdin)
event = RunEvent(
    eventType=RunState(said["eventType"]), eventTime=said["eventTime"], producer=said["producer"],
    run=Run(runId=said["run"]["runId"]), job=Job(**said["job"]),
    inputs=[InputDataset(**one) for one in said["inputs"]], outputs=[OutputDataset(**one) for one in said["outputs"]],
)
print(Serde.to_json(event))
`;
const event = {
  ...{ eventType: 'COMPLETE', eventTime: '2026-11-22T10:15:00Z', producer: LINEAGE.producer },
  schemaURL: LINEAGE.schemaUrl,
  run: { runId: '0d7a5b1e-3c1f-8a5e-9b1a-2f4c6d8e0f12' },
  job: { namespace: 'integration', name: 'his' },
  inputs: [{ namespace: 'message://his', name: '0d7a5b1e-3c1f-8a5e-9b1a-2f4c6d8e0f12' }],
  outputs: [{ namespace: LINEAGE.record, name: 'Observation/12/_history/3' }],
};

describeWith(['openlineage'], "an event of the platform, read by OpenLineage's own classes", () => {
  const read = (change: object) =>
    execFileSync(pathOf('openlineage'), ['-c', reader], {
      input: JSON.stringify({ ...event, ...change }),
      encoding: 'utf8',
      stdio: 'pipe',
    });

  test('is written by them as it was', () => {
    const { facets: _, ...again } = JSON.parse(read({}));
    expect(again).toMatchObject(event);
  });

  test.each<[string, object]>([
    ['a run that is no UUID', { run: { runId: 'his-1' } }],
    ['a time that is none', { eventTime: 'yesterday' }],
  ])('would be refused with %s', (_, change) => {
    expect(() => read(change)).toThrow();
  });
});

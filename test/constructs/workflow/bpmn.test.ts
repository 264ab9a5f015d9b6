import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { bpmnOf } from '../../../constructs/workflow/bpmn.ts';
import { coding } from '../../../constructs/workflow/coding.ts';
import { diagnosticSupport } from '../../../constructs/workflow/diagnostic-support.ts';
import { dischargeLetter } from '../../../constructs/workflow/discharge-letter.ts';
import { earlyWarning } from '../../../constructs/workflow/early-warning.ts';
import type { ClinicalWorkflow } from '../../../constructs/workflow/workflow.ts';

const context = {
  model: { name: 'medical-7b', digest: `sha256:${'a'.repeat(64)}` },
  clinicianRole: 'clinician & <nurse>',
  escalationRole: 'senior',
  fhir: 'http://127.0.0.1:9100/fhir',
  models: 'http://127.0.0.1:9101/v1',
  lineage: 'http://127.0.0.1:9103/v1/logs',
  overdue: 'http://127.0.0.1:9104/v1/logs',
};
const workflows: readonly ClinicalWorkflow[] = [
  dischargeLetter,
  coding(2026),
  diagnosticSupport,
  earlyWarning({ everyMinutes: 30, escalateAfterMinutes: 15 }),
];

/** A workflow whose AI is out of use. */
const stopped = (workflow: ClinicalWorkflow) =>
  bpmnOf(workflow, { ...context, stopped: 'out of use since today: it errs' });

describe.each(workflows.map((workflow) => [workflow.key, workflow] as const))('%s, out of use', (key, workflow) => {
  const ids = [...stopped(workflow).matchAll(/<process[^>]* id="([^"]+)"/g)].map(([, id]) => id);

  test('takes the place of the process that asks, by its name', () => {
    const before = [...bpmnOf(workflow, context).matchAll(/<process[^>]* id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual(before);
    expect(ids).toContain(key);
  });

  test('asks nothing, reads nothing, starts by no clock, and says why', () => {
    expect(stopped(workflow)).not.toMatch(/serviceTask|scriptTask|timerEventDefinition|connector/);
    expect(stopped(workflow)).toContain('Nothing was asked: the AI is out of use since today: it errs');
  });
});

interface Step {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
}

function steps(workflow: ClinicalWorkflow): readonly Step[] {
  const found: Step[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => void found.push({ tag: name, attributes }));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(bpmnOf(workflow, context)).close();
  return found;
}

describe.each(workflows.map((workflow) => [workflow.key, workflow] as const))('%s', (_, workflow) => {
  const all = steps(workflow);
  const flows = all.filter(({ tag }) => tag === 'sequenceFlow').map(({ attributes }) => attributes);
  const reachable = (from: string, without?: string): ReadonlySet<string> => {
    const seen = new Set([from]);
    for (const here of seen) {
      for (const { sourceRef, targetRef = '' } of flows) {
        if (sourceRef === here && targetRef !== without) seen.add(targetRef);
      }
    }
    return seen;
  };

  test('reaches the step that writes, and never around the task of a clinician', () => {
    expect(reachable('start')).toContain('write');
    expect(reachable('start', 'approve')).not.toContain('write');
  });

  test('ends without writing when nobody approves: no is the default', () => {
    const decision = all.find(({ attributes }) => attributes.id === 'decision');
    expect(decision?.attributes.default).toBe('decision-to-rejected');
    expect(reachable('rejected')).toEqual(new Set(['rejected']));
  });

  test('has one step that writes; the others ask the model, and record what was written and what waits', () => {
    const text = bpmnOf(workflow, context);
    const posts = [...text.matchAll(/<operaton:inputParameter name="url">([^<]*)<[^\n]*\n/g)].map(([, url]) => url);
    expect(posts.filter((url) => url === 'http://127.0.0.1:9100/fhir')).toHaveLength(1);
    expect([...text.matchAll(/name="method">(\w+)</g)].filter(([, method]) => method === 'POST')).toHaveLength(4);
  });

  test('calls nothing but the record, the model and the audit collector, on the loopback of its pod', () => {
    const urls = [...bpmnOf(workflow, context).matchAll(/name="url">([^<]*)</g)].map(([, url]) => url);
    for (const url of urls) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:(9100\/fhir|9101\/v1|910[34]\/v1\/logs)(\/|$)/);
  });

  test('tries again what failed, and keeps what waits', () => {
    const called = all.filter(({ tag }) => tag === 'serviceTask');
    expect(called.length).toBeGreaterThan(2);
    for (const { attributes } of called) expect(attributes['operaton:asyncBefore']).toBe('true');
  });

  test('gives every step an identifier of its own', () => {
    const ids = all.flatMap(({ attributes }) => (attributes.id === undefined ? [] : [attributes.id]));
    const fields = all.filter(({ tag }) => tag === 'operaton:formField').map(({ attributes }) => attributes.id);
    expect(new Set(ids).size).toBe(ids.length - fields.length + new Set(fields).size);
  });
});

test('a group with signs that XML reads stays a group', () => {
  expect(bpmnOf(dischargeLetter, context)).toContain('group(clinician &#38; &#60;nurse&#62;)');
});

test('early warning runs by the clock, and an answer that nobody gives is shown to others', () => {
  const all = steps(earlyWarning({ everyMinutes: 30, escalateAfterMinutes: 15 }));
  expect(all.map(({ attributes }) => attributes.id)).toEqual(expect.arrayContaining(['clock', 'overdue', 'escalate']));
  const text = bpmnOf(earlyWarning({ everyMinutes: 30, escalateAfterMinutes: 15 }), context);
  expect(text).toContain('R/PT30M');
  expect(text).toContain('PT15M');
});

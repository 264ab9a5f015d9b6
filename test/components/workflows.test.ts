import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bpmnOf, type WorkflowContext } from '../../constructs/workflow/bpmn.ts';
import { coding } from '../../constructs/workflow/coding.ts';
import { diagnosticSupport } from '../../constructs/workflow/diagnostic-support.ts';
import { dischargeLetter } from '../../constructs/workflow/discharge-letter.ts';
import { earlyWarning } from '../../constructs/workflow/early-warning.ts';
import { Engine } from './operaton/engine.ts';
import { describeWith } from './programs.ts';

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** A server on loopback that remembers what it was asked. */
async function serve(answer: (asked: Asked) => { readonly status: number; readonly body: unknown }) {
  const asked: Asked[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      const one = { method: request.method ?? '', url: request.url ?? '', body };
      asked.push(one);
      const { status, body: said } = answer(one);
      response.writeHead(status).end(JSON.stringify(said));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { asked, base: `http://127.0.0.1:${port}`, close: () => server.close() };
}

const encounter = (id: string) => ({ resourceType: 'Encounter', id, subject: { reference: 'Patient/p1' } });
const bundle = (...resources: readonly object[]) => ({
  resourceType: 'Bundle',
  entry: resources.map((resource) => ({ resource })),
});

describeWith(['java', 'operaton'], 'the clinical workflows, run by a real process engine', () => {
  let engine: Engine;
  let record: Awaited<ReturnType<typeof serve>>;
  let models: Awaited<ReturnType<typeof serve>>;
  let collector: Awaited<ReturnType<typeof serve>>;
  let context: WorkflowContext;
  let recordIsUp = true;
  let suggestion: Record<string, string> = {};
  const folder = mkdtempSync(join(tmpdir(), 'domicile-bpmn-'));
  const watch = earlyWarning({ everyMinutes: 30, escalateAfterMinutes: 15 });
  const workflows = [dischargeLetter, coding(2026), diagnosticSupport, watch];
  const writes = () => record.asked.filter(({ method }) => method !== 'GET').map(({ body }) => JSON.parse(body));

  beforeAll(async () => {
    record = await serve(({ method, url }) => {
      if (!recordIsUp) return { status: 503, body: {} };
      if (method === 'POST') {
        const entry = [
          { response: { location: 'Composition/c1/_history/1' } },
          { response: { location: 'Provenance/p/_history/1' } },
        ];
        return { status: 200, body: { resourceType: 'Bundle', type: 'transaction-response', entry } };
      }
      const [, type = '', id] = /^\/fhir\/(\w+)(?:\/([^?]+))?/.exec(url) ?? [];
      if (id !== undefined) return { status: 200, body: encounter(id) };
      if (type === 'Encounter') return { status: 200, body: bundle(encounter('e1'), encounter('e2')) };
      const shown = { code: { text: 'schwere Aortenstenose — Größe' }, identifier: [{ value: 'never shown' }] };
      const one = { resourceType: type, id: `${type}-1`, meta: { versionId: '3' }, ...shown };
      const more = type === 'Condition' ? [{ relation: 'next', url: '…' }] : [];
      return { status: 200, body: { ...bundle(one), link: more } };
    });
    const passage = { source: 'sepsis.txt', sourceDigest: 'sha256:cd', position: 0, text: 'Leitlinie: Größe messen' };
    models = await serve(({ url }) => ({
      status: 200,
      body: url.startsWith('/retrieval')
        ? { passages: [passage] }
        : { choices: [{ message: { content: `\`\`\`json\n${JSON.stringify(suggestion)}\n\`\`\`` } }] },
    }));
    collector = await serve(() => ({ status: 200, body: {} }));
    context = {
      ...{ lineage: `${collector.base}/v1/logs`, overdue: `${collector.base}/overdue/v1/logs` },
      ...{ model: { name: 'medical-7b', digest: 'sha256:ab' }, clinicianRole: 'clinician', escalationRole: 'senior' },
      ...{ fhir: `${record.base}/fhir`, models: `${models.base}/v1` },
      search: {
        url: `${models.base}/retrieval/search`,
        collections: { 'diagnostic-support': { name: 'guidelines', patientData: false } },
      },
    };
    for (const one of workflows) writeFileSync(join(folder, `${one.key}.bpmn`), bpmnOf(one, context));
    engine = await Engine.start(folder);
  });
  afterAll(async () => {
    await engine?.stop();
    record?.close();
    models?.close();
    collector?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    record.asked.length = 0;
    models.asked.length = 0;
    recordIsUp = true;
  });

  const tasksOf = async (user: string, group: string) => {
    const lines = (await engine.run('tasks', user, group)).split('\n').filter((line) => line !== '');
    return lines.map((line) => {
      const [id = '', name = ''] = line.split('\t');
      return { id, name };
    });
  };
  const theTask = async (name: string) => {
    const found = (await tasksOf('dr.weber', 'clinician')).find((task) => task.name === name);
    if (found === undefined) throw new Error(`no task ${name}`);
    return found.id;
  };
  const fieldsOf = async (task: string) =>
    Object.fromEntries((await engine.run('fields', task)).split('\f').map((line) => line.split('\t')));
  const decide = (task: string, ...said: readonly string[]) =>
    engine.run('complete', task, 'dr.weber', 'clinician', ...said);

  const letter = { diagnoses: 'Aortenstenose', course: 'ok <b>', findings: 'f', medication: 'm', recommendations: 'r' };

  describe('a discharge letter', () => {
    it('is asked of the model with the stated elements of the record, and nothing is written', async () => {
      suggestion = letter;
      await engine.run('start', 'discharge-letter', 'e1');
      expect(await engine.run('work')).toBe('');
      const { messages, model } = JSON.parse(models.asked[0]?.body ?? '');
      expect(model).toBe('medical-7b');
      expect(messages[1].content).toContain('schwere Aortenstenose — Größe');
      expect(messages[1].content).not.toContain('never shown');
      expect(writes()).toEqual([]);
    });

    it('is shown to clinicians alone, with what the model did not see', async () => {
      expect(await tasksOf('nurse', 'ward')).toEqual([]);
      const fields = await fieldsOf(await theTask('Approve: Discharge letter'));
      expect(fields).toMatchObject({ ...letter, unseen: 'more than 200 of Condition', approved: 'false' });
    });

    it('cannot be decided by anybody else', async () => {
      const task = await theTask('Approve: Discharge letter');
      await expect(engine.run('complete', task, 'nurse', 'ward', 'approved', 'true')).rejects.toThrow(/nurse/);
      expect(writes()).toEqual([]);
    });

    it('is written once approved, with who approved, which model, and every source by version', async () => {
      const task = await theTask('Approve: Discharge letter');
      await decide(task, 'approved', 'true', 'course', 'geändert & gut', 'clinician', 'somebody.else');
      expect(await engine.run('work')).toBe('');
      const [{ type, entry }] = writes();
      const [composition, provenance] = entry.map(({ resource }: { resource: object }) => resource);
      expect(type).toBe('transaction');
      expect(composition).toMatchObject({
        resourceType: 'Composition',
        status: 'final',
        subject: { reference: 'Patient/p1' },
        author: [{ identifier: { value: 'dr.weber' } }],
      });
      expect(composition.section[1].text.div).toContain('<p>geändert &#38; gut</p>');
      expect(provenance.target).toEqual([{ reference: `Composition/${composition.id}` }]);
      expect(
        provenance.agent.map(({ who }: { who: { identifier: { value: string } } }) => who.identifier.value),
      ).toEqual(['dr.weber', 'medical-7b@sha256:ab']);
      expect(provenance.entity).toContainEqual({
        role: 'source',
        what: {
          reference: 'Procedure/Procedure-1',
          identifier: { system: 'urn:domicile:version', value: 'Procedure/Procedure-1/_history/3' },
        },
      });
      expect(provenance.activity.text).toBe('Discharge letter, changed and approved by a clinician');
      expect(await engine.run('running')).toBe('0');
      const [{ value }] = JSON.parse(
        collector.asked[0]?.body ?? '',
      ).resourceLogs[0].scopeLogs[0].logRecords[0].attributes.filter(
        ({ key }: { key: string }) => key === 'audit.lineage.event',
      );
      const event = JSON.parse(value.stringValue);
      expect(event).toMatchObject({
        ...{ eventType: 'COMPLETE', job: { namespace: 'approval', name: 'discharge-letter' } },
        outputs: [{ namespace: 'fhir://clinical', name: 'Composition/c1/_history/1' }],
      });
      expect(event.inputs).toContainEqual({ namespace: 'fhir://clinical', name: 'Procedure/Procedure-1/_history/3' });
      expect(event.inputs).toContainEqual({ namespace: 'model://hub', name: 'medical-7b@sha256:ab' });
    });

    it('is written to the same place when the answer was lost, and written again', async () => {
      suggestion = letter;
      await engine.run('start', 'discharge-letter', 'e1');
      await engine.run('work');
      recordIsUp = false;
      await decide(await theTask('Approve: Discharge letter'), 'approved', 'true');
      expect(await engine.run('work')).toContain('the answer was 503');
      recordIsUp = true;
      await engine.run('retry');
      await engine.run('work');
      const [first, second, ...more] = writes();
      expect(second).toEqual(first);
      expect(more).toEqual([]);
      expect(first.entry[0].request).toEqual({ method: 'PUT', url: `Composition/${first.entry[0].resource.id}` });
    });
  });

  it.each([
    ['no', ['approved', 'false']],
    ['silence', []],
  ])('%s ends the process, and nothing is written', async (_, said) => {
    suggestion = letter;
    await engine.run('start', 'discharge-letter', 'e1');
    await engine.run('work');
    await decide(await theTask('Approve: Discharge letter'), ...said);
    await engine.run('work');
    expect(writes()).toEqual([]);
    expect(await engine.run('running')).toBe('0');
  });

  it('a code that cannot be one goes back to the clinician, who mends it', async () => {
    suggestion = { diagnoses: 'I35.0 Aortenstenose\nnonsense', procedures: '5-35a.04 TAVI' };
    await engine.run('start', 'coding', 'e1');
    await engine.run('work');
    await decide(await theTask('Approve: Coding'), 'approved', 'true');
    await engine.run('work');
    expect(writes()).toEqual([]);
    const again = await theTask('Approve: Coding');
    expect((await fieldsOf(again)).problem).toMatch(/^cannot be written as it stands: Diagnoses/);
    await decide(again, 'approved', 'true', 'diagnoses', 'I35.0 Aortenstenose');
    await engine.run('work');
    const codes = writes()[0].entry.flatMap(({ resource }: { resource: { code?: { coding: object[] } } }) =>
      resource.code === undefined ? [] : resource.code.coding,
    );
    expect(codes).toEqual([
      { system: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm', version: '2026', code: 'I35.0' },
      { system: 'http://fhir.de/CodeSystem/bfarm/ops', version: '2026', code: '5-35a.04' },
    ]);
  });

  it('diagnostic support is shown passages of documents, and names them as sources of what a clinician approved', async () => {
    suggestion = { summary: 's', next: 'n' };
    await engine.run('start', 'diagnostic-support', 'e1');
    expect(await engine.run('work')).toBe('');
    const [search, question] = models.asked.map(({ url, body }) => ({ url, body: JSON.parse(body) }));
    expect(search).toMatchObject({ url: '/retrieval/search', body: { collection: 'guidelines' } });
    expect(search?.body.text).toContain('schwere Aortenstenose — Größe');
    expect(search?.body.patient).toBeUndefined();
    expect(question?.body.messages[1].content).toContain('Leitlinie: Größe messen');
    await decide(await theTask('Approve: Diagnostic support'), 'approved', 'true');
    await engine.run('work');
    expect(writes()[0].entry[1].resource.entity).toContainEqual({
      role: 'source',
      what: { identifier: { system: 'urn:domicile:document', value: 'sha256:cd' }, display: 'sepsis.txt, passage 1' },
    });
  });

  it('an encounter that is no FHIR id reaches no server', async () => {
    await engine.run('start', 'diagnostic-support', '../Patient?x=');
    expect(await engine.run('work')).toContain('encounter is no FHIR id');
    expect(record.asked).toEqual([]);
  });

  describe('early warning', () => {
    const warning = 'Approve: Early warning of deterioration';

    it('looks at everybody in the house by the clock, and asks nobody where the risk is low', async () => {
      suggestion = { risk: 'low', reason: 'stable' };
      await engine.run('clock');
      await engine.run('work');
      expect(models.asked).toHaveLength(2);
      expect((await tasksOf('dr.weber', 'clinician')).filter(({ name }) => name === warning)).toEqual([]);
    });

    it('asks a clinician where it is high, and shows others what nobody decided in time', async () => {
      suggestion = { risk: 'high', reason: 'RR 32 at 10:40' };
      await engine.run('clock');
      await engine.run('work');
      expect((await tasksOf('dr.weber', 'clinician')).filter(({ name }) => name === warning)).toHaveLength(2);
      expect(await tasksOf('dr.alt', 'senior')).toEqual([]);
      await engine.run('clock');
      const escalated = (await tasksOf('dr.alt', 'senior')).map(({ name }) => name);
      expect(new Set(escalated)).toEqual(new Set(['Find somebody who decides: Early warning of deterioration']));
      expect(writes()).toEqual([]);
    });

    it('reports what waits too long again and again, with the process and the run, and nothing of the patient', async () => {
      const reports = () => collector.asked.filter(({ url }) => url.startsWith('/overdue'));
      await engine.run('work');
      const before = reports().length;
      expect(before).toBeGreaterThan(0);
      await engine.run('clock');
      expect(await engine.run('work')).toBe('');
      expect(reports().length).toBeGreaterThan(before);
      const [record] = JSON.parse(reports()[0]?.body ?? '').resourceLogs[0].scopeLogs[0].logRecords;
      const said = Object.fromEntries(
        record.attributes.map(({ key, value }: { key: string; value: object }) => [key, Object.values(value)[0]]),
      );
      expect(said).toMatchObject({ 'audit.report.kind': 'approval-overdue', 'audit.service': 'approval' });
      expect(Object.keys(JSON.parse(said['audit.report.body']))).toEqual(['workflow', 'run']);
      expect(JSON.stringify(reports())).not.toMatch(/Patient|encounter|e1|Aorten/);
    });
  });

  it('an AI that is out of use is asked nothing, by a person or by the clock, and what waits for a clinician stays', async () => {
    const waiting = await tasksOf('dr.weber', 'clinician');
    expect(waiting).not.toEqual([]);
    const stopped = 'out of use since 2026-11-22: it errs (Dr. Weber)';
    for (const one of workflows) writeFileSync(join(folder, `${one.key}.bpmn`), bpmnOf(one, { ...context, stopped }));
    await engine.run('deploy', folder);
    // What had begun before goes on as far as the question, which it does not ask either.
    await engine.run('work');
    expect([models.asked, writes()]).toEqual([[], []]);
    record.asked.length = 0;
    await engine.run('clock');
    await engine.run('start', 'discharge-letter', 'e1');
    await engine.run('work');
    expect([models.asked, record.asked]).toEqual([[], []]);
    expect(await tasksOf('dr.weber', 'clinician')).toEqual(waiting);
  });
});

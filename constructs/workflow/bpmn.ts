import {
  checkEncounter,
  checkFields,
  countEncounters,
  DOCUMENTS,
  documentsQuestion,
  inputVariable,
  lineageRecord,
  MOST_RESOURCES,
  noteTime,
  patientOf,
  pickEncounter,
  question,
  requireStatus,
  takeAnswer,
  transaction,
  WRITTEN,
  waitRecord,
} from './scripts.ts';
import type { ClinicalWorkflow } from './workflow.ts';
import { element, script, type Xml, xmlText } from './xml.ts';

/** What a workflow needs to know of the site. */
export interface WorkflowContext {
  /** Model that the gateway serves, and the digest that it is pinned to. */
  readonly model: { readonly name: string; readonly digest: string };
  /** Group whose members may approve. */
  readonly clinicianRole: string;
  /** Group that is asked when nobody of the first has. */
  readonly escalationRole: string;
  /** Base address of the FHIR interface, as the engine reaches it: `http://127.0.0.1:9100/fhir`. */
  readonly fhir: string;
  /** Base address of the model gateway, as the engine reaches it: `http://127.0.0.1:9101/v1`. */
  readonly models: string;
  /** Where the audit collector takes log records by OTLP/HTTP: `http://127.0.0.1:9103/v1/logs`. */
  readonly lineage: string;
  /** Where the audit collector takes them of drafts that wait too long, counted apart: `http://127.0.0.1:9104/v1/logs`. */
  readonly overdue: string;
  /** Where documents are searched, and which of them for which process, by its key. @default - no process searches */
  readonly search?: {
    readonly url: string;
    readonly collections: Readonly<Record<string, { readonly name: string; readonly patientData: boolean }>>;
  };
  /** Why the AI is out of use, in words; the processes end where they begin then. @default - it is in use */
  readonly stopped?: string | undefined;
}

/**
 * A workflow as a BPMN 2.0 process for Operaton. Its one way to the step that writes leads through the task of a clinician:
 * read → ask the model → approve → write.
 */
export function bpmnOf(workflow: ClinicalWorkflow, context: WorkflowContext): string {
  const processes = processesOf(workflow, context);
  const definitions = element(
    'definitions',
    {
      xmlns: 'http://www.omg.org/spec/BPMN/20100524/MODEL',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xmlns:operaton': 'http://operaton.org/schema/1.0/bpmn',
      targetNamespace: 'domicile',
      id: 'definitions',
    },
    ...processes,
  );
  return xmlText(definitions);
}

function processesOf(workflow: ClinicalWorkflow, context: WorkflowContext): readonly Xml[] {
  const { start } = workflow;
  const { stopped } = context;
  const rounds = (made: Xml) => (start.kind === 'schedule' ? [made] : []);
  if (stopped !== undefined) {
    return [
      outOfUse(workflow.key, workflow.title, stopped),
      ...rounds(outOfUse(roundKey(workflow), workflow.title, stopped)),
    ];
  }
  const cycle = start.kind === 'schedule' ? start.cycle : '';
  return [mainProcess(workflow, context), ...rounds(round(workflow, cycle, context))];
}

/** ISO 8601 duration after which a draft of a workflow without an escalation is one that waits too long. */
const LONGEST_WAIT = 'P1D';

const roundKey = ({ key }: ClinicalWorkflow) => `${key}-round`;

// A newer version of the same process, without a clock: the engine starts it in place of the one that asks.
function outOfUse(id: string, title: string, why: string): Xml {
  return element(
    'process',
    { id, name: `${title}: out of use`, ...executable('P3650D') },
    element('documentation', {}, `The AI is ${why}.`),
    element('startEvent', { id: `${id}-named`, name: 'Encounter named' }),
    flow(`${id}-named`, `${id}-unasked`),
    element('endEvent', { id: `${id}-unasked`, name: `Nothing was asked: the AI is ${why}` }),
  );
}

function mainProcess(workflow: ClinicalWorkflow, context: WorkflowContext): Xml {
  const steps: readonly Xml[] = [
    scriptTask('check', 'Check the encounter', checkEncounter),
    readEncounter(context),
    ...workflow.inputs.map((_, index) => readInput(workflow, index, context)),
    ...search(workflow, context),
    ask(workflow, context),
    scriptTask('take-answer', "Take the model's answer apart", takeAnswer(workflow)),
  ];
  const reads = [
    ...workflow.inputs.map((_, index) => `read-${index}`),
    ...(searches(workflow, context) ? ['search'] : []),
  ];
  const ids = ['check', 'read-encounter', ...reads, 'ask', 'take-answer'];
  const before = workflow.onlyWhen === undefined ? 'approve' : 'needed';
  return element(
    'process',
    { id: workflow.key, name: workflow.title, ...executable('P3650D') },
    element(
      'documentation',
      {},
      `${workflow.purpose} Approval by the group ${context.clinicianRole}. Writes: ${workflow.writes.join(', ')}.`,
    ),
    start(workflow),
    ...steps,
    ...chain(['start', ...ids, before]),
    ...whenNeeded(workflow),
    ...approval(workflow, context),
    write(workflow, context),
    flow('write', 'lineage'),
    recordLineage(workflow, context),
    flow('lineage', 'written'),
    element('endEvent', { id: 'written', name: 'Written' }),
  );
}

function start({ start: { kind } }: ClinicalWorkflow): Xml {
  const form = element(
    'extensionElements',
    {},
    element(
      'operaton:formData',
      {},
      element(
        'operaton:formField',
        { id: 'encounter', label: 'Encounter (FHIR id)', type: 'string' },
        element('operaton:validation', {}, element('operaton:constraint', { name: 'required' })),
      ),
    ),
  );
  return element('startEvent', { id: 'start', name: 'Encounter named' }, ...(kind === 'person' ? [form] : []));
}

function scriptTask(id: string, name: string, body: string): Xml {
  return element(
    'scriptTask',
    { id, name, scriptFormat: 'javascript', 'operaton:asyncBefore': 'true' },
    retries(),
    element('script', {}, script(body)),
  );
}

// A lost connection is tried again for a day; after that the incident waits for a person, and nothing is lost.
function retries(...more: readonly Xml[]): Xml {
  return element('extensionElements', {}, element('operaton:failedJobRetryTimeCycle', {}, 'R144/PT10M'), ...more);
}

interface Call {
  readonly id: string;
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly type: 'application/fhir+json' | 'application/json';
  /** Script whose value is the body. */
  readonly body?: string;
  readonly expected: readonly number[];
  readonly outputs: readonly Xml[];
}

function call({ id, name, method, url, type, body, expected, outputs }: Call): Xml {
  const headers = element(
    'operaton:map',
    {},
    element('operaton:entry', { key: 'Accept' }, type),
    ...(body === undefined ? [] : [element('operaton:entry', { key: 'Content-Type' }, type)]),
  );
  const parameters = [
    element('operaton:inputParameter', { name: 'method' }, method),
    element('operaton:inputParameter', { name: 'url' }, url),
    element('operaton:inputParameter', { name: 'headers' }, headers),
    ...(body === undefined ? [] : [parameter('inputParameter', 'payload', body)]),
    parameter('outputParameter', 'answered', requireStatus(...expected)),
    ...outputs,
  ];
  const connector = element(
    'operaton:connector',
    {},
    element('operaton:connectorId', {}, 'http-connector'),
    element('operaton:inputOutput', {}, ...parameters),
  );
  return element('serviceTask', { id, name, 'operaton:asyncBefore': 'true' }, retries(connector));
}

function parameter(kind: 'inputParameter' | 'outputParameter', name: string, body: string): Xml {
  return element(
    `operaton:${kind}`,
    { name },
    element('operaton:script', { scriptFormat: 'javascript' }, script(body)),
  );
}

// As bytes: the engine bounds the length of a text, and a record has none.
function bytes(name: string): Xml {
  return element('operaton:outputParameter', { name }, juel("response.getBytes('UTF-8')"));
}

function readEncounter({ fhir }: WorkflowContext): Xml {
  return call({
    ...{ id: 'read-encounter', name: 'Read the encounter', method: 'GET', type: 'application/fhir+json' },
    url: `${fhir}/Encounter/\${encounter}`,
    expected: [200],
    outputs: [parameter('outputParameter', 'patient', patientOf)],
  });
}

function readInput({ inputs }: ClinicalWorkflow, index: number, { fhir }: WorkflowContext): Xml {
  const { resource = '', search = '' } = inputs[index] ?? {};
  const counted = search.includes('_count=') ? search : `${search}&_count=${MOST_RESOURCES}`;
  const bound = counted.replaceAll('{encounter}', juel('encounter')).replaceAll('{patient}', juel('patient'));
  return call({
    ...{ id: `read-${index}`, name: `Read ${resource}`, method: 'GET', type: 'application/fhir+json' },
    url: `${fhir}/${resource}?${bound}`,
    expected: [200],
    outputs: [bytes(inputVariable(index))],
  });
}

function searches({ key }: ClinicalWorkflow, { search }: WorkflowContext) {
  const collection = search?.collections[key];
  return search === undefined || collection === undefined ? undefined : { url: search.url, collection };
}

function search(workflow: ClinicalWorkflow, context: WorkflowContext): readonly Xml[] {
  const found = searches(workflow, context);
  if (found === undefined) return [];
  return [
    call({
      ...{ id: 'search', name: 'Search in documents', method: 'POST', type: 'application/json' },
      url: found.url,
      body: documentsQuestion(workflow, found.collection),
      expected: [200],
      outputs: [bytes(DOCUMENTS)],
    }),
  ];
}

function ask(workflow: ClinicalWorkflow, context: WorkflowContext): Xml {
  const { model, models } = context;
  return call({
    ...{ id: 'ask', name: 'Ask the model', method: 'POST', type: 'application/json' },
    url: `${models}/chat/completions`,
    body: question(workflow, model.name, searches(workflow, context) !== undefined),
    expected: [200],
    outputs: [bytes('answer')],
  });
}

function whenNeeded({ onlyWhen }: ClinicalWorkflow): readonly Xml[] {
  if (onlyWhen === undefined) return [];
  const condition = juel(`${onlyWhen.field} == '${onlyWhen.equals}'`);
  return [
    element('exclusiveGateway', { id: 'needed', name: 'Must a clinician look?', default: 'needed-to-nothing' }),
    element('sequenceFlow', { id: 'needed-to-nothing', sourceRef: 'needed', targetRef: 'nothing' }),
    element('endEvent', { id: 'nothing', name: 'Nothing to decide' }),
    flow('needed', 'approve', condition),
  ];
}

function approval(workflow: ClinicalWorkflow, context: WorkflowContext): readonly Xml[] {
  const { clinicianRole, escalationRole } = context;
  const field = (id: string, label: string, type: string, value?: string) =>
    element('operaton:formField', { id, label, type, ...(value === undefined ? {} : { defaultValue: value }) });
  const form = element(
    'operaton:formData',
    {},
    field('problem', 'What was wrong with the last try', 'string', juel('problem')),
    field('unseen', 'What the model did not see', 'string', juel('unseen')),
    ...workflow.fields.map(({ id, label }) => field(id, label, 'string', juel(id))),
    field('approved', 'I have checked this, and approve it', 'boolean', 'false'),
  );
  // Who decided, and when, is set by the engine as the task ends: no form field can say it.
  const decided = [
    element('operaton:taskListener', {
      event: 'complete',
      expression: juel("task.execution.setVariable('clinician', currentUser())"),
    }),
    element(
      'operaton:taskListener',
      { event: 'complete' },
      element('operaton:script', { scriptFormat: 'javascript' }, script(noteTime)),
    ),
  ];
  return [
    userTask('approve', `Approve: ${workflow.title}`, clinicianRole, form, ...decided),
    ...(workflow.escalateAfter === undefined ? [] : escalation(workflow.escalateAfter, workflow.title, escalationRole)),
    ...waitsTooLong(workflow, context),
    flow('approve', 'decision'),
    element('exclusiveGateway', { id: 'decision', name: 'Approved?', default: 'decision-to-rejected' }),
    element('sequenceFlow', { id: 'decision-to-rejected', sourceRef: 'decision', targetRef: 'rejected' }),
    element('endEvent', { id: 'rejected', name: 'Rejected' }),
    flow(
      'decision',
      'check-fields',
      juel("execution.hasVariable('approved') && approved == true && clinician != null && clinician != ''"),
    ),
    element(
      'scriptTask',
      { id: 'check-fields', name: 'Check what was approved', scriptFormat: 'javascript' },
      element('script', {}, script(checkFields(workflow))),
    ),
    flow('check-fields', 'usable'),
    element('exclusiveGateway', { id: 'usable', name: 'Can it be written?', default: 'usable-to-approve' }),
    element('sequenceFlow', { id: 'usable-to-approve', sourceRef: 'usable', targetRef: 'approve' }),
    flow('usable', 'write', juel("problem == ''")),
  ];
}

function userTask(id: string, name: string, group: string, ...extensions: readonly Xml[]): Xml {
  return element(
    'userTask',
    { id, name },
    element('extensionElements', {}, ...extensions),
    element(
      'potentialOwner',
      {},
      element('resourceAssignmentExpression', {}, element('formalExpression', {}, `group(${group})`)),
    ),
  );
}

function escalation(after: string, title: string, group: string): readonly Xml[] {
  return [
    element(
      'boundaryEvent',
      { id: 'overdue', name: 'Nobody has decided', attachedToRef: 'approve', cancelActivity: 'false' },
      element('timerEventDefinition', {}, element('timeDuration', { 'xsi:type': 'tFormalExpression' }, after)),
    ),
    flow('overdue', 'escalate'),
    userTask('escalate', `Find somebody who decides: ${title}`, group),
    flow('escalate', 'escalated'),
    element('endEvent', { id: 'escalated', name: 'Somebody was told' }),
  ];
}

// Again and again, until somebody decides: what is recorded once is forgotten once.
function waitsTooLong(workflow: ClinicalWorkflow, { overdue }: WorkflowContext): readonly Xml[] {
  const cycle = `R/${workflow.escalateAfter ?? LONGEST_WAIT}`;
  return [
    element(
      'boundaryEvent',
      { id: 'waits', name: 'Still nobody has decided', attachedToRef: 'approve', cancelActivity: 'false' },
      element('timerEventDefinition', {}, element('timeCycle', { 'xsi:type': 'tFormalExpression' }, cycle)),
    ),
    flow('waits', 'record-wait'),
    call({
      ...{ id: 'record-wait', name: 'Record that a draft waits', method: 'POST', type: 'application/json' },
      url: overdue,
      body: waitRecord(workflow),
      expected: [200],
      outputs: [],
    }),
    flow('record-wait', 'wait-recorded'),
    element('endEvent', { id: 'wait-recorded', name: 'It is known that a draft waits' }),
  ];
}

function write(workflow: ClinicalWorkflow, { fhir, model }: WorkflowContext): Xml {
  return call({
    ...{ id: 'write', name: 'Write what was approved', method: 'POST', type: 'application/fhir+json' },
    url: fhir,
    body: transaction(workflow, model),
    expected: [200],
    outputs: [bytes(WRITTEN)],
  });
}

function recordLineage(workflow: ClinicalWorkflow, { lineage, model }: WorkflowContext): Xml {
  return call({
    ...{ id: 'lineage', name: 'Record what it came from', method: 'POST', type: 'application/json' },
    url: lineage,
    body: lineageRecord(workflow, model),
    expected: [200],
    outputs: [],
  });
}

/** Runs the process for every encounter that is in progress. */
function round(workflow: ClinicalWorkflow, cycle: string, { fhir }: WorkflowContext): Xml {
  return element(
    'process',
    { id: roundKey(workflow), name: `${workflow.title}: every patient in the house`, ...executable('P30D') },
    element(
      'startEvent',
      { id: 'clock', name: 'By the clock' },
      element('timerEventDefinition', {}, element('timeCycle', { 'xsi:type': 'tFormalExpression' }, cycle)),
    ),
    call({
      ...{ id: 'read-encounters', name: 'Read who is in the house', method: 'GET', type: 'application/fhir+json' },
      url: `${fhir}/Encounter?status=in-progress&_elements=id&_count=1000`,
      expected: [200],
      outputs: [bytes('encounters'), parameter('outputParameter', 'count', countEncounters)],
    }),
    element(
      'subProcess',
      { id: 'each', name: 'One patient' },
      element(
        'multiInstanceLoopCharacteristics',
        { isSequential: 'false' },
        element('loopCardinality', { 'xsi:type': 'tFormalExpression' }, juel('count')),
      ),
      element('startEvent', { id: 'one' }),
      scriptTask('pick', 'Pick the patient', pickEncounter),
      element(
        'callActivity',
        { id: 'look', name: workflow.title, calledElement: workflow.key },
        element('extensionElements', {}, element('operaton:in', { source: 'encounter', target: 'encounter' })),
      ),
      element('endEvent', { id: 'looked' }),
      ...chain(['one', 'pick', 'look', 'looked']),
    ),
    element('endEvent', { id: 'done', name: 'Everybody was looked at' }),
    ...chain(['clock', 'read-encounters', 'each', 'done']),
  );
}

function executable(historyTimeToLive: string) {
  return { isExecutable: 'true', 'operaton:historyTimeToLive': historyTimeToLive };
}

/** An expression in the engine's unified expression language. */
function juel(expression: string): string {
  return `\${${expression}}`;
}

function chain(ids: readonly string[]): readonly Xml[] {
  return ids.slice(1).map((to, index) => flow(ids[index] ?? '', to));
}

function flow(from: string, to: string, condition?: string): Xml {
  const when =
    condition === undefined ? [] : [element('conditionExpression', { 'xsi:type': 'tFormalExpression' }, condition)];
  return element('sequenceFlow', { id: `${from}-to-${to}`, sourceRef: from, targetRef: to }, ...when);
}

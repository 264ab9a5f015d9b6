import type { AnnexPointId } from '../../../catalog/law/annex-iv.ts';
import { plural } from '../../../policies/report/words.ts';
import { type Answer, type Facts, resultOf, resultsOf } from '../facts.ts';
import { shownInWords } from '../processing/ai-activities.ts';
import { boundsInWords, dataInWords, evaluationInWords, modelInWords, trainingInWords } from './model-card.ts';
import type { AiSystem } from './systems.ts';

type Tell = (system: AiSystem, facts: Facts) => Answer;

const PROVIDER = 'provider';

/** What only somebody else can say, and who. */
function left(...items: readonly string[]): readonly string[] {
  return items;
}

/** What configuration shows of each point of Annex IV. A point without an entry does not compile. */
export const annexAnswers: Readonly<Record<AnnexPointId, Tell>> = {
  '1(a)': ({ workflow, model }) => ({
    shown: [workflow.purpose, `Model ${modelInWords(model)}. Its declared use: ${model.intendedUse}.`],
    open: left(
      `${PROVIDER}: name and address; version of the system; relation to earlier versions; classification (Art. 6)`,
    ),
  }),
  '1(b)': ({ workflow, search }) => ({
    shown: [
      `It reads ${[...new Set(workflow.inputs.map(({ resource }) => resource))].join(', ')} from the FHIR server, and writes ${workflow.writes.join(', ')} there.`,
      ...(search === undefined
        ? []
        : [`It searches the documents ${search.collection}, by the model ${search.model}.`]),
      'It asks the model through the gateway of the hub alone: security/flows.md.',
    ],
    open: left(`${PROVIDER}: products that it is meant to work with`),
  }),
  '1(c)': ({ model }) => ({
    shown: [`Model ${model.name} ${model.version}.`, 'Programs by version and digest: security/images.tsv.'],
    open: left(`${PROVIDER}: what an update demands`),
  }),
  '1(d)': ({ workflow }) => ({
    shown: [`A process (BPMN 2.0) named ${workflow.key} on the approval service of the site.`],
    open: left(`${PROVIDER}: whether, how and under whose name it is placed on the market or put into service`),
  }),
  '1(e)': ({ model }) => ({
    shown: [hardwareInWords(model)],
    open: left(`${PROVIDER}: the least hardware that suffices`),
  }),
  '1(f)': () => ({
    shown: [],
    open: left(`${PROVIDER}: whether it is a component of a product, and pictures of that`),
  }),
  '1(g)': ({ workflow }) => ({
    shown: [
      `The clinician is shown a form with: ${workflow.fields.map(({ label }) => label).join('; ')}; what the model did not see; and a box to approve.`,
    ],
    open: left(`${PROVIDER}: pictures of the interface`),
  }),
  '1(h)': ({ workflow }) => ({
    shown: [`What it is for, and what not: ${workflow.purpose}`],
    open: left(`${PROVIDER}: instructions for use (Art. 13)`),
  }),
  '2(a)': ({ workflow, model }) => ({
    shown: [
      `The model of ${model.publisher} is served by its digest: what is not these bytes does not start.`,
      `It is told: “${workflow.instruction}”`,
    ],
    open: left(
      `${PROVIDER} of the model: how it was developed`,
      `${PROVIDER}: how the instruction was found and tried`,
    ),
  }),
  '2(b)': ({ workflow }) => ({
    shown: [
      'Logic: read, ask the model, let a clinician decide, write. The model chooses nothing by itself and calls no tool.',
      `Expected output: ${workflow.fields.map(({ id, form }) => (form === undefined ? id : `${id} in a fixed form`)).join(', ')}; an answer without them is refused.`,
      ...(workflow.onlyWhen === undefined
        ? []
        : [
            `A clinician is asked only when the model says ${workflow.onlyWhen.field}: ${workflow.onlyWhen.equals}. Otherwise nobody looks.`,
          ]),
    ],
    open: left(`${PROVIDER}: assumptions, choices and trade-offs, and the groups of people it is meant for`),
  }),
  '2(c)': (_, { site }) => ({
    shown: [
      'Parts and connections: security/flows.md.',
      ...(site.modules.tuning?.jobs ?? []).map(
        ({ name, base, accelerator, memory, deadlineHours }) =>
          `Tuning ${name} of ${base}: ${accelerator}, ${memory}, at most ${deadlineHours} hours.`,
      ),
    ],
    open: left(`${PROVIDER} of the model: computing used for training and testing`),
  }),
  '2(d)': ({ model }, facts) => ({
    shown: [...trainingInWords(model), ...dataInWords(facts.site)],
    open: left(`${PROVIDER} of the model: data sheets, selection, labelling, cleaning, and data not listed here`),
  }),
  '2(e)': oversight,
  '2(f)': (_, { site }) => ({
    shown: (site.modules.tuning?.jobs ?? []).map(
      ({ name }) => `${name} would be another model: it is served only with its own evaluation, digest and signature.`,
    ),
    open: left(`${PROVIDER}: changes determined in advance, or that there are none`),
  }),
  '2(g)': ({ model }, { site }) => ({
    shown: [...evaluationInWords(model), ...biasInWords(site)],
    open: left(`${PROVIDER}: signed and dated reports; validation of the workflow as a whole`),
  }),
  '2(h)': (_, facts) => ({
    shown: [
      ...resultsOf(['AI-003', 'AI-005', 'NET-001', 'NET-002', 'NET-009', 'IMG-001', 'TEL-001', 'ENC-001'], facts),
      'All measures: data-protection/record-of-processing.md.',
    ],
    open: left(`${PROVIDER}: measures against manipulated data, input and models (Art. 15(5))`),
  }),
  '3': (system, facts) => {
    const { shown, open } = oversight(system, facts);
    return {
      shown: [
        ...system.workflow.inputs.map((input) => `Input: ${shownInWords(input)}.`),
        ...evaluationInWords(system.model),
        ...shown,
        ...loggingInWords(facts),
      ],
      open: [...open, `${PROVIDER}: limits in performance, foreseeable unintended outcomes, sources of risk`],
    };
  },
  '4': ({ model }) => ({
    shown: [
      `Measured and bounded: ${[...new Set(model.evaluation.thresholds.map(({ metric }) => metric))].join(', ')}.`,
    ],
    open: left(`${PROVIDER}: why these are the right metrics for this purpose`),
  }),
  '5': () => ({ shown: [], open: left(`${PROVIDER}: the risk management system`) }),
  '6': ({ model }) => ({
    shown: [`This dossier is of the model ${model.digest}; two dossiers differ where the configuration does.`],
    open: left(`${PROVIDER}: relevant changes over the lifecycle`),
  }),
  '7': () => ({
    shown: [],
    open: left(
      `${PROVIDER}: harmonised standards applied, or the solutions in their place. security/controls.md lists solutions`,
    ),
  }),
  '8': () => ({ shown: [], open: left(`${PROVIDER}: the EU declaration of conformity`) }),
  '9': (_, facts) => ({
    shown: [...biasInWords(facts.site), ...loggingInWords(facts)],
    open: left(
      `${PROVIDER}: the post-market monitoring plan`,
      'deployer: who reads the reports, and what follows (Art. 26(5))',
    ),
  }),
};

/** The approval path: what the workflow declares, and what the judge found of ways around it. */
function oversight({ workflow }: AiSystem, facts: Facts): Answer {
  const { identity, modules } = facts.site;
  const escalation = modules.approval?.escalationRole;
  return {
    shown: [
      `Nothing is written before somebody with the role ${identity.clinicianRole} has approved it; every text can be changed or rejected.`,
      ...(workflow.escalateAfter === undefined
        ? []
        : [`After ${workflow.escalateAfter} (ISO 8601) it is shown to the role ${escalation}.`]),
      resultOf('AI-001', facts),
      'The AI can be stopped by one entry of the site file (modules.ai.stopped); decisions made stay readable.',
    ],
    open: left(
      'deployer: who the people are, and that they are competent and have the time (Art. 26(2))',
      `${PROVIDER}: what helps to interpret the output (Art. 13(3)(d))`,
    ),
  };
}

function loggingInWords(facts: Facts): readonly string[] {
  const days = facts.site.modules.audit?.retentionDays;
  return [
    ...(days === undefined
      ? []
      : [`Questions and answers are recorded word by word and kept ${days} days (Art. 12, 19(1), 26(6)).`]),
    ...resultsOf(['AI-002', 'AI-004'], facts),
  ];
}

function biasInWords({ modules }: Facts['site']): readonly string[] {
  const evaluation = modules['bias-evaluation'];
  if (evaluation === undefined) return [];
  const { subgroups, minimumSubgroupSize, schedule, heldOut, thresholds } = evaluation;
  return [
    `Bias is measured by the clock (${schedule}, UTC) on ${heldOut.digest}, by ${subgroups.join(', ')}; groups below ${minimumSubgroupSize} people give no result.`,
    `It has to keep to: ${boundsInWords(thresholds)}.`,
  ];
}

function hardwareInWords({ hardware: { accelerator, gpus = 1, memory }, source, replicas }: AiSystem['model']): string {
  if (source.kind === 'endpoint') return `The model is served elsewhere inside the boundary, at ${source.url}.`;
  const processor = accelerator === 'cpu' ? 'processors alone' : `${gpus} × ${accelerator}`;
  return `${plural(replicas, 'pod')}; each: ${processor}, memory ${memory ?? 'as the toolkit sets it'}.`;
}

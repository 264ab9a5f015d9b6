import type { ARTICLE_27, ARTICLE_35 } from '../../../catalog/law/impact-assessments.ts';
import { type Answer, type Facts, resultOf } from '../facts.ts';
import { shownInWords } from '../processing/ai-activities.ts';
import { evaluationInWords } from './model-card.ts';
import type { AiSystem } from './systems.ts';

type PointId = (typeof ARTICLE_35)[number]['id'] | (typeof ARTICLE_27)[number]['id'];

const answers: Readonly<Record<PointId, (system: AiSystem, facts: Facts) => Answer>> = {
  '35(7)(a)': ({ workflow }) => ({
    shown: [
      workflow.purpose,
      ...workflow.inputs.map((input) => `${shownInWords(input)}.`),
      `Written after approval: ${workflow.writes.join(', ')}.`,
      `Entry in data-protection/record-of-processing.md: assistance/${workflow.key}.`,
    ],
    open: ['controller: the legal basis, and how it is used in practice'],
  }),
  '35(7)(b)': ({ workflow }) => ({
    shown: [
      `The model is shown ${workflow.inputs.length} kinds of resources, by named elements, of one stay or one patient; nothing else.`,
    ],
    open: ['controller: why this is necessary, and whether less would do'],
  }),
  '35(7)(c)': () => ({
    shown: [],
    open: ['controller: the risks, seen from the patients; views of their representatives (Art. 35(9))'],
  }),
  '35(7)(d)': (_, facts) => ({
    shown: [
      resultOf('AI-001', facts),
      resultOf('NET-002', facts),
      'All: data-protection/record-of-processing.md, measures.',
    ],
    open: ['controller: organisational measures; what remains of each risk'],
  }),
  '27(1)(a)': ({ workflow }) => ({ shown: [workflow.purpose], open: ['deployer: in which wards and steps of care'] }),
  '27(1)(b)': ({ workflow: { start } }) => ({
    shown: [
      start.kind === 'person'
        ? 'Each time that a person starts it, for one stay.'
        : `By itself, ${start.cycle} (ISO 8601), for every patient who is in the house.`,
    ],
    open: ['deployer: since when, until when, and how often in practice'],
  }),
  '27(1)(c)': (_, { site }) => ({
    shown: [
      'Patients whose record is read; clinicians who decide.',
      ...groupsInWords(site.modules['bias-evaluation']?.subgroups),
    ],
    open: ['deployer: groups that are affected in particular'],
  }),
  '27(1)(d)': ({ model }) => ({
    shown: evaluationInWords(model),
    open: ['deployer: the risks of harm, with what the provider says of them (Art. 13)'],
  }),
  '27(1)(e)': ({ workflow }, facts) => ({
    shown: [
      `The role ${facts.site.identity.clinicianRole} approves, changes or rejects.`,
      ...(workflow.onlyWhen === undefined
        ? []
        : [`Nobody is asked unless the model says ${workflow.onlyWhen.field}: ${workflow.onlyWhen.equals}.`]),
      resultOf('AI-001', facts),
    ],
    open: ['deployer: training, time and authority of these people'],
  }),
  '27(1)(f)': (_, { site }) => ({
    shown: [
      'One entry of the site file stops the AI (modules.ai.stopped); what was decided stays readable.',
      ...alertsInWords(site),
    ],
    open: ['deployer: who decides to stop it, and where patients and staff complain'],
  }),
};

/** What configuration shows of each point of the two assessments, by its identifier. */
export const impactAnswers = answers;

function groupsInWords(groups: readonly string[] | undefined): readonly string[] {
  return groups === undefined ? [] : [`Answers are compared by: ${groups.join(', ')}.`];
}

function alertsInWords({ modules }: Facts['site']): readonly string[] {
  return modules.observability === undefined
    ? []
    : ['Alerts go to whoever is on call: data-protection/record-of-processing.md.'];
}

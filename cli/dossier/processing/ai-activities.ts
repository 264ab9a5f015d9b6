import { PROCESSING } from '../../../catalog/processing.ts';
import type { Site } from '../../../constructs/core/site/site.ts';
import type { ClinicalWorkflow } from '../../../constructs/workflow/workflow.ts';
import { workflowsOf } from '../../../constructs/workflow/workflows.ts';
import { type Activity, activityOf } from './activity.ts';

/** Days for which the approval service keeps the history of a process; each process states it (`historyTimeToLive`). */
export const HISTORY_DAYS = 3650;

/** Each clinical workflow is an activity of its own, with the data flows that it declares. */
export function aiActivities(site: Site): readonly Activity[] {
  return workflowsOf(site).map((workflow) => {
    const { key, title, purpose, inputs } = workflow;
    return activityOf(PROCESSING.assistance, {
      ...{ id: `assistance/${key}`, module: `modules.approval.workflows.${key}` },
      title: `${title}, by a model`,
      purpose,
      dataCategories: [...PROCESSING.assistance.dataCategories, ...inputs.map(shownInWords)],
      retention: [
        `${HISTORY_DAYS} days in the history of the approval service`,
        'question and answer: as the audit trail',
      ],
      particulars: particularsOf(workflow, site),
    });
  });
}

/** What the model is shown of one kind of resource: nothing else leaves the record. */
export function shownInWords({ resource, shown }: ClinicalWorkflow['inputs'][number]): string {
  return `shown to the model of ${resource}: ${shown.join(', ')}`;
}

function particularsOf({ key, writes, start }: ClinicalWorkflow, { modules, identity }: Site): readonly string[] {
  const model = modules.ai?.models[0];
  const collection =
    key === 'diagnostic-support' ? modules.approval?.workflows['diagnostic-support']?.documents : undefined;
  const stopped = modules.ai?.stopped;
  return [
    ...(model === undefined ? [] : [`the model is ${model.name} ${model.version}, ${model.digest}`]),
    start.kind === 'person' ? 'a person starts it for one stay' : `it starts by itself: ${start.cycle} (ISO 8601)`,
    `writes ${writes.join(', ')} once somebody with the role ${identity.clinicianRole} has approved, and nothing before`,
    ...(collection === undefined ? [] : [`it searches the collection ${collection} for what the findings may mean`]),
    ...(stopped === undefined ? [] : [`out of use since ${stopped.since}: ${stopped.reason}`]),
  ];
}

/** A data set that models may learn from is an activity: what was approved, by whom and until when. */
export function tuningActivities({ modules: { tuning } }: Site): readonly Activity[] {
  return (tuning?.dataSets ?? []).map(({ name, digest, provenance, purpose, approver, from, until }) =>
    activityOf(PROCESSING.tuning, {
      ...{ id: `tuning/${name}`, module: 'modules.tuning', title: `Tuning of models on ${name}` },
      purpose: `${PROCESSING.tuning.purpose}: ${purpose}`,
      retention: [`the approval ends on ${until}; the volume of the data set has no limit of its own`],
      particulars: [
        `approved by ${approver}, from ${from} until ${until}, for ${digest} alone`,
        `provenance: ${provenance}`,
        ...(tuning?.jobs ?? []).filter((job) => job.dataSet === name).map((job) => `job ${job.name} tunes ${job.base}`),
      ],
    }),
  );
}

/** Each collection of documents. A question carries words of the record also where the documents have none of patients. */
export function retrievalActivities({ modules: { retrieval } }: Site): readonly Activity[] {
  return Object.entries(retrieval?.collections ?? {}).map(([name, { patientData, retentionDays }]) =>
    activityOf(PROCESSING.retrieval, {
      ...{ id: `retrieval/${name}`, module: 'modules.retrieval', title: `Search in the documents ${name}` },
      retention: [`a passage is neither found nor kept after ${retentionDays} days`],
      particulars: [
        patientData
          ? 'the documents are of patients: each is kept and found for one patient alone'
          : 'the site declares that the documents are of no patient; questions still carry words of the record',
      ],
    }),
  );
}

/** The evaluation of bias, with the groups that it forms. */
export function biasActivity({ modules }: Site): readonly Activity[] {
  const evaluation = modules['bias-evaluation'];
  if (evaluation === undefined) return [];
  const { subgroups, minimumSubgroupSize, heldOut, schedule } = evaluation;
  return [
    activityOf(PROCESSING.bias, {
      ...{ id: 'bias', module: 'modules.bias-evaluation' },
      dataCategories: [...PROCESSING.bias.dataCategories, `groups by ${subgroups.join(', ')}`],
      retention: ['reports: as the audit trail; the held-out file has no limit of its own'],
      particulars: [
        `groups of fewer than ${minimumSubgroupSize} people are neither judged nor told of`,
        `the held-out data set is ${heldOut.digest}`,
        `by the clock: ${schedule} (UTC)`,
      ],
    }),
  ];
}

import type { Site } from '../../../constructs/core/site/site.ts';
import type { ClinicalWorkflow } from '../../../constructs/workflow/workflow.ts';
import { workflowsOf } from '../../../constructs/workflow/workflows.ts';

/** The generative-AI hub of a site. */
export type Hub = NonNullable<Site['modules']['ai']>;

/** A model with its card. */
export type Model = Hub['models'][number];

/** One AI system of a site: a clinical workflow, with the model that it asks. */
export interface AiSystem {
  readonly workflow: ClinicalWorkflow;
  readonly model: Model;
  /** Collection that it searches, and the model that makes the vectors; undefined when it searches none. */
  readonly search: { readonly collection: string; readonly model: string } | undefined;
}

/** The AI systems of a site. Whether an app of a third party is one as well is for its publisher to say. */
export function aiSystemsOf(site: Site): readonly AiSystem[] {
  const { ai, retrieval, approval } = site.modules;
  const [model] = ai?.models ?? []; // workflows ask the first
  if (model === undefined) return [];
  return workflowsOf(site).map((workflow) => {
    const collection =
      workflow.key === 'diagnostic-support' ? approval?.workflows['diagnostic-support']?.documents : undefined;
    const found =
      collection === undefined || retrieval === undefined ? undefined : { collection, model: retrieval.model };
    return { workflow, model, search: found };
  });
}

/** Who in the site uses a model, in words. */
export function usersOf(name: string, { modules }: Site, systems: readonly AiSystem[]): readonly string[] {
  return [
    ...systems.filter(({ model }) => model.name === name).map(({ workflow }) => `workflow ${workflow.key}`),
    ...(modules.retrieval?.model === name ? ['search in documents'] : []),
    ...(modules.tuning?.jobs ?? []).filter(({ base }) => base === name).map((job) => `base of the tuning ${job.name}`),
  ];
}

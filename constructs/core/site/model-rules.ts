import { reasonNotToLearn } from '../data-set-approval.ts';
import type { DocumentPath } from '../document/position.ts';
import { type ModelEvaluation, shortfallsOf } from '../evaluation.ts';
import type { Site } from './site.ts';

type Model = NonNullable<Site['modules']['ai']>['models'][number];

/** Something about a model of a site that contradicts something else. */
export interface ModelProblem {
  /** From `modules.ai.models` on. */
  readonly path: DocumentPath;
  readonly message: string;
  readonly mend: string;
  readonly seen: string;
}

/** What the schema cannot say of the models of a site: names, hardware, and whether the evaluation is of that very model. */
export function modelProblems(site: Site): readonly ModelProblem[] {
  const models = site.modules.ai?.models ?? [];
  return models.flatMap((model, index) => [
    ...nameProblems(model, index, models),
    ...hardwareProblems(model, index, site),
    ...evaluationProblems(model, index),
  ]);
}

function nameProblems({ name }: Model, index: number, models: readonly Model[]): readonly ModelProblem[] {
  if (models.findIndex((one) => one.name === name) === index) return [];
  const mend = 'give each model a name of its own';
  return [{ path: [index, 'name'], message: 'two models have one name', mend, seen: name }];
}

function hardwareProblems({ hardware }: Model, index: number, { cluster }: Site): readonly ModelProblem[] {
  const { gpu, runtimeClasses } = cluster.capabilities;
  const problems: ModelProblem[] = [];
  if (hardware.accelerator === 'nvidia' && gpu !== 'nvidia') {
    const message = 'the cluster says that it has no such accelerator';
    const mend = 'say cluster.capabilities.gpu: nvidia when the device plugin is there, or use accelerator: cpu';
    problems.push({ path: [index, 'hardware', 'accelerator'], message, mend, seen: 'nvidia' });
  }
  if (hardware.runtimeClass !== undefined && !runtimeClasses.includes(hardware.runtimeClass)) {
    const message = 'the cluster does not say that it has this runtime class';
    const mend = 'list it under cluster.capabilities.runtimeClasses, or remove it here';
    problems.push({ path: [index, 'hardware', 'runtimeClass'], message, mend, seen: hardware.runtimeClass });
  }
  return problems;
}

function evaluationProblems({ digest, evaluation, trainedOn }: Model, index: number): readonly ModelProblem[] {
  const { modelDigest, dataSetDigest }: ModelEvaluation = evaluation;
  const problems: ModelProblem[] = shortfallsOf(evaluation).map((seen) => ({
    path: [index, 'evaluation'],
    message: 'a model that missed a threshold is not served',
    mend: 'serve the version before; a lower threshold is a decision that somebody signs',
    seen,
  }));
  if (modelDigest !== digest) {
    const message = 'the evaluation is of another model';
    const mend = `evaluate the model ${digest}, and state that record`;
    problems.push({ path: [index, 'evaluation', 'modelDigest'], message, mend, seen: modelDigest });
  }
  if (trainedOn.some((set) => set.digest === dataSetDigest)) {
    const message = 'the model was trained on the data that it was evaluated on';
    const mend = 'evaluate it on data that was held out';
    problems.push({ path: [index, 'evaluation', 'dataSetDigest'], message, mend, seen: dataSetDigest });
  }
  return problems;
}

/** Tuning jobs that begin with no model of the site, or learn from what nobody has approved for that day (`YYYY-MM-DD`). */
export function tuningProblems({ modules }: Site, day: string): readonly ModelProblem[] {
  const { ai, tuning } = modules;
  const names = [...(tuning?.jobs ?? []), ...(tuning?.dataSets ?? [])].map(({ name }) => name);
  return (tuning?.jobs ?? []).flatMap(({ name, base, dataSet }, index): readonly ModelProblem[] => {
    const approval = tuning?.dataSets.find((one) => one.name === dataSet);
    const reason = approval === undefined ? 'nobody has approved this data set' : reasonNotToLearn(approval, day);
    const model = ai?.models.find((one) => one.name === base);
    const mend = 'add its approval under modules.tuning.dataSets, or remove the job';
    return [
      ...(reason === undefined ? [] : [{ path: [index, 'dataSet'], message: reason, mend, seen: dataSet }]),
      ...(model?.source.kind === 'volume'
        ? []
        : [
            {
              path: [index, 'base'],
              message: 'no model of that name is on a volume of the site',
              mend: 'name one of modules.ai.models whose source is a volume',
              seen: base,
            },
          ]),
      ...(names.filter((one) => one === name).length === 1
        ? []
        : [{ path: [index, 'name'], message: 'this name is taken', mend: 'give the job another name', seen: name }]),
    ];
  });
}

/** A search by a model that makes no vectors of a stated length, or a workflow that searches in what nobody has declared. */
export function retrievalProblems({ modules }: Site): readonly ModelProblem[] {
  const { ai, retrieval, approval } = modules;
  const searched = approval?.workflows['diagnostic-support']?.documents;
  const collection = searched === undefined ? undefined : retrieval?.collections[searched];
  const model = ai?.models.find(({ name }) => name === retrieval?.model);
  return [
    ...(retrieval === undefined || (model?.task === 'embed' && model.dimensions !== undefined)
      ? []
      : [
          {
            path: ['retrieval', 'model'],
            message: 'no model of that name makes vectors of a stated length',
            mend: 'name one of modules.ai.models with task: embed, and state its dimensions there',
            seen: retrieval.model,
          },
        ]),
    ...(retrieval === undefined || Object.keys(retrieval.collections).length > 0
      ? []
      : [
          {
            path: ['retrieval', 'collections'],
            message: 'there is nothing to search in',
            mend: 'declare a collection, or remove modules.retrieval',
            seen: '{}',
          },
        ]),
    ...(searched === undefined || collection !== undefined
      ? []
      : [
          {
            path: ['approval', 'workflows', 'diagnostic-support', 'documents'],
            message: 'the site has no such collection',
            mend: 'name one of modules.retrieval.collections, or remove this line',
            seen: searched,
          },
        ]),
  ];
}

export {
  CLUSTER_SCHEMA,
  type ClusterRecord,
  clusterSubjects,
  type Difference,
  liveSubject,
  type Unlisted,
} from './cluster.ts';
export { toKubernetes } from './kubernetes/normalise.ts';
export { createLeaves, type Leaves, type TextClassifier } from './leaves.ts';
export { type Input, type InputProblem, type ProblemCode, type Reading, readInputs } from './read.ts';
export { prepareInputs } from './terraform/hcl.ts';

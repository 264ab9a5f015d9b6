export { toKubernetes } from './kubernetes/normalise.ts';
export { type Input, type InputProblem, type ProblemCode, type Reading, readInputs } from './read.ts';

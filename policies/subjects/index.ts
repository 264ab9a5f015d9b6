export { toKubernetes } from './kubernetes/normalise.ts';
export { createLeaves, type Leaves, type Piece, type TextClassifier, type TextContext } from './leaves.ts';
export { type Input, type InputProblem, type ProblemCode, type Reading, readInputs } from './read.ts';

import type { Path, SourcePosition, Subject, Value } from '../engine/types.ts';
import type { ParsedHcl } from './terraform/hcl.ts';

/** One file as it was read: the reader itself does no I/O. */
export interface Input {
  /** The name that messages show and that format detection looks at: `cdktf.out/stacks/ai/cdk.tf.json`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What `prepareInputs` made of an HCL file; absent for every other file. */
  readonly hcl?: ParsedHcl;
}

/** Why an input, or a part of it, could not be read. Any problem means that the run cannot be trusted. */
export interface InputProblem {
  readonly code: ProblemCode;
  /** What is wrong, the value seen, what is allowed and the mend, in one or two sentences without the position. */
  readonly message: string;
  readonly position: SourcePosition;
}

export type ProblemCode =
  | 'empty'
  | 'binary'
  | 'encoding'
  | 'syntax'
  | 'duplicate-key'
  | 'cyclic-alias'
  | 'alias-bomb'
  | 'too-deep'
  | 'too-large'
  | 'wrong-version'
  | 'unknown-format'
  | 'not-prepared';

/** What came out of a set of inputs. Subjects of readable documents are there also when other documents are broken. */
export interface Reading {
  readonly subjects: readonly Subject[];
  readonly problems: readonly InputProblem[];
}

/** One parsed document: its value and where each part of it stands. */
export interface Document {
  readonly file: string;
  readonly value: Value;
  /** Position of the value at `path`, or of its nearest ancestor. Lazy: may re-read the text. */
  readonly locate: (path: Path) => SourcePosition;
  /** Position of a byte offset in the text; only a JSON document has it. */
  readonly positionAt?: (offset: number) => SourcePosition;
}

/** Documents of one input, in order, with what was wrong with the others. */
export interface Documents {
  readonly documents: readonly Document[];
  readonly problems: readonly InputProblem[];
}

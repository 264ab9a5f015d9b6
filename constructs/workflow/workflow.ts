/** One FHIR search whose result a workflow reads. Everything is bound to the encounter that the process is about. */
export interface WorkflowInput {
  /** FHIR R4 resource type: `Condition`. */
  readonly resource: string;
  /** Search parameters, `{encounter}` standing for the encounter's id: `encounter={encounter}&_count=200`. */
  readonly search: string;
  /** Paths of elements that the model is shown, from the resource: `code.text`. Nothing else leaves the record. */
  readonly shown: readonly string[];
}

/** One text that the model proposes and the clinician may change before anything is written. */
export interface WorkflowField {
  /** Key in the model's answer, and variable of the process: `course`. */
  readonly id: string;
  /** What the clinician reads above it. */
  readonly label: string;
  /** What a usable text looks like, as a regular expression; others go back to the clinician. @default - any text */
  readonly form?: string;
}

/** How a process comes to run. */
export type WorkflowStart =
  | { readonly kind: 'person' }
  /** ISO 8601 repeating interval: `R/PT30M`. Each round runs the process for every encounter that is in progress. */
  | { readonly kind: 'schedule'; readonly cycle: string };

/** A clinical workflow: what it reads, what it asks the model, who decides, and what is written after that. */
export interface ClinicalWorkflow {
  /** Key of the process: `discharge-letter`. A contract: running processes know it. */
  readonly key: string;
  readonly title: string;
  /** What it is for, and what it must not be used for, in one or two sentences. */
  readonly purpose: string;
  readonly start: WorkflowStart;
  readonly inputs: readonly WorkflowInput[];
  /** What the model is told, in the language of its readers. The answer's form is added. */
  readonly instruction: string;
  /** What the model answers, and the clinician approves. At least one. */
  readonly fields: readonly WorkflowField[];
  /** Ask a clinician only when the model's answer has this value; otherwise the process ends. @default - always ask */
  readonly onlyWhen?: { readonly field: string; readonly equals: string };
  /** ISO 8601 duration after which a task that nobody took is shown to the escalation group. @default - never */
  readonly escalateAfter?: string;
  /** FHIR resource types that are written once a clinician has approved. */
  readonly writes: readonly string[];
  /**
   * Body of a JavaScript function `(fields, context)` that returns the resources to write. `context` has `encounter`,
   * `patient`, `clinician` (references) and `now` (an instant). It runs after the approval.
   */
  readonly resources: string;
}

import generated from './examples.json' with { type: 'json' };

/** A rule's two examples, from its tests. */
export interface Example {
  /** An input that the rule refuses. */
  readonly bad: string;
  /** The value that it refuses there. */
  readonly found: string;
  /** An input that it lets pass. */
  readonly good: string;
}

const examples: Readonly<Record<string, Example>> = generated;

/** The examples of a rule; generated from the rule's own test cases, so that they are known to be judged so. */
export function exampleOf(ruleId: string): Example | undefined {
  return Object.hasOwn(examples, ruleId) ? examples[ruleId] : undefined;
}

import type { SourceId } from './sources.ts';

/** One thing to do. Everything is run from the operator's workstation, and no step needs a shell variable of another. */
export interface Step {
  readonly title: string;
  /** What a person decides or does by hand, and why the order is this one. Markdown. @default none */
  readonly note?: string;
  /** Lines of bash, run one after the other; the first that fails ends the step. @default - a step by hand */
  readonly commands?: readonly string[];
  /** What one sees when it went well. @default - the commands end without an error */
  readonly expect?: string;
  /** Where the commands and their flags were read. @default - plain shell, or a command of this toolkit */
  readonly sources?: readonly SourceId[];
}

/** One runbook of one site. */
export interface Runbook {
  /** Name of its file, without `.md`. */
  readonly id: string;
  readonly title: string;
  /** What was seen, or decided, that leads here. */
  readonly symptom: string;
  /** What does not work meanwhile, and what can be lost. */
  readonly blastRadius: string;
  readonly steps: readonly Step[];
  readonly verification: readonly Step[];
  /** How to get back to where one was, from every step. */
  readonly wayBack: readonly Step[];
}

/**
 * The commands of a step as one copies them: they end at the first failure, leave the shell where it was, and say how
 * they ended. A single command, or one that sets something in the shell, stands alone.
 */
export function scriptOf({ commands = [] }: Step): string {
  const text = commands.join('\n');
  if (commands.length < 2 || text.startsWith('export ')) return text;
  return `(set -euo pipefail\n${text}\n); echo "ended with $?"`;
}

/** A step by hand. */
export function byHand(title: string, note: string): Step {
  return { title, note };
}

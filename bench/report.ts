/** One line of the bench: a ratio against a reference run beside it, a plain value with its goal, or why there is neither. */
export type Row = Ratio | Figure | { readonly name: string; readonly skipped: string };

/** What a run took beside another one. */
export interface Ratio {
  readonly name: string;
  readonly seconds: number;
  readonly against: string;
  readonly referenceSeconds: number;
  readonly ratio: number;
  /** The ratio shall not be more than this. */
  readonly goal?: number;
  /** The ratio shall not be less than this. */
  readonly atLeast?: number;
}

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly goal: number | undefined;
}

const WIDTH = 48;

/** One line of the bench as text, with whether its goal is met. */
export function line(row: Row): string {
  const name = row.name.padEnd(WIDTH);
  if ('skipped' in row) return `${name}  skipped: ${row.skipped}`;
  if (!('ratio' in row)) return `${name} ${row.value.toFixed(2).padStart(8)}${atMost(row.value, row.goal)}`;
  const pair = `${row.seconds.toFixed(3)} s against ${row.referenceSeconds.toFixed(3)} s (${row.against})`;
  const verdict = row.atLeast === undefined ? atMost(row.ratio, row.goal) : atLeast(row.ratio, row.atLeast);
  return `${name} ${row.ratio.toFixed(2).padStart(7)}×${verdict}   ${pair}`;
}

function atMost(value: number, goal: number | undefined): string {
  if (goal === undefined) return '';
  return value <= goal ? `   goal ≤ ${goal}: met` : `   goal ≤ ${goal}: MISSED`;
}

function atLeast(value: number, goal: number): string {
  return value >= goal ? `   goal ≥ ${goal}: met` : `   goal ≥ ${goal}: MISSED`;
}

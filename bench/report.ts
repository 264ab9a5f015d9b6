/** One line of the bench: a ratio against a reference run beside it, or a plain value with its goal. */
export type Row =
  | {
      readonly name: string;
      readonly seconds: number;
      readonly against: string;
      readonly referenceSeconds: number;
      readonly ratio: number;
      readonly goal: number;
    }
  | { readonly name: string; readonly value: number; readonly goal: number | undefined };

/** One line of the bench as text, with whether its goal is met. */
export function line(row: Row): string {
  if (!('ratio' in row)) {
    return `${row.name.padEnd(44)} ${row.value.toFixed(2).padStart(8)}${verdict(row.value, row.goal)}`;
  }
  const pair = `${row.seconds.toFixed(3)} s against ${row.referenceSeconds.toFixed(3)} s (${row.against})`;
  return `${row.name.padEnd(44)} ${row.ratio.toFixed(2).padStart(7)}×${verdict(row.ratio, row.goal)}   ${pair}`;
}

function verdict(value: number, goal: number | undefined): string {
  if (goal === undefined) return '';
  return value <= goal ? `   goal ≤ ${goal}: met` : `   goal ≤ ${goal}: MISSED`;
}

/** One row of the summary. */
export function row(name: string, value: string): string {
  return value === '' ? name : `${name.padEnd(16)}${value}`;
}

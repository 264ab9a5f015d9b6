/** Where a value stands in a file. `line` and `column` count from 1; `column` counts UTF-16 code units. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Keys and indexes from the root of a document to a value. */
export type DocumentPath = readonly (string | number)[];

/** `sites/clinic.yaml:12:3`, the form that terminals and editors make clickable. */
export function formatPosition({ file, line, column }: Position): string {
  return `${file}:${line}:${column}`;
}

/** `modules.ai.models[0].source.url`, `claims[0].match`; the empty string for the root. */
export function formatPath(path: DocumentPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

import type { SourcePosition } from './types.ts';

/** `file:line:column`; the address and the JSON pointer for an object of a cluster, which has no lines. */
export function formatPosition({ file, line, column, pointer }: SourcePosition): string {
  return pointer === undefined ? `${file}:${line}:${column}` : `${file} ${pointer}`.trimEnd();
}

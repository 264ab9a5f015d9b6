import { inOrder } from './tree.ts';

/** Digests by path. */
export type Sums = ReadonlyMap<string, string>;

/** The text that `sha256sum --check` reads, sorted by path. */
export function sumsText(sums: Sums): string {
  const lines = [...sums].sort(([a], [b]) => inOrder(a, b)).map(([path, digest]) => `${digest}  ${path}\n`);
  return lines.join('');
}

/** Reads such a text; a string says what is wrong with it, and where. One spelling only: that of {@link sumsText}. */
export function readSums(text: string): Sums | string {
  const sums = new Map<string, string>();
  for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
    const [, digest, path] = /^([0-9a-f]{64}) {2}(\S.*)$/.exec(line) ?? [];
    const place = `line ${index + 1}`;
    if (digest === undefined || path === undefined) return `${place} is not a digest, two spaces and a path: ${line}`;
    if (!isInside(path)) return `${place} names a path that leads out of the bundle: ${path}`;
    if (sums.has(path)) return `${place} names ${path} a second time`;
    sums.set(path, digest);
  }
  return sumsText(sums) === text ? sums : 'its lines are not in order, or its last one is not ended';
}

/** Whether a path stays below the folder that it is read from, in its one spelling. */
export function isInside(path: string): boolean {
  return !path.includes('\\') && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

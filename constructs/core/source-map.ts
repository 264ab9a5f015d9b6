import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Position } from './document/position.ts';

const maps = new Map<string, SourceMap | undefined>();

/**
 * Where the code at a position was written, when the file is a bundle with a map beside it (`FILE.map`); otherwise the
 * position itself. Node can do this for every stack, but then pays for each that cdktf takes, and cdktf takes one for
 * every token; nearly none is ever shown.
 */
export function originalPosition(position: Position): Position {
  const map = mapOf(position.file);
  const entry = map?.findEntry(position.line - 1, position.column - 1);
  if (entry === undefined || !('originalSource' in entry)) return position;
  return {
    file: resolve(dirname(position.file), entry.originalSource),
    line: entry.originalLine + 1,
    column: entry.originalColumn + 1,
  };
}

function mapOf(file: string): SourceMap | undefined {
  if (!maps.has(file)) maps.set(file, readMap(`${file}.map`));
  return maps.get(file);
}

function readMap(file: string): SourceMap | undefined {
  return existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

/** A place in a line of a stack: `file:///app/main.js:3:14` or `/app/main.js:3:14`, with or without parentheses. */
const place = /(file:\/\/[^\s()]+|\/[^()]+|[A-Za-z]:\\[^()]+):(\d+):(\d+)\)?$/;

/** The position that one line of a stack names, where the code was written; undefined for Node's own frames. */
export function positionOfFrame(frame: string): Position | undefined {
  const match = place.exec(frame);
  if (match === null) return undefined;
  const [, where = '', line, column] = match;
  const file = where.startsWith('file:') ? fileURLToPath(where) : where;
  return originalPosition({ file, line: Number(line), column: Number(column) });
}

/** A whole stack with every frame where the code was written. */
export function originalStack(stack: string): string {
  return stack
    .split('\n')
    .map((frame) => {
      const position = positionOfFrame(frame);
      if (position === undefined) return frame;
      const text = `${position.file}:${position.line}:${position.column}`;
      return frame.replace(place, frame.endsWith(')') ? `${text})` : text);
    })
    .join('\n');
}

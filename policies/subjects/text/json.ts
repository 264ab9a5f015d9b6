import type { Value } from '../../engine/types.ts';
import type { Document, Documents } from '../input.ts';
import { positionAt } from './decode.ts';
import { readYaml } from './yaml.ts';

/** Read one JSON document. */
export function readJson(file: string, text: string): Documents {
  try {
    const value = JSON.parse(text) as Value;
    let located: Document | undefined;
    const locate: Document['locate'] = (path) => {
      located ??= readYaml(file, text).documents[0];
      return located?.locate(path) ?? { file, line: 1, column: 1 };
    };
    return { documents: [{ file, value, locate }], problems: [] };
  } catch (error) {
    const offset = Number(/position (\d+)/.exec(String(error))?.[1] ?? 0);
    const message = error instanceof Error ? error.message : String(error);
    return { documents: [], problems: [{ code: 'syntax', message, position: positionAt(file, text, offset) }] };
  }
}

import type { Rule } from '../engine/rule.ts';
import type { Judgement } from '../engine/types.ts';
import { renderJson } from './json.ts';
import { renderText } from './text.ts';

/** What a report needs besides the judgement. */
export interface ReportOptions {
  /** Colour escapes; only the text format has them. */
  readonly colour: boolean;
  /** Name of the boundary: `EEA`. */
  readonly boundary: string;
  /** The rules that were asked. */
  readonly rules: readonly Rule[];
}

type Render = (judgement: Judgement, options: ReportOptions) => string;

/** Every report format by its name. */
const renderers: Readonly<Record<string, Render>> = { text: renderText, json: renderJson };

/** The names that `--format` takes. */
export const formats: readonly string[] = Object.keys(renderers);

/**
 * The judgement in one of {@link formats}. The same judgement gives the same bytes.
 * @throws when there is no such format, with the list of those that exist.
 */
export function render(format: string, judgement: Judgement, options: ReportOptions): string {
  const renderer = Object.hasOwn(renderers, format) ? renderers[format] : undefined;
  if (renderer === undefined) throw new Error(`there is no format "${format}"; there are: ${formats.join(', ')}`);
  return renderer(judgement, options);
}

import type { Judgement } from '../engine/types.ts';
import type { ReportOptions } from './index.ts';

type Encode = (judgement: Judgement, options: ReportOptions) => string | Uint8Array;

/** Every report format, loaded only when it is written: a check in JSON must not pay for the page of `html`. */
const encoders: Readonly<Record<string, () => Promise<Encode>>> = {
  text: async () => (await import('./text.ts')).renderText,
  json: async () => (await import('./json.ts')).encodeJson,
  sarif: async () => (await import('./sarif.ts')).renderSarif,
  junit: async () => (await import('./junit.ts')).renderJunit,
  oscal: async () => (await import('./oscal.ts')).renderOscal,
  html: async () => (await import('./html.ts')).renderHtml,
};

/** The names that `--format` takes. */
export const formats: readonly string[] = Object.keys(encoders);

/**
 * The judgement in one of {@link formats}: what is to be written, as text or as its UTF-8.
 * @throws when there is no such format, with the list of those that exist.
 */
export async function encode(
  format: string,
  judgement: Judgement,
  options: ReportOptions,
): Promise<string | Uint8Array> {
  const load = Object.hasOwn(encoders, format) ? encoders[format] : undefined;
  if (load === undefined) throw new Error(`there is no format "${format}"; there are: ${formats.join(', ')}`);
  return (await load())(judgement, options);
}

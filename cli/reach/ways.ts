import { everyWayFrom, everyWayTo, type Way, wayBetween } from '../../policies/reach/ask.ts';
import type { Place } from '../../policies/reach/place.ts';
import type { PortSet } from '../../policies/reach/ports.ts';
import type { Loaded } from './load.ts';
import { wayInWords } from './words.ts';

/** Every way that answers a question with one end or two. */
export function waysFor(
  { graph }: Loaded,
  from: Place | undefined,
  to: Place | undefined,
  about: { readonly avoid: Place | undefined; readonly direct: boolean; readonly ports?: PortSet },
): readonly Way[] {
  if (from !== undefined && to !== undefined) return [wayBetween(graph, { ...about, from, to }) ?? []].flat();
  if (from !== undefined) return everyWayFrom(graph, { ...about, from });
  return to === undefined ? [] : everyWayTo(graph, { ...about, to });
}

/** The question with its ways, each with the policies that let it be. */
export function answerInWords(question: string, ways: readonly Way[], loaded: Loaded): string {
  if (ways.length === 0) return `${question}: no way\n`;
  const count = ways.length === 1 ? 'there is a way' : `${ways.length} ways`;
  const doubt = ways.every(({ certain }) => !certain) ? ', perhaps' : '';
  return `${question}: ${count}${doubt}\n${ways.map((way) => `\n${wayInWords(way, loaded)}`).join('')}`;
}

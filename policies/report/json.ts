import type { Judgement } from '../engine/types.ts';

/**
 * The judgement as one JSON object of schema `domicile/check/v1`, one finding a line, so that two reports can be compared
 * line by line. The same judgement gives the same bytes.
 */
export function renderJson(judgement: Judgement): string {
  const { verdict, counts, coverage, findings } = judgement;
  const head = { schema: 'domicile/check/v1', verdict, counts, coverage };
  const opening = JSON.stringify(head).slice(0, -1);
  if (findings.length === 0) return `${opening},"findings":[]}\n`;
  return `${opening},"findings":[\n${findings.map((finding) => JSON.stringify(finding)).join(',\n')}\n]}\n`;
}

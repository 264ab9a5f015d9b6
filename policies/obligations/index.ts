import { groupBy } from '../engine/group.ts';
import type { Obligation, Stage } from '../engine/obligation.ts';
import { byCodeUnit } from '../engine/order.ts';
import type { Context, Finding } from '../engine/types.ts';
import { fieldsOf } from '../rules/shared/workload.ts';
import { attestations, clusterDuties } from './cluster.ts';
import { fetchedContent, missingContent } from './content.ts';
import { first } from './obligation.ts';
import { unknownValues } from './values.ts';
import { claimedPlaces, siteWords, vouchedStorage } from './words.ts';

export { settle } from './settle.ts';

/**
 * What the judged configuration cannot show, and somebody has to: each once, by stage, subject and path. Pure; the same
 * subjects in any order give the same list. `asksHealth`: German health law was asked for.
 */
export function obligationsOf(
  context: Context,
  findings: readonly Finding[],
  asksHealth: boolean,
): readonly Obligation[] {
  const all = [
    ...unknownValues(context.subjects, findings),
    ...missingContent(context),
    ...fetchedContent(context),
    ...claimedPlaces(context),
    ...vouchedStorage(context),
    ...siteWords(context),
    ...clusterDuties(context),
    ...(asksHealth || isGerman(context) ? attestations(context) : []),
  ];
  return [...groupBy(all, ({ id }) => id).values()].map(merged).sort(inOrder);
}

/** One thing that two inputs owe is owed once, and it blocks when either does. */
function merged(same: readonly Obligation[]): Obligation {
  const [one, ...more] = [...same].sort((a, b) => byCodeUnit(a.owed, b.owed));
  if (one === undefined) throw new Error('a group holds at least one');
  if (more.length === 0) return one;
  return { ...one, blocks: same.some(({ blocks }) => blocks), location: first(same.map(({ location }) => location)) };
}

function isGerman(context: Context): boolean {
  return context.boundary.name === 'DE' || context.ofKind('Site').some(({ body }) => fieldsOf(body).country === 'DE');
}

const stages: readonly Stage[] = ['plan', 'admission', 'live'];

function inOrder(a: Obligation, b: Obligation): number {
  const byStage = stages.indexOf(a.due) - stages.indexOf(b.due);
  return byStage || byCodeUnit(a.about, b.about) || byCodeUnit(a.subject, b.subject) || byCodeUnit(a.path, b.path);
}

import type { Discharge, Obligation, Stage } from '../engine/obligation.ts';
import type { ReportOptions } from './index.ts';
import type { Paint } from './paint.ts';
import { visible } from './words.ts';

/** A terminal shows this many obligations; the other formats show all. */
const shown = 8;
const stages: readonly Stage[] = ['plan', 'admission', 'live'];
const states: readonly Discharge['state'][] = ['discharged', 'breached', 'remains', 'unanswered'];

/** What is still owed, by stage, the blocking ones in full, and what became of what was owed before. */
export function renderObligations({ obligations, discharges }: ReportOptions, colours: Paint): readonly string[] {
  const owed = obligations?.() ?? [];
  const blocking = owed.filter(({ blocks }) => blocks);
  const more = blocking.length - shown;
  return [
    ...(owed.length === 0
      ? []
      : [`obligations: ${owed.length} remain: ${byStage(owed)}; --format json or html lists them`]),
    ...blocking.slice(0, shown).map((one) => line(one, colours)),
    ...(more > 0 ? [`  and ${more} more that block`] : []),
    ...(discharges === undefined ? [] : answered(discharges, colours)),
  ];
}

/** `3 at plan (value), 21 live (2 claim, 19 content)`. */
function byStage(owed: readonly Obligation[]): string {
  const parts = stages.flatMap((stage) => {
    const abouts = owed.filter(({ due }) => due === stage).map(({ about }) => about);
    const kinds = [...new Set(abouts)].map((kind) => `${abouts.filter((about) => about === kind).length} ${kind}`);
    return abouts.length === 0 ? [] : [`${abouts.length} due at ${stage} (${kinds.join(', ')})`];
  });
  return parts.join(', ');
}

function line({ id, due, about, subject, path, owed }: Obligation, colours: Paint): string {
  return `  ${id}  ${due}, ${about}, ${colours.yellow('blocks')}  ${visible([subject, path].filter(Boolean).join(' '))}: ${visible(owed)}`;
}

function answered(discharges: readonly Discharge[], colours: Paint): readonly string[] {
  const of = (wanted: Discharge['state']) => discharges.filter(({ state }) => state === wanted);
  const counts = states.map((state) => `${of(state).length} ${state}`).join(', ');
  const unanswered = of('unanswered').map(({ obligation }) => {
    const mark = colours.yellow('unanswered');
    return `  ${mark} ${obligation.id}  ${visible(obligation.subject)} is not in this input; judge it together with the rest`;
  });
  return [`of ${discharges.length} obligations before: ${counts}`, ...unanswered];
}

import type { ReviewedWaiver } from '../../engine/waiver.ts';
import type { Observed } from './observations.ts';
import { markup, props } from './text.ts';
import { identify } from './uuid.ts';

/** Active waivers that cover something, as risks whose deviation was approved until a deadline. */
export function waivedRisks(waivers: readonly ReviewedWaiver[], observed: readonly Observed[]): readonly object[] {
  return waivers.flatMap(({ waiver, state, covers, notices }, index) => {
    const { rule, subject, path, owner, reason, ticket, expires } = waiver;
    const covered = new Set(covers);
    const related = observed.filter(({ finding }) => finding.ruleId === rule && covered.has(finding.fingerprint));
    if (state !== 'active' || related.length === 0) return [];
    return [
      {
        uuid: identify('waiver', String(index), rule, subject, path, ticket, expires),
        title: markup(`${rule} is waived under ${ticket}`),
        description: markup(`${related.length} covered at ${subject} ${path}`),
        statement: markup(reason),
        props: props({ owner, ticket, ...Object.fromEntries(notices.map(({ code, message }) => [code, message])) }),
        status: 'deviation-approved',
        deadline: `${expires}T23:59:59Z`,
        'related-observations': related.map(({ uuid }) => ({ 'observation-uuid': uuid })),
      },
    ];
  });
}

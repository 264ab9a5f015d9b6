import { findOperator } from '../../../catalog/operators.ts';
import { defineRule } from '../../engine/rule.ts';
import type { Leaf, Place, Verdict } from '../../engine/types.ts';

const expected = 'an operator without a foothold under foreign law, or a waiver that says who accepted it and why';

/** Where an accepted operator has a foothold under foreign law, somebody has accepted that. */
export const operatorWithoutNexus = defineRule({
  id: 'SOV-002',
  title:
    'Where an accepted operator has business abroad that gives a foreign authority a hold, somebody has accepted that in writing.',
  severity: 'medium',
  enforcement: 'warn',
  controls: ['gdpr/art-48', 'c5-2026/GC-01', 'secnumcloud-3.2/19.6', 'eu-csf/SOV-2'],
  selects: ['*'],
  whenSilent: 'pass',
  rationale:
    'A European parent keeps an operator out of reach of foreign orders only as far as it has nothing there that an order ' +
    'can take hold of: a subsidiary, staff, data centres. The catalogue marks operators of which that is known as `nexus`; ' +
    'how far it matters is for a lawyer, so the rule warns and asks for an acceptance with a name and a date.',
  notAsked: ({ operatorJurisdictions }) =>
    operatorJurisdictions === undefined
      ? 'the boundary accepts any operator, so a foothold under foreign law was not asked; name jurisdictions with --operators EEA'
      : undefined,
  remedy:
    'ask the operator which of its companies holds the data, and record the answer as a waiver of SOV-002; or choose another. ' +
    '`domicile place VALUE` shows the operator',
  evaluate: (subject, { boundary, leaves }) => {
    const accepted = boundary.operatorJurisdictions;
    if (accepted === undefined) return [];
    return leaves(subject).flatMap((leaf) => leaf.places.flatMap((place) => judge(leaf, place, accepted)));
  },
});

/** Operators that are not accepted at all are SOV-001's. */
function judge(
  { path, found }: Leaf,
  { verdict, operator, jurisdiction }: Place,
  accepted: ReadonlySet<string>,
): readonly Verdict[] {
  if (verdict !== 'inside' || operator === null || jurisdiction === null || !accepted.has(jurisdiction)) return [];
  const row = findOperator(operator);
  if (row === undefined) return [];
  const because = row.nexus
    ? `${row.name} has relevant business in the United States`
    : `${row.name} is known for none`;
  return [{ result: row.nexus ? 'fail' : 'pass', path, found, because, expected }];
}

import type { Construct } from 'constructs';
import { DomicileError } from '../core/errors.ts';

/** How long records stay, in days. */
export interface RetentionDays {
  /** No record goes earlier. At least 183: six months, Art. 19(1) and 26(6) of the AI Act. */
  readonly minimum: number;
  /** No record stays longer: storage limitation, Art. 5(1)(e) GDPR. */
  readonly maximum: number;
}

const SIX_MONTHS = 183;

/** Throws a DomicileError when the bounds keep records too short, or for ever. */
export function assertRetention(construct: Construct, { minimum, maximum }: RetentionDays): void {
  const bounded = Number.isInteger(minimum) && Number.isInteger(maximum);
  if (bounded && minimum >= SIX_MONTHS && maximum >= minimum) {
    return;
  }
  throw new DomicileError({
    code: 'construct-props',
    message: 'the retention of audit records is not within what the law asks for',
    seen: `minimum ${minimum}, maximum ${maximum}`,
    constructPath: construct.node.path,
    allowed: `whole days, minimum at least ${SIX_MONTHS}, maximum at least the minimum`,
    mend: 'set modules.audit.retentionDays in the site file to 183 or more',
  });
}

import type { SourcePosition } from './types.ts';

/** A scoped, owned, reasoned, expiring acceptance of what one rule finds. The finding stays in every report. */
export interface Waiver {
  /** Identifier of the one rule that it speaks of. */
  readonly rule: string;
  /** Address of the subject; `*` stands for (part of) one label: `Deployment/clinical/*`. */
  readonly subject: string;
  /** Path in the subject, with the same `*`; empty for the subject as a whole. */
  readonly path: string;
  /** Who answers for it. */
  readonly owner: string;
  readonly reason: string;
  /** Where it was discussed and approved. */
  readonly ticket: string;
  /** YYYY-MM-DD, the last day on which it holds. */
  readonly expires: string;
  readonly position: SourcePosition;
}

/** What a reviewer should know about a waiver. */
export interface WaiverNotice {
  readonly code: 'hard-rule' | 'expired' | 'unused' | 'expiring' | 'stacked' | 'over-broad';
  /** What is wrong and what to do, in one or two sentences without the position. */
  readonly message: string;
}

/** One waiver after a run. */
export interface ReviewedWaiver {
  readonly waiver: Waiver;
  /** `refused`: its rule is a hard one; like an expired waiver it covers nothing. */
  readonly state: 'active' | 'expired' | 'refused';
  /** Days after today on which it still holds: 0 on its last day, negative when it has expired. */
  readonly daysLeft: number;
  /** Fingerprints of the findings that it covers, or would cover if it were active. */
  readonly covers: readonly string[];
  readonly notices: readonly WaiverNotice[];
}

import type { SourcePosition } from './types.ts';

/** What an obligation is about; see docs/obligations.md. */
export type About =
  | 'value'
  | 'decision'
  | 'module'
  | 'plan'
  | 'content'
  | 'claim'
  | 'encryption'
  | 'capability'
  | 'network-policy'
  | 'signature'
  | 'attestation';

/** The stage at which an obligation falls due: the Terraform plan, the admission into a cluster, the running cluster. */
export type Stage = 'plan' | 'admission' | 'live';

/** Something that a configuration cannot show, and that somebody has to show later. */
export interface Obligation {
  /** `OB-` and twelve hexadecimal digits, the same at every stage. */
  readonly id: string;
  readonly about: About;
  /** `Kind/namespace/name`, a Terraform address, `claim/<host>`, `rule/<id>` or `cluster`: the same at every stage. */
  readonly subject: string;
  /** Path in the subject; empty for the subject as a whole. */
  readonly path: string;
  /** What has to be shown, in one clause. */
  readonly owed: string;
  readonly due: Stage;
  /** The command or the person that shows it. */
  readonly how: string;
  /** Whether a finding blocks until it is shown. */
  readonly blocks: boolean;
  readonly location: SourcePosition | null;
}

/** What a later run says of an earlier obligation. */
export interface Discharge {
  readonly obligation: Obligation;
  /**
   * `discharged`: shown, and no rule objects. `breached`: shown, and a rule refuses it. `remains`: still owed.
   * `unanswered`: its subject is not in this input.
   */
  readonly state: 'discharged' | 'breached' | 'remains' | 'unanswered';
}

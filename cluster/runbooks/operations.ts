import type { ClusterContext } from '../context.ts';
import type { EscrowItem } from './escrow.ts';
import type { Runbook, Step } from './runbook.ts';

/** What is done, how one sees that it went well, and how to get back. */
export type Procedure = Pick<Runbook, 'steps' | 'verification' | 'wayBack'>;

/** What is done otherwise in each distribution. */
export interface Operations {
  readonly firstInstall: Procedure;
  readonly addOrReplaceMachine: Procedure;
  readonly upgrade: Procedure;
  readonly rollback: Procedure;
  readonly backup: Procedure;
  readonly restore: Procedure;
  readonly encryptionKeys: Procedure;
  readonly otherKeys: Procedure;
  readonly certificates: Procedure;
  readonly losingAMachine: Procedure;
  /** Programs and files that the workstation needs besides kubectl, and how they are set up. */
  readonly workstation: readonly Step[];
  readonly escrow: readonly EscrowItem[];
}

/** Makes the operations of one distribution. */
export type OperationsOf<Context extends ClusterContext> = (context: Context) => Operations;

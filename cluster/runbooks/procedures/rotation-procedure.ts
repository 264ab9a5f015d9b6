import type { Procedure } from '../operations.ts';
import { byHand, type Step } from '../runbook.ts';
import { type EncryptionKeys, encryptionKeyRotation, ROTATION_ORDER, verifyRotation } from './encryption-keys.ts';

/** A whole rotation: what comes before it, its steps in the only order, and the way back from each stage. */
export function rotationProcedure(keys: EncryptionKeys, before: readonly Step[], after: readonly Step[]): Procedure {
  const stages = encryptionKeyRotation(keys);
  return {
    steps: [...before, ...ROTATION_ORDER.flatMap((stage) => stages[stage]), ...after],
    verification: [
      ...verifyRotation(keys),
      {
        title: 'Take the keys off the workstation',
        note: 'When they are in the escrow. The old key stays there as long as a backup of its time is kept.',
        commands: [`shred --remove ${keys.folder}/*.secret ${keys.folder}/*.yaml && rm -r ${keys.folder}`],
      },
    ],
    wayBack: [
      byHand(
        'Where am I?',
        'The configuration of the first server says it: one key (the old one): nothing was done; two keys, the old one first: *add*; two keys, the new one first: *promote*, or written anew; one key (the new one): *remove*.',
      ),
      byHand(
        'From *add*',
        'Put `before.yaml` back onto every server and restart each. Nothing was written with the new key.',
      ),
      byHand(
        'From *promote*, or written anew',
        'Go on rather than back. To go back: the steps of *add* on every server, *write every Secret anew*, count what is under the old key, then `before.yaml`. `before.yaml` before that loses what was written since.',
      ),
      byHand(
        'From *remove*, and a Secret does not read',
        'Put `promote.yaml` back onto every server, restart each: it reads again. An API server that cannot read Secrets never becomes ready. Then write every Secret anew, count, and remove again. Without the old key such a Secret is lost: take it from the backup, or make it anew (`domicile secrets`).',
      ),
    ],
  };
}

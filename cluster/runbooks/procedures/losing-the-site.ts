import type { ClusterContext } from '../../context.ts';
import type { Operations, Procedure } from '../operations.ts';
import { byHand } from '../runbook.ts';

/** Another place, from what is kept outside of this one. */
export function losingTheSite({ escrow, restore }: Operations, context: ClusterContext): Procedure {
  const { site, cluster } = context;
  return {
    steps: [
      byHand(
        'Say who decides, and who is told',
        'Personal data of patients is concerned: a loss of availability is a breach, to be judged within 72 hours (GDPR Art. 33). <who decides on a disaster, and how to reach them>.',
      ),
      byHand(
        'See what is there',
        `From the list of the [escrow](README.md#escrow), ${escrow.length} items. The snapshots of etcd and the bucket \`${site.storage.backup.bucket}\` at ${site.storage.backup.endpoint} must be elsewhere than the machines: <where the bucket stands, if not in the same building>. The bundle has everything that is otherwise fetched.`,
      ),
      byHand(
        'Find machines inside of the boundary',
        `Boundary of this site: ${[site.boundary.jurisdictions].flat().join(', ')}. At least ${cluster.machines.length} machines as in \`cluster.provision\`, disks encrypted, a mirror, name and time servers. Another country or operator changes \`country\`, \`location\` and \`claims\` of the site file, and the judge says whether it may be.`,
      ),
      byHand(
        'Assume that keys are known, when an attacker was there',
        'Restore with the old keys, without a way to the outside; then rotate all of them ([encryption keys](encryption-keys.md), [other keys](other-keys.md)) before anybody logs in.',
      ),
      ...restore.steps,
    ],
    verification: [
      ...restore.verification,
      byHand(
        'What is missing?',
        'Compare with the systems that sent: messages since the last backup are sent again from the hospital’s own systems. Write down from when to when data is lost.',
      ),
    ],
    wayBack: [
      byHand(
        'The old site comes back',
        'It starts without network. Data that only it has is fetched from its databases by hand; then it is wiped. Two sites with one identity never run together.',
      ),
    ],
  };
}

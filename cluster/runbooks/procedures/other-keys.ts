import type { ClusterContext } from '../../context.ts';
import { platformAsDescribed } from '../common.ts';
import type { Procedure } from '../operations.ts';
import { byHand, type Step } from '../runbook.ts';
import { quoted } from '../shell.ts';

/** Every other key of a site, in the order in which a leak is closed: what others are made from comes first. */
export function otherKeysProcedure(context: ClusterContext, ofDistribution: readonly Step[], ready: Step): Procedure {
  const { site } = context;
  const file = quoted(site.source.file);
  return {
    steps: [
      ...ofDistribution,
      byHand(
        "The authority that signs the platform's certificates",
        `\`domicile secrets --rotate\` leaves it alone, as every pod trusts it. To replace it: choose an hour without operation; \`kubectl get secrets --namespace=domicile-system\` names it; delete it, then rotate everything below: all certificates are then signed by a new one. Clients outside of the cluster get the new \`ca.crt\`: <who outside of the cluster trusts the authority of the platform>.`,
      ),
      {
        title: 'Passwords and certificates of the platform',
        note: 'Databases first, then what reads them; logins fail for minutes. Interrupted, the same command ends it.',
        commands: [`npx domicile secrets --site ${file} --rotate all`],
        expect: 'lines with `rotated` and `restarted`; `kept` names what it leaves alone, and why',
      },
      byHand(
        'What only the hospital can rotate',
        `${external(context).join('; ')}. Make the new one, put it into the Secret that \`domicile secrets\` names, restart its readers, and take the old one back at its giver.`,
      ),
    ],
    verification: [ready, platformAsDescribed(context)],
    wayBack: [
      byHand(
        'A workload cannot log in',
        'Run the rotation again: it ends what was interrupted. Values of before are in no backup that could be put back one by one; a snapshot of etcd holds all of them.',
      ),
    ],
  };
}

function external({ site, cluster }: ClusterContext): readonly string[] {
  return [
    `the certificate of the API server for ${cluster.auditLog.collector}`,
    ...(site.modules.backup === undefined ? [] : [`the access key of the bucket ${site.storage.backup.bucket}`]),
    `client secrets at ${site.identity.issuer}, where a module has one`,
    `authorities in ${cluster.authorities}, then \`domicile cluster render\` and \`prepare.sh\` on each machine`,
  ];
}

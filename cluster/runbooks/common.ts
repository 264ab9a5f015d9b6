import type { ClusterContext } from '../context.ts';
import { quorumOf, serversOf, zonesOf } from './machines.ts';
import { byHand, type Step } from './runbook.ts';
import { quoted } from './shell.ts';

/** How the nodes are seen from outside. */
export function nodesReady({ cluster }: ClusterContext): Step {
  return {
    title: 'Every node is there and ready',
    commands: ['kubectl get nodes --output=wide', 'kubectl wait --for=condition=Ready node --all --timeout=600s'],
    expect: `${cluster.machines.length} nodes: ${cluster.machines.map(({ name }) => name).join(', ')}`,
  };
}

/** That what is deployed is what the site file says, and that it runs. */
export function platformAsDescribed({ site }: ClusterContext): Step {
  return {
    title: 'The platform is what the site file says',
    commands: [
      `npx domicile up --site ${quoted(site.source.file)}`,
      `npx domicile check --live --diff --site ${quoted(site.source.file)}`,
    ],
    expect: 'no change in a second `up`, and the verdict `pass`',
  };
}

/** Pods leave a machine; what they may not leave is said. */
export function drain(name: string): Step {
  return {
    title: `Move the pods away from ${name}`,
    note: 'When it does not answer any more, leave this step out: its pods move by themselves after some minutes.',
    commands: [`kubectl drain ${name} --ignore-daemonsets --delete-emptydir-data --timeout=15m`],
    expect:
      '`drained`. A pod that cannot leave has nowhere to run: look at `kubectl get pods --all-namespaces --field-selector=status.phase=Pending`',
  };
}

/** Pods may come back. */
export function uncordon(name: string): Step {
  return { title: `Let pods back onto ${name}`, commands: [`kubectl uncordon ${name}`] };
}

/** Writes the files of the machines anew after a change of the site file. */
export function renderAgain({ site }: ClusterContext, change: string): Step {
  return {
    title: 'Change the site file, and write the files of the machines again',
    note: change,
    commands: [
      `npx domicile cluster render ${quoted(site.source.file)} --out cluster-files.new`,
      'diff --recursive --brief cluster-files cluster-files.new || true',
      'cp --recursive --preserve cluster-files/secrets cluster-files.new/',
      'rm --recursive --force cluster-files.before',
      'mv cluster-files cluster-files.before && mv cluster-files.new cluster-files',
    ],
    expect: 'the differences are those of the change, and no other',
  };
}

/** The databases of the platform, from their own backups. */
export function restoreDatabases({ site }: ClusterContext): Step {
  if (site.modules.backup === undefined) {
    return byHand(
      'The databases',
      '**This site has no `modules.backup`: the platform keeps no backup of its databases.** What was on lost disks comes back from the backup of the storage, if there is one: <how the volumes of this site are backed up>.',
    );
  }
  const first = site.modules.fhir === undefined ? '<database>-restore' : 'fhir-database-restore';
  const namespace = site.modules.fhir === undefined ? '<namespace of the database>' : `${site.name}-clinical`;
  return {
    title: 'The databases, each from its last backup',
    note: `\`backup-key\` must be the escrowed one, or nothing opens. The first command lists every database; do the others for each, here the first. A workload that writes is scaled down before and up afterwards. \`docs/roles/backup.md\` of the toolkit says how a backup is chosen.`,
    commands: [
      'kubectl get cronjobs --all-namespaces --output=custom-columns=NAMESPACE:.metadata.namespace,NAME:.metadata.name | grep -e -restore',
      `kubectl create job --from=cronjob/${first} --namespace=${namespace} restore-1`,
      `kubectl wait --for=condition=Complete job/restore-1 --namespace=${namespace} --timeout=4h`,
      `kubectl logs job/restore-1 --namespace=${namespace}`,
    ],
    expect: '`condition met`, and a log that ends without an error',
  };
}

/** What the arithmetic of etcd means here. */
export function quorumText(context: ClusterContext): string {
  const { members, majority, tolerated } = quorumOf(serversOf(context).length);
  const zones = zonesOf(context).map(
    ({ zone, members: held, survives }) =>
      `without zone ${zone} (${held.join(', ')}) the cluster ${survives ? 'goes on' : '**stops**: nothing can be changed until a restore'}`,
  );
  return `${members} members of etcd: ${majority} must be up, so ${tolerated === 0 ? 'none' : tolerated} may be lost. By zone: ${zones.join('; ')}. Running pods go on in any case.`;
}

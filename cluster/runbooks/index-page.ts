import type { ClusterContext } from '../context.ts';
import { quorumText } from './common.ts';
import type { EscrowItem } from './escrow.ts';
import { origin, stepsText, unknownList } from './markdown.ts';
import type { Operations } from './operations.ts';
import type { Runbook, Step } from './runbook.ts';
import { quoted } from './shell.ts';

/** The first page: what to open when, what to keep, what to do before. */
export function indexPage(runbooks: readonly Runbook[], operations: Operations, context: ClusterContext): string {
  const rows = runbooks.map(({ id, title, symptom }) => `| [${title}](${id}.md) | ${symptom} |`);
  const escrow = operations.escrow.map(escrowRow).join('\n');
  const before = stepsText([...access(context), ...operations.workstation]);
  const { cluster, site } = context;
  return `# Runbooks of ${site.name}

${origin(context)}

${unknownList(`${escrow}\n${before}`)}

| runbook | when |
| --- | --- |
${rows.join('\n')}

Each says when, what it touches, the steps, how one sees that it went well, and the way back. Commands are copied as they
stand, in \`bash\`, from the folder of the project on the administrators' workstation; \`<…>\` is what the site file does not
know. A block of several commands stops at the first that fails and says how it ended: **\`ended with 0\`, or stop** and read
the way back before anything else.

## The cluster

${quorumText(context)}

| machine | role | address | zone | room |
| --- | --- | --- | --- | --- |
${cluster.machines.map(({ name, role, address, zone, room }) => `| ${name} | ${role} | ${address} | ${zone} | ${room} |`).join('\n')}

## Before every runbook

${before}

## Escrow

Kept sealed, outside of the cluster, in two places that no fire takes together; whoever takes something out is written down.
Without it a backup is noise.

| what | where the original is | without it |
| --- | --- | --- |
${escrow}

## What was tried

The steps that rotate encryption keys, take a snapshot and restore one with etcd's own tools are run by the toolkit's tests
as they stand, on real API servers and a real etcd. RKE2 and Talos Linux did not run there: their commands were read in
their documentation, and each page names it with its date. **Practise each runbook on a rehearsal before you need it.**
`;
}

function escrowRow({ what, where, without }: EscrowItem): string {
  return `| ${what} | ${where} | ${without} |`;
}

function access({ site }: ClusterContext): readonly Step[] {
  const { kubeconfig, context, identity } = site.cluster;
  const path = /^[/~]/.test(kubeconfig) ? kubeconfig : `"$PWD"/${quoted(kubeconfig)}`;
  return [
    {
      title: 'The right cluster',
      commands: [
        `export KUBECONFIG=${path}`,
        'kubectl config current-context',
        'kubectl get namespace kube-system --output=jsonpath=\'{.metadata.uid}{"\\n"}\'',
      ],
      expect: `\`${context}\`, and ${identity === undefined ? 'the UID of your cluster (the site file does not say it yet: `cluster.identity`)' : `\`${identity}\``}`,
    },
    {
      title: 'Tell somebody',
      note: 'A second person reads along. Write down when which step was done.',
    },
  ];
}

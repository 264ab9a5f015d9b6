import type { ContextOf } from '../context.ts';

/** What the site does, what it asks of those who run the cluster, and what they have said. */
export function existingReadme({ cluster, site, version }: ContextOf<'existing'>): string {
  const { provides } = cluster;
  const said = (done: boolean) => (done ? 'yes, they say' : '**not yet**');
  return `# ${site.name}: an existing cluster, Kubernetes ${cluster.kubernetes}, run by ${cluster.operator}

Site ${site.name} (${site.source.file}), written by Domicile ${version}. Nothing here is a secret. To change something, change the site file and run
\`domicile cluster render\` again.

## What those who run it do

| what | file | done |
| --- | --- | --- |
| The API server runs this audit policy, and sends its events to ${cluster.auditLog.collector} | audit-policy.yaml | ${said(provides.auditPolicy)} |
| Pod Security is \`restricted\` for every namespace without a label | admission.yaml | ${said(provides.podSecurityDefaults)} |
| Secrets are encrypted before they reach etcd, by a key that the hospital can name | – | ${said(provides.encryptionAtRest)} |
| Images come from ${site.registry.mirror} alone; machines ask ${site.nodes?.timeServers.join(' and ')} for the time | – | ask them |

What they say is a claim of the site. A production site is refused while the first three are not all there.

## What you do

    KUBECTL="kubectl --kubeconfig ${site.cluster.kubeconfig} --context ${site.cluster.context}" ./check.sh
    kubectl --kubeconfig ${site.cluster.kubeconfig} --context ${site.cluster.context} apply --server-side --force-conflicts -f inside.yaml
    domicile check --live --site ${site.source.file}
    domicile up --site ${site.source.file}
`;
}

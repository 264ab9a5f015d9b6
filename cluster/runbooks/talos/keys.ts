import { nodesReady } from '../common.ts';
import { serversOf, workersOf } from '../machines.ts';
import type { Procedure } from '../operations.ts';
import { CONFIGURATIONS, type Stage } from '../procedures/encryption-keys.ts';
import { byHand, type Step } from '../runbook.ts';
import { clusterHealth, snapshotNow, type TalosContext, talosctl } from './commands.ts';

const TITLES: Readonly<Record<Stage, string>> = {
  add: 'Every server learns the new key, and still writes with the old one',
  promote: 'Every server writes with the new key, and still reads the old one',
  remove: 'Every server forgets the old key',
};

/** The keys that Secrets are encrypted with in etcd: the same order, by documents of the machine configuration. */
export function encryptionKeys(context: TalosContext): Procedure {
  const folder = `~/${context.site.name}-rotation`;
  return {
    steps: [
      snapshotNow(context),
      byHand(
        'Which release?',
        `The document \`KubeEtcdEncryptionConfig\` that names several keys is of Talos 1.14; this site runs ${context.cluster.version}. In earlier releases the configuration has one key of each kind, and no way to rotate it was found in the documentation: [upgrade](upgrade.md) first.`,
      ),
      makeDocuments(folder),
      byHand(
        'Put the new key into the escrow, before anything is written with it',
        `\`${folder}/new.secret\`, beside the old one.`,
      ),
      ...stage('add', context, folder),
      ...stage('promote', context, folder),
      {
        title: 'Write every Secret anew',
        note: 'Again when it says that an object was modified meanwhile. The old key may not go before this has ended without an error.',
        commands: ['kubectl get secrets --all-namespaces --output=json | kubectl replace --filename=- > /dev/null'],
        sources: ['kubernetes-encryption'],
      },
      ...stage('remove', context, folder),
    ],
    verification: [
      {
        title: 'Every Secret reads',
        commands: ['kubectl get secrets --all-namespaces --output=name | wc -l'],
        expect: 'the same number as before, and no error',
        sources: ['kubernetes-encryption'],
      },
      clusterHealth(context),
    ],
    wayBack: [
      byHand('From *add*', 'The document of before, on every server. Nothing was written with the new key.'),
      byHand('From *promote*', 'Go on rather than back; or *add* on every server, and write every Secret anew.'),
      byHand(
        'From *remove*, and a Secret does not read',
        '*promote* on every server: it reads again. Then write every Secret anew.',
      ),
    ],
  };
}

/** Authorities of Talos and of Kubernetes. */
export function otherKeys(context: TalosContext): readonly Step[] {
  const [first] = serversOf(context);
  return [
    {
      title: 'Authorities of Talos and of Kubernetes: first only say what would happen',
      note: 'They last ten years: only after a leak. It accepts the new one everywhere, changes over, then forgets the old one.',
      commands: [talosctl(first, 'rotate-ca --dry-run=true')],
      sources: ['talos-authorities'],
    },
    {
      title: 'Then rotate them',
      note: 'Its output holds the new keys: onto paper that is kept, or into the escrow, and nowhere else.',
      commands: [talosctl(first, 'rotate-ca --dry-run=false'), 'talosctl config merge ./talosconfig'],
      expect: '`OK` for every machine at every stage. The new secrets go into the [escrow](README.md#escrow)',
      sources: ['talos-authorities', 'talos-commands'],
    },
    byHand(
      'Service account key',
      'Another in the machine configuration of every server makes the tokens of all running pods invalid at once. After a leak: change it, then restart every workload. No way without that was found in the documentation.',
    ),
  ];
}

/** Certificates of the machines renew themselves; those of people do not. */
export function certificates(context: TalosContext): Procedure {
  const [first] = serversOf(context);
  return {
    steps: [
      {
        title: 'A machine that has run for a year restarts once',
        note: 'Talos renews the certificates of its services by itself; those of the kubelet with a restart. An upgrade counts as one.',
        commands: [...serversOf(context), ...workersOf(context)].map((machine) => talosctl(machine, 'reboot --wait')),
        sources: ['talos-certificates', 'talos-commands'],
      },
      {
        title: 'The configuration of the administrators, once a year',
        commands: [
          talosctl(first, 'config new talosconfig.new --roles os:admin --crt-ttl 8760h'),
          talosctl(first, `kubeconfig ~/${context.site.name}.kubeconfig --force`),
        ],
        sources: ['talos-certificates'],
      },
    ],
    verification: [
      {
        title: 'When do they expire?',
        commands: [talosctl(first, 'get KubernetesDynamicCerts --output yaml')],
        sources: ['talos-certificates'],
      },
      nodesReady(context),
    ],
    wayBack: [
      byHand(
        'The configuration of the administrators has expired',
        `A new one from the secrets in the escrow: \`talosctl gen config ${context.site.name} https://${context.cluster.api}:6443 --with-secrets cluster-files/secrets/secrets.yaml --output-types talosconfig --output talosconfig\`.`,
      ),
    ],
  };
}

function stage(name: Stage, context: TalosContext, folder: string): readonly Step[] {
  const servers = serversOf(context);
  return servers.map((server, index) => ({
    title: `${TITLES[name]} (${index + 1} of ${servers.length}: ${server.name})`,
    commands: [
      talosctl(server, `patch machineconfig --patch @${folder.replace('~', '$HOME')}/${name}.yaml`),
      talosctl(server, 'health'),
      `kubectl --server=https://${server.address}:6443 get secrets --all-namespaces --output=name | wc -l`,
    ],
    expect: 'a number, the same as before, and no error',
    sources: ['talos-encryption', 'talos-commands'] as const,
  }));
}

function makeDocuments(folder: string): Step {
  return {
    title: 'Make the new key and the three documents',
    note: 'The name and the value of the present key stand in the document that the servers have, and in the escrow.',
    commands: [
      `umask 077 && mkdir -p ${folder} && cd ${folder}`,
      'test ! -e new.secret',
      'date --utc +key-%Y%m%d%H%M%S > new.name && head --bytes=32 /dev/urandom | base64 > new.secret',
      'printf %s "<name of the present key>" > old.name && read -rsp "present key: " key && printf %s "$key" > old.secret',
      ...Object.entries(CONFIGURATIONS).map(([name, order]) => documentOf(name, order)),
    ],
    sources: ['talos-encryption'],
  };
}

function documentOf(name: string, order: readonly ('old' | 'new')[]): string {
  const keys = order.flatMap((key) => [
    `              - name: $(cat ${key}.name)`,
    `                secret: $(cat ${key}.secret)`,
  ]);
  return [
    ...[
      `cat > ${name}.yaml <<END`,
      'apiVersion: v1alpha1',
      'kind: KubeEtcdEncryptionConfig',
      'config:',
      '  resources:',
    ],
    ...['    - resources:', '        - secrets', '      providers:', '        - secretbox:', '            keys:'],
    ...keys,
    'END',
  ].join('\n');
}

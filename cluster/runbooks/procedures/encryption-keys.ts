import type { Step } from '../runbook.ts';
import { onMachine, putFile, quoted, until } from '../shell.ts';
import type { SourceId } from '../sources.ts';

/** One API server whose encryption keys are rotated. */
export interface EncryptingServer {
  readonly name: string;
  /** Where SSH reaches the machine. */
  readonly address: string;
  /** The API server of this very machine, past every load balancer. */
  readonly api: string;
  /** Its EncryptionConfiguration, as a path on the machine. */
  readonly configuration: string;
  /** Run on the machine as root; returns when the old process is gone. */
  readonly restart: string;
  /** Seconds after which it counts as not coming back. */
  readonly patience: number;
}

/** What a rotation is generated for. */
export interface EncryptionKeys {
  /** In the order in which they are restarted. */
  readonly servers: readonly [EncryptingServer, ...EncryptingServer[]];
  readonly provider: 'secretbox' | 'aescbc';
  readonly resources: readonly string[];
  /** etcdctl with its endpoints and certificates, as a command line of the workstation. */
  readonly etcdctl: (command: string) => string;
  /** Folder of the workstation, for keys and nothing else. */
  readonly folder: string;
  /** Where the commands that restart servers and ask etcd were read. */
  readonly sources: readonly SourceId[];
}

/** What the API servers read in each stage, the first key being the one that they write with. */
export const CONFIGURATIONS = {
  add: ['old', 'new'],
  promote: ['new', 'old'],
  remove: ['new'],
} as const satisfies Readonly<Record<string, readonly ('old' | 'new')[]>>;

/** One of {@link CONFIGURATIONS}. */
export type Stage = keyof typeof CONFIGURATIONS;

/**
 * The only order that loses nothing. A server that does not know a key cannot read what another wrote with it: so each
 * server knows the new key before one of them writes with it, and everything is written anew before the old key goes.
 */
export const ROTATION_ORDER = ['prepare', 'add', 'promote', 're-encrypt', 'remove'] as const;

/** The steps of a rotation, by stage; {@link ROTATION_ORDER} is the order. */
export function encryptionKeyRotation(
  keys: EncryptionKeys,
): Readonly<Record<(typeof ROTATION_ORDER)[number], readonly Step[]>> {
  return {
    prepare: [readPresentKey(keys), makeNewKey(keys), escrowNewKey(keys)],
    add: configure('add', 'Every server learns the new key, and still writes with the old one', keys),
    promote: configure('promote', 'Every server writes with the new key, and still reads the old one', keys),
    're-encrypt': [reEncrypt(), countKeys(keys)],
    remove: configure('remove', 'Every server forgets the old key', keys),
  };
}

/** That everything reads, and nothing in etcd is under another key. */
export function verifyRotation(keys: EncryptionKeys): readonly Step[] {
  return [
    {
      title: 'Every Secret reads through every server',
      commands: keys.servers.map(
        ({ api }) => `kubectl --server=${api} get secrets --all-namespaces --output=name | wc -l`,
      ),
      expect: 'the same number from each server, and no error',
      sources: ['kubernetes-encryption'],
    },
    countKeys(keys),
  ];
}

function readPresentKey({ servers: [first, ...others], folder }: EncryptionKeys): Step {
  const cat = (server: EncryptingServer) => onMachine(server.address, `cat ${quoted(server.configuration)}`);
  return {
    title: 'Fetch the present key, and see that all servers have the same',
    commands: [
      `umask 077 && mkdir -p ${folder} && cd ${folder}`,
      `${cat(first)} > before.yaml`,
      ...others.map((server) => `${cat(server)} | cmp - before.yaml`),
      'test "$(grep -c "secret:" before.yaml)" = 1',
      `awk '$1 == "-" && $2 == "name:" { print $3 }' before.yaml > old.name`,
      `awk '$1 == "secret:" { print $2 }' before.yaml > old.secret`,
      'test "$(base64 --decode old.secret | wc --bytes)" = 32',
    ],
    expect:
      'no output. A failure at `grep -c` means two keys: an earlier rotation was not ended; find its stage under “Way back” first',
    sources: ['kubernetes-encryption'],
  };
}

function makeNewKey({ folder, provider, resources }: EncryptionKeys): Step {
  return {
    title: 'Make the new key and the three configurations',
    commands: [
      `umask 077 && cd ${folder}`,
      'test ! -e new.secret',
      'date --utc +key-%Y%m%d%H%M%S > new.name && head --bytes=32 /dev/urandom | base64 > new.secret',
      ...Object.entries(CONFIGURATIONS).map(([stage, order]) => writeConfiguration(stage, order, provider, resources)),
    ],
    note: 'Nothing reads these files yet. `test ! -e new.secret` keeps a second run from making a second key.',
    sources: ['kubernetes-encryption'],
  };
}

function writeConfiguration(
  stage: string,
  order: readonly ('old' | 'new')[],
  provider: EncryptionKeys['provider'],
  resources: readonly string[],
): string {
  return [
    `cat > ${stage}.yaml <<END`,
    'apiVersion: apiserver.config.k8s.io/v1',
    'kind: EncryptionConfiguration',
    'resources:',
    '  - resources:',
    ...resources.map((resource) => `      - ${resource}`),
    '    providers:',
    `      - ${provider}:`,
    '          keys:',
    ...order.flatMap((key) => [`            - name: $(cat ${key}.name)`, `              secret: $(cat ${key}.secret)`]),
    'END',
  ].join('\n');
}

function escrowNewKey({ folder }: EncryptionKeys): Step {
  return {
    title: 'Put the new key into the escrow, before anything is written with it',
    note: `Put \`${folder}/new.name\` and \`${folder}/new.secret\` beside the old key, which stays there as long as a backup of its time is kept. Then compare what was put there with this sum:`,
    commands: [`cd ${folder} && sha256sum new.name new.secret`],
  };
}

function configure(stage: Stage, title: string, { servers, folder, sources }: EncryptionKeys): readonly Step[] {
  return servers.map((server, index) => ({
    title: `${title} (${index + 1} of ${servers.length}: ${server.name})`,
    commands: [
      putFile(server.address, `${folder}/${stage}.yaml`, server.configuration),
      onMachine(server.address, server.restart),
      until(`kubectl --server=${server.api} get --raw=/readyz`, server.patience),
      `kubectl --server=${server.api} get secrets --all-namespaces --output=name | wc -l`,
    ],
    expect: 'a number, the same as before, and no error. On an error stop here, and take the way back',
    sources: ['kubernetes-encryption', ...sources],
  }));
}

function reEncrypt(): Step {
  return {
    title: 'Write every Secret anew',
    note: 'Run it again when it says that an object was modified meanwhile: nothing is lost by running it twice. Where admission policies refuse changes by others, use a kubeconfig of the deployers.',
    commands: ['kubectl get secrets --all-namespaces --output=json | kubectl replace --filename=- > /dev/null'],
    sources: ['kubernetes-encryption'],
  };
}

function countKeys({ etcdctl, folder, provider, sources }: EncryptionKeys): Step {
  const values = etcdctl('get --prefix /registry/secrets/ --print-value-only');
  const stored = etcdctl('get --prefix /registry/secrets/ --keys-only');
  return {
    title: 'Count what etcd holds under the new key, and that it holds nothing else',
    commands: [
      `cd ${folder}`,
      `all="$(${stored} | grep --count .)"`,
      `new="$(${values} | grep --text --only-matching "k8s:enc:${provider}:v1:$(cat new.name):" | wc -l)"`,
      'echo "$new of $all Secrets are under $(cat new.name)"',
      'test "$all" -gt 0 && test "$new" = "$all"',
    ],
    expect:
      'the two numbers are equal. When they are not, write every Secret anew again; the old key may not go before',
    sources: ['kubernetes-encryption', ...sources],
  };
}

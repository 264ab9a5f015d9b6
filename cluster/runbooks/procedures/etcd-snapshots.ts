import type { Step } from '../runbook.ts';
import { onMachine, putFile, quoted } from '../shell.ts';

/** A member of etcd, on a machine of the restored cluster. */
export interface NewMember {
  readonly name: string;
  readonly address: string;
  /** Where its peers reach it. */
  readonly peer: string;
  /** Its data folder, as a path on the machine; it may not exist yet. */
  readonly data: string;
}

/** What a snapshot is taken from. */
export interface SnapshotOptions {
  /** Where SSH reaches a machine with a healthy member. */
  readonly address: string;
  /** etcdctl with its endpoints and certificates, on that machine. */
  readonly etcdctl: string;
  /** The snapshot, as a path on the machine. */
  readonly file: string;
  /** The folder of the workstation that becomes the backup. */
  readonly folder: string;
}

/** Takes a snapshot, examines it, and brings it away from the machine. */
export function takeSnapshot({ address, etcdctl, file, folder }: SnapshotOptions): readonly Step[] {
  return [
    {
      title: 'Take a snapshot on a healthy member',
      commands: [
        onMachine(address, `install -d -m 700 ${quoted(folderOf(file))}`),
        onMachine(address, `${etcdctl} snapshot save ${quoted(file)}`),
      ],
      expect: '`Snapshot saved at …`',
      sources: ['etcd-recovery'],
    },
    {
      title: 'Bring it away from the machine, and examine it there',
      commands: [
        `umask 077 && mkdir -p ${folder} && cd ${folder}`,
        `${onMachine(address, `cat ${quoted(file)}`)} > snapshot.db`,
        'etcdutl snapshot status snapshot.db --write-out=table',
        'sha256sum snapshot.db > snapshot.db.sha256',
        onMachine(address, `rm ${quoted(file)}`),
      ],
      expect: 'a table with the hash, the revision and the number of keys',
      sources: ['etcd-recovery'],
    },
  ];
}

/** Makes a new etcd from a snapshot: every member from the same one, on addresses of its own. */
export function restoreSnapshot(folder: string, members: readonly NewMember[], etcdutl = 'etcdutl'): readonly Step[] {
  const cluster = members.map(({ name, peer }) => `${name}=${peer}`).join(',');
  return [
    {
      title: 'See that the snapshot is the one that was taken',
      commands: [
        `cd ${folder} && sha256sum --check snapshot.db.sha256`,
        'etcdutl snapshot status snapshot.db --write-out=table',
      ],
      expect: '`snapshot.db: OK`',
      sources: ['etcd-recovery'],
    },
    ...members.map(({ name, address, peer, data }) => ({
      title: `Make the data of ${name} (${address})`,
      note: 'The raised revision ends every watch that remembers a later state than the snapshot.',
      commands: [
        onMachine(address, `test ! -e ${quoted(data)}`),
        putFile(address, `${folder}/snapshot.db`, `${data}.snapshot.db`),
        onMachine(
          address,
          [
            `${etcdutl} snapshot restore ${quoted(`${data}.snapshot.db`)}`,
            `--name=${name}`,
            `--initial-cluster=${cluster}`,
            '--initial-cluster-token=restored',
            `--initial-advertise-peer-urls=${peer}`,
            `--data-dir=${quoted(data)}`,
            '--bump-revision=1000000000 --mark-compacted',
          ].join(' '),
        ),
        onMachine(address, `rm ${quoted(`${data}.snapshot.db`)}`),
      ],
      expect:
        '`restored snapshot` in the log lines. A folder that is there already ends the step: it may hold the data that is still good',
      sources: ['etcd-recovery'] as const,
    })),
  ];
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/'));
}

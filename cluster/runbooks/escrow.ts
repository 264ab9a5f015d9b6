import type { ClusterContext } from '../context.ts';

/** Something without which a restore ends: it is kept outside of the cluster, where a fire does not reach it. */
export interface EscrowItem {
  readonly what: string;
  /** Where the original is. */
  readonly where: string;
  /** What cannot be done without it. */
  readonly without: string;
}

/** What the platform and the site need kept, whatever the distribution. */
export function escrowOfSite({ site, cluster }: ClusterContext): readonly EscrowItem[] {
  return [
    ...(site.modules.backup === undefined
      ? []
      : [
          {
            what: 'key that seals the backups of the databases',
            where: `Secret \`backup-key\` in \`${site.name}-backup\``,
            without: 'no backup of a database can be opened, whoever holds the bucket',
          },
          {
            what: `access to the bucket \`${site.storage.backup.bucket}\` at ${site.storage.backup.endpoint}`,
            where: `Secret \`backup-store\` in \`${site.name}-backup\`; whoever runs the store made it`,
            without: 'no backup of a database can be fetched',
          },
        ]),
    {
      what: "authority that signs the platform's certificates",
      where: 'Secret in `domicile-system`; it comes back with a snapshot of etcd',
      without: 'a new one is made by `domicile secrets`, and every pod and client must be given it',
    },
    {
      what: "private key of the hospital's own authority, and what else its public-key service needs",
      where: `with whoever signs ${cluster.authorities}: <place of the authority's private key>`,
      without: 'no new certificate for the mirror, the collector or the snapshots',
    },
    {
      what: 'passphrases or recovery keys of encrypted disks',
      where: `with ${site.storage.encryption.keyHolder} (method ${site.storage.encryption.method}): <place of the disk keys>`,
      without: 'disks of a machine that has lost its key holder stay closed',
    },
    {
      what: 'private key that signs evidence and bundles, when this site signs them',
      where: '<place of the signing key>',
      without: 'earlier signatures stay valid; later ones are of another signer',
    },
    {
      what: `site file ${site.source.file}, image lock ${site.registry.lock}, and the bundle of this release`,
      where: 'version control of the hospital, and the store of its bundles (`domicile bundle`)',
      without: 'the platform is described again from memory',
    },
  ];
}

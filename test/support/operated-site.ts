import { edit, siteText } from './site-text.ts';

/** The part of a site file that says that CloudNativePG runs the databases. */
export const operatedDatabases = `
databases:
  kind: cloudnative-pg
  instances: 3
  operator: { namespace: cnpg-system, account: cnpg-manager }
  apiServer: { port: 6443, networks: [10.30.0.10/32] }
  archive: { bucket: clinic-wal, days: 35 }
`;

/** The site file of the clinic, with backups to a store of its own, and more lines before its modules. */
export function clinicWith(lines: string): string {
  const images = edit(siteText('clinic'), 'sites/clinic.images.yaml', 'sites/reference-hospital.images.yaml');
  const store = edit(
    images,
    '    provider: scaleway\n    endpoint: https://s3.fr-par.scw.cloud\n    region: fr-par\n',
    STORE,
  );
  return edit(store, '\nmodules:\n', `${lines}\nmodules:\n  backup: { schedule: 15 2 * * * }\n`);
}

const STORE = '    endpoint: https://s3.clinic.example\n';

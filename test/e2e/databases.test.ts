import { beforeAll, expect, it } from 'vitest';
import { operatedDatabases } from '../support/operated-site.ts';
import { describeOperated, type Operator } from './operator.ts';
import type { TestProject } from './project.ts';

const plugin: Operator = {
  module: [
    'github.com/cloudnative-pg/plugin-barman-cloud',
    'v0.15.0',
    'h1:gNVytrzzYUE08wxLDrjfJqy1FPPSFkMe1OEr4s4pVI0=',
  ],
  definitions: ['config/crd/bases/barmancloud.cnpg.io_objectstores.yaml'],
};

const cloudNativePg: Operator = {
  module: ['github.com/cloudnative-pg/cloudnative-pg', 'v1.30.0', 'h1:fnhVq44xXx97MNiuvJsPrX1vSjYbgdyBK5MSGfdHdp0='],
  definitions: ['clusters', 'scheduledbackups'].map((kind) => `config/crd/bases/postgresql.cnpg.io_${kind}.yaml`),
  beside: plugin,
};

const SITE = 'sites/clinic.yaml';
const ofCloud = '    provider: scaleway\n    endpoint: https://s3.fr-par.scw.cloud\n    region: fr-par\n';

/** Backups to a store of the clinic's own, and a lock that names what an operator puts into pods. */
function withBackups(project: TestProject): void {
  project.edit(SITE, 'sites/clinic.images.yaml', 'sites/reference-hospital.images.yaml');
  project.edit(SITE, ofCloud, '    endpoint: https://s3.clinic.example\n');
  project.edit(SITE, '\nmodules:\n', '\nmodules:\n  backup: { schedule: 15 2 * * * }\n');
}

describeOperated(
  'a clinic with CloudNativePG',
  cloudNativePg,
  (clinic) => {
    beforeAll(() => clinic.project.edit(SITE, '\nmodules:\n', `${operatedDatabases}\nmodules:\n`));

    it('has its databases in a stack of their own, by objects that the real definitions accept', async () => {
      const { code, stdout, stderr } = await clinic.up();
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/databases +\d+ created/);
      const kinds = ['clusters.postgresql', 'scheduledbackups.postgresql', 'objectstores.barmancloud'];
      const names = kinds.map((kind) => `${kind}.cnpg.io`).join(',');
      const found = await clinic.kubectl.objects(['get', names, '--all-namespaces']);
      expect(found.map(({ kind, metadata: { namespace, name } }) => `${kind} ${namespace}/${name}`).sort()).toEqual(
        ['Cluster', 'ObjectStore', 'ScheduledBackup'].flatMap((kind) => [
          `${kind} clinic-audit/audit-database-cluster`,
          `${kind} clinic-clinical/fhir-database-cluster`,
        ]),
      );
    });

    it('has no server beside them', async () => {
      const left = await clinic.kubectl.objects(['get', 'statefulsets', '--all-namespaces']);
      expect(left.map(({ metadata }) => metadata.name)).toEqual(['audit-collector']);
    });

    it('changes nothing the second time', async () => {
      expect((await clinic.up()).stdout).toMatch(/Layers +no change/);
    });
  },
  withBackups,
);

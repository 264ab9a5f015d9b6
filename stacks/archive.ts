import type { Site } from '../constructs/core/site/site.ts';
import { serviceHost } from '../constructs/core/workload.ts';
import { AuditArchive } from '../constructs/data/audit-archive.ts';
import { AUDIT_ARCHIVE_PORT } from '../constructs/governance/audit-store.ts';
import type { DataStack } from './data.ts';
import { type LayerProps, required } from './layers.ts';
import { AUDIT_ARCHIVE_NAME, namespaceOf } from './names.ts';

/** Host in the certificate of the site's archive: the one client of its door. Undefined for a site without. */
export function archiveHost({ name, modules }: Site): string | undefined {
  if (modules.audit?.archive === undefined) return undefined;
  return serviceHost(AUDIT_ARCHIVE_NAME, namespaceOf(name, 'object-storage'));
}

/** The archive of the audit trail, where the site asks for one. */
export function auditArchive(stack: DataStack, { site, images, foundation }: LayerProps): AuditArchive | undefined {
  const archive = site.modules.audit?.archive;
  if (archive === undefined) return undefined;
  const { store } = required(site, stack.audit, 'audit.archive', 'audit');
  const bucket = stack.objectStorage.find((one) => one.bucket === archive.bucket);
  return new AuditArchive(stack, AUDIT_ARCHIVE_NAME, {
    ...{ namespace: foundation.namespace('object-storage'), name: AUDIT_ARCHIVE_NAME, images },
    schedule: archive.schedule,
    storage: required(site, bucket, 'audit.archive', `objectStorage with the bucket ${archive.bucket}`),
    trail: { workload: store.workload, host: store.host, port: AUDIT_ARCHIVE_PORT },
  });
}

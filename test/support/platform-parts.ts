import type { ModelClient } from '../../constructs/ai/clients.ts';
import { type IdentityProvider, identityProviderOf } from '../../constructs/core/identity.ts';
import { PostgresDatabase } from '../../constructs/data/postgres-database.ts';
import { AuditTrail } from '../../constructs/governance/audit-trail.ts';
import { workbench } from './synthesized.ts';

/** A client of a model gateway, with bounds that no test reaches by accident. */
export function modelClient(host: string, bounds: Partial<ModelClient> = {}): ModelClient {
  const wide = { requestsPerMinute: 1000, promptKibibytes: 64, answerTokens: 64, answerTokensPerMinute: 1_000_000 };
  return { host, ...wide, ...bounds };
}

/** A workbench with an audit trail and an identity provider, which everything above them is given. */
export function recordedWorkbench() {
  const bench = workbench();
  const { stack, namespace, images, site } = bench;
  const identity: IdentityProvider = identityProviderOf(site);
  const database = (name: string) =>
    new PostgresDatabase(stack, `${name}-database`, {
      ...{ namespace, images, storage: site.storage, name: `${name}-database`, databaseName: name, size: '1Gi' },
    });
  const trail = new AuditTrail(stack, 'audit', {
    ...{ namespace, images, storage: site.storage, identity, replicas: 2, database: database('audit') },
    retention: { minimum: 183, maximum: 3650 },
  });
  return { ...bench, identity, database, trail };
}

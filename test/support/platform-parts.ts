import type { ModelClient } from '../../constructs/ai/clients.ts';
import type { ModelCard } from '../../constructs/ai/model-card.ts';
import { type IdentityProvider, identityProviderOf } from '../../constructs/core/identity.ts';
import { PostgresDatabase } from '../../constructs/data/postgres-database.ts';
import { AuditTrail } from '../../constructs/governance/audit-trail.ts';
import { workbench } from './synthesized.ts';

/** A client of a model gateway, with bounds that no test reaches by accident. */
export function modelClient(host: string, bounds: Partial<ModelClient> = {}): ModelClient {
  const wide = { requestsPerMinute: 1000, promptKibibytes: 64, answerTokens: 64, answerTokensPerMinute: 1_000_000 };
  return { host, ...wide, ...bounds };
}

/** The card of a model that may be served. */
export function modelCard(change: Partial<ModelCard> = {}): ModelCard {
  const digest = `sha256:${'0'.repeat(64)}`;
  const card = {
    ...{ name: 'medical', version: '1.0', licence: 'Apache-2.0', publisher: 'Hospital', country: 'DE', digest },
    ...{ intendedUse: 'drafts', trainedOn: [{ digest: `sha256:${'7'.repeat(64)}`, provenance: 'letters of 2020' }] },
    ...change,
  };
  return {
    evaluation: {
      ...{
        modelDigest: card.digest,
        dataSetDigest: `sha256:${'8'.repeat(64)}`,
        reportDigest: `sha256:${'9'.repeat(64)}`,
      },
      date: '2026-10-01',
      results: [{ metric: 'recall', subgroup: 'all', value: 0.9, cases: 500 }],
      thresholds: [{ metric: 'recall', least: 0.8 }],
    },
    ...card,
  };
}

/** A public key that no model is signed with. */
export const signingKey = 'MFkw'.repeat(31);

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

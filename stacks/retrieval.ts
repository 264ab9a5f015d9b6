import type { Construct } from 'constructs';
import type { ModelGateway } from '../constructs/ai/model-gateway.ts';
import { RetrievalService } from '../constructs/ai/retrieval-service.ts';
import type { AuditSink } from '../constructs/core/audit.ts';
import type { Site } from '../constructs/core/site/site.ts';
import type { EmbeddingModel } from '../constructs/core/vector-store.ts';
import { EncryptedVolumeClaim } from '../constructs/data/encrypted-volume-claim.ts';
import { PgVectorStore } from '../constructs/data/pgvector-store.ts';
import { type LayerProps, required } from './layers.ts';
import { RETRIEVAL_NAME } from './names.ts';

/** Props of {@link retrieval}. */
export interface RetrievalProps extends LayerProps {
  readonly audit: AuditSink;
  /** Host of the approval service, the only one that may search. */
  readonly approvalHost: string;
}

/** Search in the hospital's own documents, in the AI layer's stack, of a site that has the module. */
export function retrieval(
  scope: Construct,
  props: RetrievalProps,
  gateway: ModelGateway,
): RetrievalService | undefined {
  const { site, images, foundation, audit, approvalHost } = props;
  const module = site.modules.retrieval;
  if (module === undefined) return undefined;
  const namespace = foundation.namespace('retrieval');
  const store = new PgVectorStore(scope, 'vector-store', {
    ...{ namespace, name: 'vector-store', images, storage: site.storage, size: module.database.storage },
    ...{ model: embeddingModel(site, module.model), purge: module.purge },
    collections: Object.entries(module.collections).map(([name, one]) => ({ name, ...one })),
    protectFromDestroy: site.cluster.profile === 'production',
  });
  const documents = new EncryptedVolumeClaim(scope, 'documents', {
    ...{ storage: site.storage, namespace, name: 'documents', size: module.documents },
  });
  return new RetrievalService(scope, RETRIEVAL_NAME, {
    ...{ namespace, name: RETRIEVAL_NAME, images, audit, store, clients: [approvalHost] },
    modelGateway: gateway,
    stopped: site.modules.ai?.stopped,
    documents: documents.asVolume('documents'),
  });
}

function embeddingModel(site: Site, wanted: string): EmbeddingModel {
  const model = site.modules.ai?.models.find(({ name }) => name === wanted);
  const { name, digest, dimensions } = required(site, model, 'retrieval', 'ai');
  return { name, digest, dimensions: required(site, dimensions, 'retrieval', `ai with the dimensions of ${name}`) };
}

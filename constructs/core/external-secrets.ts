import { Manifest } from '@cdktf/provider-kubernetes/lib/manifest/index.js';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1/index.js';
import { Construct } from 'constructs';
import type { GeneratedSecret } from './secrets.ts';

/** An OpenBao of the site, as External Secrets reaches it. */
export interface OpenBao {
  /** Address of its API: `https://bao.hospital.example:8200`. */
  readonly server: string;
  /** Path of its key-value store, of version 2. */
  readonly path: string;
  /** Path of its Kubernetes login, and the role there that may read. */
  readonly login: { readonly path: string; readonly role: string };
  /** PEM of the authority that signs its certificate, in base64. @default - one that the operator's image trusts */
  readonly authority?: string;
}

/** Props of {@link ExternalSecrets}. */
export interface ExternalSecretsProps {
  readonly store: OpenBao;
  /** What needs values that only the site knows; Secrets of another kind than `external` are passed over. */
  readonly secrets: readonly GeneratedSecret[];
}

/** Name of store and account, in each namespace that reads something. */
const STORE = 'openbao';

const API_VERSION = 'external-secrets.io/v1';
const LABELS = { 'app.kubernetes.io/managed-by': 'domicile' };

/**
 * Has External Secrets copy what only the site knows out of its OpenBao, and keep it up to date: one ExternalSecret for each
 * Secret, read at `<namespace>/<name>`, and in each namespace a store of its own under an account of its own, so that a role
 * in OpenBao can say who reads what. Their custom resource definitions must be in the cluster before a plan is made.
 */
export class ExternalSecrets extends Construct {
  constructor(scope: Construct, id: string, { store, secrets }: ExternalSecretsProps) {
    super(scope, id);
    const external = secrets.filter(({ requirement }) => requirement.contents.kind === 'external');
    for (const namespace of new Set(external.map(({ requirement }) => requirement.namespace))) {
      new ServiceAccountV1(this, `${namespace}-account`, {
        metadata: { namespace, name: STORE, labels: LABELS },
        automountServiceAccountToken: false,
      });
      new Manifest(this, `${namespace}-store`, { manifest: secretStore(namespace, store) });
    }
    for (const secret of external) {
      const { namespace, name } = secret.requirement;
      new Manifest(this, `${namespace}-${name}`, { manifest: externalSecret(secret) });
      secret.keptIn(STORE);
    }
  }
}

function secretStore(namespace: string, { server, path, login, authority }: OpenBao) {
  return {
    ...{ apiVersion: API_VERSION, kind: 'SecretStore' },
    metadata: { namespace, name: STORE, labels: LABELS },
    spec: {
      provider: {
        // OpenBao speaks what External Secrets knows as vault.
        vault: {
          ...{ server, path, version: 'v2' },
          ...(authority === undefined ? {} : { caBundle: authority }),
          auth: { kubernetes: { mountPath: login.path, role: login.role, serviceAccountRef: { name: STORE } } },
        },
      },
    },
  };
}

// Defaults are written out: what the API server fills in would be a difference to the next plan.
function externalSecret({ requirement: { namespace, name, contents } }: GeneratedSecret) {
  const keys = contents.kind === 'external' ? contents.keys : [];
  const reading = { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' };
  return {
    ...{ apiVersion: API_VERSION, kind: 'ExternalSecret' },
    metadata: { namespace, name, labels: LABELS },
    spec: {
      refreshInterval: '1h0m0s',
      secretStoreRef: { kind: 'SecretStore', name: STORE },
      // A store that loses a value takes none from a workload that runs.
      target: { name, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
      data: keys.map((key) => ({
        secretKey: key,
        remoteRef: { key: `${namespace}/${name}`, property: key, ...reading },
      })),
    },
  };
}

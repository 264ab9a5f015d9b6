import type { Fields, Path } from '../../engine/types.ts';
import type { ForeignValue } from '../foreign.ts';
import { foreignHost } from '../planted.ts';
import { type AttackClass, PLACE_RULES } from '../types.ts';

interface Custom {
  readonly what: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** The rest of the object around the value: a host, or a region of AWS. */
  readonly rest: (value: string) => Fields;
  readonly at: Path;
  readonly holds: 'host' | 'aws-region';
}

const custom = (
  kind: string,
  what: string,
  holds: Custom['holds'],
  at: Path,
  rest: (value: string) => Fields,
): Custom => {
  const cut = kind.lastIndexOf('/');
  return { what, apiVersion: kind.slice(0, cut), kind: kind.slice(cut + 1), holds, at, rest };
};

const CUSTOM: readonly Custom[] = [
  custom(
    'velero.io/v1/BackupStorageLocation',
    'a backup location',
    'aws-region',
    ['spec', 'config', 'region'],
    (region) => ({
      spec: { provider: 'aws', objectStorage: { bucket: 'klinik' }, config: { region } },
    }),
  ),
  custom(
    'velero.io/v1/BackupStorageLocation',
    'a backup location by URL',
    'host',
    ['spec', 'config', 's3Url'],
    (host) => ({
      spec: {
        provider: 'aws',
        objectStorage: { bucket: 'klinik' },
        config: { region: 'minio', s3Url: `https://${host}` },
      },
    }),
  ),
  custom(
    'postgresql.cnpg.io/v1/Cluster',
    'a database backup',
    'host',
    ['spec', 'backup', 'barmanObjectStore', 'endpointURL'],
    (host) => ({
      spec: {
        instances: 3,
        backup: { barmanObjectStore: { destinationPath: 's3://klinik/db', endpointURL: `https://${host}` } },
      },
    }),
  ),
  custom('longhorn.io/v1beta2/BackupTarget', 'a volume backup', 'host', ['spec', 'backupTargetURL'], (host) => ({
    spec: { backupTargetURL: `nfs://${host}:/backup` },
  })),
  custom(
    'external-secrets.io/v1/SecretStore',
    'a secret store',
    'host',
    ['spec', 'provider', 'vault', 'server'],
    (host) => ({
      spec: { provider: { vault: { server: `https://${host}`, path: 'kv' } } },
    }),
  ),
  custom(
    'external-secrets.io/v1/ClusterSecretStore',
    'a secret store of a cloud',
    'aws-region',
    ['spec', 'provider', 'aws', 'region'],
    (region) => ({
      spec: { provider: { aws: { service: 'SecretsManager', region } } },
    }),
  ),
  custom('cert-manager.io/v1/ClusterIssuer', 'a certificate authority', 'host', ['spec', 'acme', 'server'], (host) => ({
    spec: { acme: { server: `https://${host}/directory`, privateKeySecretRef: { name: 'acme' } } },
  })),
  custom('source.toolkit.fluxcd.io/v1/GitRepository', 'a source of Flux', 'host', ['spec', 'url'], (host) => ({
    spec: { interval: '5m', url: `ssh://git@${host}/klinik/site` },
  })),
  custom('source.toolkit.fluxcd.io/v1/OCIRepository', 'an OCI source of Flux', 'host', ['spec', 'url'], (host) => ({
    spec: { interval: '5m', url: `oci://${host}/klinik/site` },
  })),
  custom('argoproj.io/v1alpha1/Application', 'a source of Argo CD', 'host', ['spec', 'source', 'repoURL'], (host) => ({
    spec: {
      project: 'site',
      source: { repoURL: `https://${host}/klinik/site.git`, path: '.' },
      destination: { name: 'in-cluster' },
    },
  })),
  custom(
    'serving.kserve.io/v1beta1/InferenceService',
    'a model',
    'host',
    ['spec', 'predictor', 'model', 'storageUri'],
    (host) => ({
      spec: { predictor: { model: { modelFormat: { name: 'pytorch' }, storageUri: `https://${host}/model.tar` } } },
    }),
  ),
  custom('monitoring.coreos.com/v1/Prometheus', 'remote write', 'host', ['spec', 'remoteWrite', 0, 'url'], (host) => ({
    spec: { remoteWrite: [{ url: `https://${host}/api/v1/write` }] },
  })),
  custom('networking.istio.io/v1/ServiceEntry', 'a service entry', 'host', ['spec', 'hosts', 0], (host) => ({
    spec: {
      hosts: [host],
      location: 'MESH_EXTERNAL',
      ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
      resolution: 'DNS',
    },
  })),
  custom(
    'kafka.strimzi.io/v1beta2/KafkaMirrorMaker2',
    'a mirror',
    'host',
    ['spec', 'clusters', 0, 'bootstrapServers'],
    (host) => ({
      spec: { clusters: [{ alias: 'far', bootstrapServers: `${host}:9093` }] },
    }),
  ),
  custom(
    'logging.banzaicloud.io/v1beta1/Output',
    'a log output',
    'host',
    ['spec', 'forward', 'servers', 0, 'host'],
    (host) => ({
      spec: { forward: { servers: [{ host, port: 24224 }] } },
    }),
  ),
  custom(
    's3.aws.upbound.io/v1beta1/Bucket',
    'a bucket of Crossplane',
    'aws-region',
    ['spec', 'forProvider', 'region'],
    (region) => ({
      spec: { forProvider: { region } },
    }),
  ),
];

const known: AttackClass = {
  id: 'custom-resources',
  title: 'a custom resource of a well-known operator',
  aim: 'residency',
  caughtBy: PLACE_RULES,
  mutate(target, random) {
    const { what, apiVersion, kind, rest, at, holds } = random.pick(CUSTOM);
    const regions: readonly ForeignValue[] = target.foreign.regions.filter(
      (region) => region.provider === 'aws' && region.kind === 'region',
    );
    const { value, because } = holds === 'host' ? foreignHost(target, random) : random.pick(regions);
    const metadata = { name: 'added', namespace: random.pick(target.namespaces) };
    const object = { apiVersion, kind, metadata, ...rest(value) };
    return { change: { do: 'add', object }, what, value, because, at };
  },
};

const unknown: AttackClass = {
  id: 'unknown-kinds',
  title: 'an object of a kind that nobody knows',
  aim: 'residency',
  caughtBy: PLACE_RULES,
  mutate(target, random) {
    const apiVersion = random.pick([`${random.word(6)}.io/v1`, `velero.io.${random.word(5)}.com/v1`, 'apps/v1', 'v1']);
    const kind = `${random.word(1).toUpperCase()}${random.word(5)}mirror`;
    const metadata = { name: 'added', namespace: random.pick(target.namespaces) };
    const object = { apiVersion, kind, metadata, spec: { enabled: true, mode: 'replicate' } };
    const because = 'nobody has said what its controller does with the data';
    return {
      change: { do: 'add', object },
      what: 'an unknown kind',
      value: `${apiVersion}/${kind}`,
      because,
      at: ['apiVersion'],
    };
  },
};

/** Attacks by custom resources. */
export const customResourceClasses: readonly AttackClass[] = [known, unknown];

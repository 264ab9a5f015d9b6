import type { ContextOf } from '../context.ts';
import { kubeletSettings } from '../kubernetes/kubelet.ts';
import { kernelSettings } from '../machine/sysctl.ts';

type Context = ContextOf<'talos'>;

/**
 * Documents for every machine of Talos Linux.
 *
 * Source: Talos Linux 1.13, configuration reference; validated with github.com/siderolabs/talos/pkg/machinery v1.13.0.
 */
export function sharedPatch(context: Context): readonly object[] {
  const { cluster, servers, authorities } = context;
  return [
    { machine: machinePart(context), cluster: clusterPart(context) },
    resource('ResolverConfig', { nameservers: servers.resolvers.map((address) => ({ address })) }),
    resource('TimeSyncConfig', { enabled: true, ntp: { servers: servers.timeServers } }),
    resource('TrustedRootsConfig', { name: 'hospital', certificates: authorities }),
    ...mirrors(context),
    ...['STATE', 'EPHEMERAL'].map((name) => encryptedVolume(name, cluster.diskKeys)),
    ...proxyVariables(context),
  ];
}

/** A document of Talos beside the machine configuration itself. */
export function resource(kind: string, fields: object): object {
  return { apiVersion: 'v1alpha1', kind, ...fields };
}

function machinePart({ cluster }: Context): object {
  const { tlsMinVersion, podPidsLimit, eventRecordQPS, streamingConnectionIdleTimeout, makeIPTablesUtilChains } =
    kubeletSettings;
  // Talos sets the others itself, and refuses a configuration that sets them again.
  const settings = {
    tlsMinVersion,
    podPidsLimit,
    eventRecordQPS,
    streamingConnectionIdleTimeout,
    makeIPTablesUtilChains,
  };
  return {
    install: { image: cluster.installer, wipe: false },
    kubelet: {
      nodeIP: { validSubnets: [cluster.networks.nodes] },
      defaultRuntimeSeccompProfileEnabled: true,
      disableManifestsDirectory: true,
      extraConfig: settings,
    },
    sysctls: kernelSettings,
    features: { kubePrism: { enabled: true, port: 7445 }, rbac: true, diskQuotaSupport: true },
  };
}

function clusterPart({ cluster }: Context): object {
  return {
    network: {
      dnsDomain: 'cluster.local',
      podSubnets: [cluster.networks.pods],
      serviceSubnets: [cluster.networks.services],
    },
    // The registry of the discovery service stands outside the site; members are known by the configuration.
    discovery: { enabled: false, registries: { kubernetes: { disabled: true }, service: { disabled: true } } },
  };
}

/** Every registry is answered by the mirror, and none is asked itself. */
function mirrors({ site, authorities }: Context): readonly object[] {
  const [host = '', ...path] = site.registry.mirror.split('/');
  const endpoint =
    path.length === 0
      ? { url: `https://${host}` }
      : { url: `https://${host}/v2/${path.join('/')}`, overridePath: true };
  return [
    resource('RegistryMirrorConfig', { name: '*', endpoints: [endpoint], skipFallback: true }),
    resource('RegistryTLSConfig', { name: host, ca: authorities }),
  ];
}

function encryptedVolume(name: string, keys: Context['cluster']['diskKeys']): object {
  const key = keys.kind === 'tpm' ? { tpm: {} } : { kms: { endpoint: keys.endpoint } };
  const lock = name === 'STATE' ? {} : { lockToState: true };
  return resource('VolumeConfig', { name, encryption: { provider: 'luks2', keys: [{ slot: 0, ...key, ...lock }] } });
}

function proxyVariables({ cluster }: Context): readonly object[] {
  if (cluster.proxy === undefined) return [];
  const { url, except } = cluster.proxy;
  const { nodes, pods, services } = cluster.networks;
  const without = [...except.map((one) => one.replace(/^\*/, '')), cluster.api, nodes, pods, services, '127.0.0.0/8'];
  const variables = { http_proxy: url, https_proxy: url, no_proxy: without.join(',') };
  return [resource('EnvironmentConfig', { variables })];
}

import { stringify } from 'yaml';
import type { ContextOf } from '../context.ts';

type Plugin = ContextOf<'rke2'>['cluster']['networkPlugin'];

/** Felix, the agent of Calico, tells its maker every day how many nodes there are, unless it is told not to. */
const felix = (more: object = {}) => ({
  apiVersion: 'crd.projectcalico.org/v1',
  kind: 'FelixConfiguration',
  metadata: { name: 'default' },
  spec: { usageReportingEnabled: false, ...more },
});

/**
 * Settings of the network plugin: what pods say to each other on another machine is encrypted by WireGuard, and nothing is
 * reported to anybody. RKE2 applies what lies in its folder of manifests.
 *
 * Source: docs.rke2.io/networking/basic_network_options at 9477b7b1df1f0bd431cdabbb39fbdcd21cb82602; FelixConfiguration
 * recalled. As of 2026-11-22.
 */
export function networkPluginObjects(plugin: Plugin): readonly object[] {
  switch (plugin) {
    case 'canal':
      return [chart('rke2-canal', { flannel: { backend: 'wireguard' } }), felix()];
    case 'calico':
      return [felix({ wireguardEnabled: true })];
    case 'cilium':
      return [chart('rke2-cilium', { encryption: { enabled: true, type: 'wireguard' } })];
  }
}

function chart(name: string, values: object): object {
  return {
    apiVersion: 'helm.cattle.io/v1',
    kind: 'HelmChartConfig',
    metadata: { name, namespace: 'kube-system' },
    spec: { valuesContent: stringify(values) },
  };
}

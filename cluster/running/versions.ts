import type { HospitalCluster } from '../../constructs/core/site/hospital-cluster.ts';
import type { Site } from '../../constructs/core/site/site.ts';
import type { Complaint } from '../facts/complaint.ts';
import type { NodeObject, RunningCluster } from './seen.ts';

/** Minor versions that a kubelet may be behind its API server. Source: kubernetes.io/releases/version-skew-policy. As of 2026-11-22. */
const BEHIND = 3;

/** The Kubernetes that a site states: of RKE2 the release, which the API server names as its own version. */
export function statedVersion(cluster: HospitalCluster | undefined): string | undefined {
  if (cluster === undefined) return undefined;
  return cluster.distribution === 'rke2' ? cluster.version : cluster.kubernetes;
}

/** The API server's version against the site's; of a cluster that others run the minor version alone. */
export function versionComplaints(site: Site, { version }: RunningCluster): readonly Complaint[] {
  const { provision } = site.cluster;
  const stated = statedVersion(provision);
  if (stated === undefined) return [];
  const isSame = provision?.distribution === 'existing' ? minorOf(version) === minorOf(stated) : version === stated;
  if (isSame) return [];
  const mend = 'follow runbooks/upgrade.md, or correct the version in cluster.provision';
  const message = 'the API server has another version than the site says';
  return [{ result: 'wrong', about: 'API server', message, seen: version, where: '/version', allowed: stated, mend }];
}

/** A kubelet is never newer than its API server, not much older, and what the site says of its machine. */
export function kubeletSkew(node: NodeObject, site: Site, { version }: RunningCluster): readonly Complaint[] {
  const { name } = node.metadata;
  const seen = node.status?.nodeInfo?.kubeletVersion;
  const common = {
    about: name,
    seen: seen ?? 'unknown',
    where: `/api/v1/nodes/${name} status.nodeInfo.kubeletVersion`,
  };
  const [own, server] = [minorOf(seen ?? ''), minorOf(version)];
  if (own === undefined || server === undefined) {
    const mend = `kubectl describe node ${name}`;
    return [
      { ...common, result: 'unknown', message: 'nobody could see the version of the kubelet', allowed: 'v1.N.P', mend },
    ];
  }
  if (own > server || server - own > BEHIND) {
    const allowed = `1.${server - BEHIND} to 1.${server}, by the API server's ${version}`;
    const mend = own > server ? 'upgrade the control plane first' : `upgrade ${name} before anything else`;
    return [{ ...common, result: 'wrong', message: 'the kubelet is too far from the API server', allowed, mend }];
  }
  const { provision } = site.cluster;
  const machine = provision?.machines.find((one) => one.name === name);
  const stated = machine === undefined ? undefined : (machine.version ?? statedVersion(provision));
  if (stated === undefined || minorOf(stated) === own) return [];
  const mend = `upgrade ${name}, or state its version in cluster.provision.machines`;
  return [
    {
      ...common,
      result: 'wrong',
      message: 'the kubelet has another version than the site says',
      allowed: stated,
      mend,
    },
  ];
}

function minorOf(version: string): number | undefined {
  const minor = /^v1\.(\d+)\./.exec(version)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** Where a machine stands, as the cloud's controller wrote it into the node. */
export interface MachinePlace {
  /** As the catalogue names it. */
  readonly provider: string;
  /** A region or zone of that provider. */
  readonly code: string;
}

/**
 * Schemes whose identifiers hold a region or zone, and which part it is. The others (`hcloud://123`, `azure:///subscriptions/…`)
 * hold none. Recalled from the cloud providers' controllers, as of 2026-11-22.
 */
const SCHEMES: Readonly<Record<string, { readonly provider: string; readonly part: number }>> = {
  aws: { provider: 'aws', part: 1 }, // aws:///eu-central-1a/i-0123
  gce: { provider: 'gcp', part: 1 }, // gce://project/europe-west3-a/name
  openstack: { provider: 'openstack', part: 0 }, // openstack://region/uuid
  scaleway: { provider: 'scaleway', part: 1 }, // scaleway://instance/fr-par-1/uuid
  alicloud: { provider: 'alibaba', part: 0 }, // alicloud://cn-hangzhou.i-0123
};

/** The region or zone in a node's `spec.providerID`; undefined when it holds none. */
export function placeInProviderId(id: string): MachinePlace | undefined {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/.exec(id) ?? [];
  const known = Object.hasOwn(SCHEMES, scheme) ? SCHEMES[scheme] : undefined;
  const code = known === undefined ? undefined : rest.split('/')[known.part]?.split('.')[0];
  return known === undefined || code === undefined || code === '' ? undefined : { provider: known.provider, code };
}

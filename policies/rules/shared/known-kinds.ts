import type { Subject } from '../../engine/types.ts';
import { CLUSTER_SCHEMA } from '../../subjects/cluster.ts';
import { isKnownCustom } from '../../subjects/kubernetes/custom-groups.ts';
import { typeOfKind } from '../../subjects/kubernetes/schema.ts';

/** Terraform providers whose resources the judge reads, by the prefix of their types. */
const providers = new Set(
  [
    'kubernetes helm kubectl kustomization flux argocd vault openbao keycloak postgresql mysql',
    'aws awscc google azurerm azuread azapi alicloud oci ibm ovh scaleway hcloud ionoscloud openstack opentelekomcloud',
    'stackit exoscale upcloud outscale clevercloud digitalocean linode vultr cloudflare elasticstack ec mongodbatlas',
    'datadog snowflake grafana newrelic pagerduty docker github gitlab minio rancher2 talos proxmox vsphere libvirt',
    'null terraform random tls time local archive cloudinit http external template dns btp sap tencentcloud huaweicloud',
    'provisioner confluent databricks auth0 okta signalfx honeycombio sentry',
  ].flatMap((line) => line.split(' ')),
);

/** Sections of a Terraform configuration beside its resources. Whatever a later Terraform adds may run programs. */
const sections = new Set(['terraform', 'locals', 'check', 'moved', 'removed', 'import']);

/** Whether the judge knows what the fields of such a thing mean. */
export function isKnownKind(subject: Subject): boolean {
  if (subject.kind === 'Site' || subject.type === CLUSTER_SCHEMA) return true;
  if (subject.kind === 'terraform/resource' || subject.kind === 'terraform/data') {
    return providers.has(subject.type.split(/[_/]/, 1)[0] ?? '');
  }
  if (subject.kind === 'terraform/settings') return sections.has(subject.type);
  if (subject.kind.startsWith('terraform/')) return true;
  if (typeOfKind(subject.type, subject.kind) !== undefined) return true;
  return isKnownCustom(subject);
}

/** The name by which pods of the cluster reach a Service. */
export function serviceHost(name: string, namespace: string): string {
  return `${name}.${namespace}.svc`;
}

/** The Kubernetes name of the namespace of one zone of a site: `reference-hospital-ai`. A contract: certificates name it. */
export function namespaceName(site: string, zone: string): string {
  return `${site}-${zone}`;
}

/** The name by which pods of the cluster reach a Service. */
export function serviceHost(name: string, namespace: string): string {
  return `${name}.${namespace}.svc`;
}

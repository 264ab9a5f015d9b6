/**
 * Write policies/subjects/kubernetes/types.json: the field names and types of Kubernetes' own objects, from the
 * OpenAPI description in the k8s.io/kubernetes module that controlplane/go.mod pins.
 *
 *   node --import tsx scripts/kubernetes-types.ts [swagger.json]
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
}

const OUT = fileURLToPath(new URL('../policies/subjects/kubernetes/types.json', import.meta.url));
/** Requests and answers of the API, not objects that are kept. */
const NOT_KEPT = /List$|Review$|^(DeleteOptions|WatchEvent|Status|Scale|Binding|Eviction|TokenRequest|StorageVersion)$/;
/** Written by the cluster: never part of a request. */
const serverWritten = (field: string, schema: Schema) =>
  field === 'managedFields' || (field === 'status' && schema.$ref !== undefined);
const SCALARS: Readonly<Record<string, string>> = {
  Quantity: 'quantity',
  IntOrString: 'intOrString',
  Time: 'time',
  MicroTime: 'time',
  JSON: 'any',
  RawExtension: 'any',
  JSONSchemaPropsOrArray: 'JSONSchemaProps',
  JSONSchemaPropsOrBool: 'JSONSchemaProps',
  JSONSchemaPropsOrStringArray: 'any',
};

function swaggerPath(): string {
  const given = process.argv[2];
  if (given !== undefined) return given;
  const cwd = fileURLToPath(new URL('../controlplane', import.meta.url));
  const module = execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', 'k8s.io/kubernetes'], { cwd, encoding: 'utf8' });
  return `${module.trim()}/api/openapi-spec/swagger.json`;
}

const definitions: Readonly<Record<string, Schema>> = JSON.parse(readFileSync(swaggerPath(), 'utf8')).definitions;
const lastPart = (name: string) => name.slice(name.lastIndexOf('.') + 1);
const fullName = (ref: string) => ref.slice('#/definitions/'.length);

const kinds: Record<string, string> = {};
const reached = new Set<string>();

function reach(name: string): void {
  if (reached.has(name) || SCALARS[lastPart(name)] !== undefined) return;
  reached.add(name);
  for (const [field, schema] of Object.entries(definitions[name]?.properties ?? {})) {
    const ref = serverWritten(field, schema) ? undefined : innermost(schema).$ref;
    if (ref !== undefined) reach(fullName(ref));
  }
}

function innermost(schema: Schema): Schema {
  const inner = schema.items ?? schema.additionalProperties;
  return inner === undefined ? schema : innermost(inner);
}

const roots: [key: string, name: string][] = [];
for (const [name, schema] of Object.entries(definitions)) {
  for (const { group, version, kind } of schema['x-kubernetes-group-version-kind'] ?? []) {
    const kept = schema.properties?.metadata !== undefined && !NOT_KEPT.test(kind) && /^v\d+$/.test(version);
    if (kept) roots.push([`${group === '' ? '' : `${group}/`}${version}/${kind}`, name]);
  }
}
for (const [, name] of roots) reach(name);

const uses = new Map<string, number>();
for (const name of reached) uses.set(lastPart(name), (uses.get(lastPart(name)) ?? 0) + 1);
const shortName = (name: string) =>
  uses.get(lastPart(name)) === 1 ? lastPart(name) : name.split('.').slice(-3).join('.');

function typeOf(schema: Schema): string {
  if (schema.items !== undefined) return `[]${typeOf(schema.items)}`;
  if (schema.additionalProperties !== undefined) return `{}${typeOf(schema.additionalProperties)}`;
  if (schema.$ref !== undefined) return SCALARS[lastPart(schema.$ref)] ?? shortName(fullName(schema.$ref));
  if (schema.type === 'string') return schema.format === 'byte' ? 'bytes' : 'string';
  return schema.type === 'object' || schema.type === undefined ? 'any' : schema.type;
}

const sorted = <T>(entries: readonly [string, T][]) =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

for (const [key, name] of roots) kinds[key] = shortName(name);
const types = [...reached].map((name): [string, Record<string, string>] => [
  shortName(name),
  Object.fromEntries(
    Object.entries(definitions[name]?.properties ?? {}).map(([field, schema]) => [
      field,
      serverWritten(field, schema) ? 'server' : typeOf(schema),
    ]),
  ),
]);
const json = JSON.stringify({ kinds: sorted(Object.entries(kinds)), types: sorted(types) }, null, 2);
writeFileSync(OUT, `${json}\n`);

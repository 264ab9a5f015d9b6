import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

interface Description {
  readonly definitions: Readonly<Record<string, Schema>>;
}

/** Where the table stands in the repository. */
export const KUBERNETES_TYPES = 'policies/subjects/kubernetes/types.json';
const CONTROL_PLANE = fileURLToPath(new URL('../controlplane', import.meta.url));

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

/** The release of k8s.io/kubernetes that controlplane/go.mod pins: `v1.36.3`. */
export function pinnedRelease(): string {
  const [, version] = /^\s*k8s\.io\/kubernetes (v\S+)/m.exec(readFileSync(join(CONTROL_PLANE, 'go.mod'), 'utf8')) ?? [];
  if (version === undefined) throw new Error('controlplane/go.mod pins no k8s.io/kubernetes');
  return version;
}

/**
 * The field names and types of Kubernetes' own objects, from the OpenAPI description in the module that
 * controlplane/go.mod pins; undefined when there is no Go, or its module cache does not hold the module. Nothing is
 * downloaded.
 */
export function kubernetesTypes(): string | undefined {
  const file = descriptionFile();
  return file === undefined ? undefined : typesOf(JSON.parse(readFileSync(file, 'utf8')));
}

function descriptionFile(): string | undefined {
  try {
    const args = ['list', '-m', '-f', '{{.Dir}}', 'k8s.io/kubernetes'];
    const env = { ...process.env, GOPROXY: 'off', GOFLAGS: '-mod=mod' };
    const module = execFileSync('go', args, { cwd: CONTROL_PLANE, env, encoding: 'utf8', stdio: 'pipe' }).trim();
    const file = join(module, 'api/openapi-spec/swagger.json');
    return module !== '' && existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

/** The table as it is written: the release, the kinds that are kept, and every type that they reach. */
function typesOf({ definitions }: Description): string {
  const reached = new Set<string>();
  const roots = rootsOf(definitions);
  for (const [, name] of roots) reach(name, definitions, reached);
  const shortName = shortNames(reached);
  const kinds = roots.map(([key, name]): [string, string] => [key, shortName(name)]);
  const types = [...reached].map((name): [string, Record<string, string>] => [
    shortName(name),
    Object.fromEntries(
      Object.entries(definitions[name]?.properties ?? {}).map(([field, schema]) => [
        field,
        serverWritten(field, schema) ? 'server' : typeOf(schema, shortName),
      ]),
    ),
  ]);
  const source = `k8s.io/kubernetes ${pinnedRelease()}`;
  return `${JSON.stringify({ source, kinds: sorted(kinds), types: sorted(types) }, null, 2)}\n`;
}

const lastPart = (name: string) => name.slice(name.lastIndexOf('.') + 1);
const fullName = (ref: string) => ref.slice('#/definitions/'.length);

/** The kinds that are kept, as `group/version/Kind`, each with its definition. */
function rootsOf(definitions: Description['definitions']): readonly (readonly [key: string, name: string])[] {
  return Object.entries(definitions).flatMap(([name, schema]) =>
    (schema['x-kubernetes-group-version-kind'] ?? []).flatMap(({ group, version, kind }) => {
      const kept = schema.properties?.metadata !== undefined && !NOT_KEPT.test(kind) && /^v\d+$/.test(version);
      return kept ? [[`${group === '' ? '' : `${group}/`}${version}/${kind}`, name] as const] : [];
    }),
  );
}

function reach(name: string, definitions: Description['definitions'], reached: Set<string>): void {
  if (reached.has(name) || SCALARS[lastPart(name)] !== undefined) return;
  reached.add(name);
  for (const [field, schema] of Object.entries(definitions[name]?.properties ?? {})) {
    const ref = serverWritten(field, schema) ? undefined : innermost(schema).$ref;
    if (ref !== undefined) reach(fullName(ref), definitions, reached);
  }
}

function innermost(schema: Schema): Schema {
  const inner = schema.items ?? schema.additionalProperties;
  return inner === undefined ? schema : innermost(inner);
}

/** The last part of a name where it tells enough, else the last three. */
function shortNames(reached: ReadonlySet<string>): (name: string) => string {
  const uses = new Map<string, number>();
  for (const name of reached) uses.set(lastPart(name), (uses.get(lastPart(name)) ?? 0) + 1);
  return (name) => (uses.get(lastPart(name)) === 1 ? lastPart(name) : name.split('.').slice(-3).join('.'));
}

function typeOf(schema: Schema, shortName: (name: string) => string): string {
  if (schema.items !== undefined) return `[]${typeOf(schema.items, shortName)}`;
  if (schema.additionalProperties !== undefined) return `{}${typeOf(schema.additionalProperties, shortName)}`;
  if (schema.$ref !== undefined) return SCALARS[lastPart(schema.$ref)] ?? shortName(fullName(schema.$ref));
  if (schema.type === 'string') return schema.format === 'byte' ? 'bytes' : 'string';
  return schema.type === 'object' || schema.type === undefined ? 'any' : schema.type;
}

const sorted = <T>(entries: readonly (readonly [string, T])[]) =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

import type { Fields, Path, SourcePosition, Subject, Value } from '../../engine/types.ts';
import { fieldsAt, isFields, isList, stringAt } from '../fields.ts';
import type { Document } from '../input.ts';
import { Normaliser } from '../kubernetes/normalise.ts';
import { instancesOf } from './instances.ts';
import { References } from './references.ts';
import { type Block, ownArguments, terraformSubject } from './subject.ts';

const TOP_LEVEL = [
  'resource',
  'data',
  'ephemeral',
  'provider',
  'module',
  'output',
  'variable',
  'locals',
  'terraform',
  'check',
];

/** Whether a document is a Terraform configuration in JSON: what cdktf writes as `cdk.tf.json`. */
export function isConfiguration(value: Value, file: string): value is Fields {
  if (!isFields(value)) return false;
  return /\.(?:tf|tofu)(?:\.json)?$/.test(file) || ('//' in value && TOP_LEVEL.some((key) => key in value));
}

/** The subjects of a Terraform configuration. */
export function configurationSubjects(document: Document): readonly Subject[] {
  if (!isFields(document.value)) return [];
  const root = document.value;
  const all = [
    ...typed(document, root, 'resource', 'terraform/resource', ''),
    ...provisioners(document, root),
    ...typed(document, root, 'data', 'terraform/data', 'data.'),
    ...typed(document, root, 'ephemeral', 'terraform/data', 'ephemeral.'),
    ...providers(document, root),
    ...settings(document, root),
    ...named(document, root, 'module', 'terraform/module', 'module.', (body) => stringAt(body, 'source') ?? ''),
    ...named(document, root, 'output', 'terraform/output', 'output.', () => 'output'),
    ...named(document, root, 'variable', 'terraform/variable', 'var.', () => 'variable'),
    ...single(document, root, 'locals', 'local'),
    ...single(document, root, 'check', 'check'),
    ...others(document, root),
  ];
  const normaliser = new Normaliser();
  const references = new References(root);
  return all.map((block) =>
    terraformSubject({ ...block, body: asFields(references.resolved(block.body)) }, normaliser),
  );
}

function asFields(value: Value): Fields {
  return isFields(value) ? value : {};
}

/** `resource.TYPE.NAME` and its relatives. A name may hold a list, which is how HCL converters write blocks. */
function typed(document: Document, root: Fields, section: string, kind: Block['kind'], prefix: string): Block[] {
  const references = new References(root);
  const resolved = (value: Value) => references.resolved(value);
  return entriesOf(root[section], [section]).flatMap(([type, byName, at]) =>
    entriesOf(byName, at).flatMap(([name, value, path]) =>
      bodies(value, path).flatMap(([written, where]) =>
        instancesOf(written, resolved).map(({ suffix, body }) =>
          block(document, where, { kind, type, name, address: `${prefix}${type}.${name}${suffix}`, body }),
        ),
      ),
    ),
  );
}

/** What a resource that becomes a Kubernetes object runs besides: the object has no field for it. */
function provisioners(document: Document, root: Fields): Block[] {
  return typed(document, root, 'resource', 'terraform/resource', '').flatMap((owner) =>
    entriesOf(owner.type.startsWith('kubernetes_') ? owner.body.provisioner : undefined, ['provisioner']).map(
      ([name, body, path]) => ({
        kind: 'terraform/resource',
        type: `provisioner/${name}`,
        name,
        address: `${owner.address}.${path.join('.')}`,
        body: isFields(body) ? body : { [name]: body },
        constructPath: owner.constructPath,
        locate: (inner) => owner.locate([...path, ...inner]),
      }),
    ),
  );
}

function providers(document: Document, root: Fields): Block[] {
  return entriesOf(root.provider, ['provider']).flatMap(([type, value, path]) =>
    bodies(value, path).map(([body, where]) => {
      const name = stringAt(body, 'alias') ?? type;
      const address = name === type ? `provider.${type}` : `provider.${type}.${name}`;
      return block(document, where, { kind: 'terraform/provider', type, name, address, body });
    }),
  );
}

function settings(document: Document, root: Fields): Block[] {
  return bodies(root.terraform, ['terraform']).flatMap(([body, where]) => {
    const { backend, cloud, ...rest } = body;
    const backends = entriesOf(backend, [...where, 'backend']).flatMap(([type, value, path]) =>
      bodies(value, path).map(([inner, at]) => backendBlock(document, at, type, inner)),
    );
    const clouds = bodies(cloud, [...where, 'cloud']).map(([inner, at]) => backendBlock(document, at, 'cloud', inner));
    const own: Omit<Block, 'locate'> = {
      kind: 'terraform/settings',
      type: 'terraform',
      name: 'terraform',
      address: 'terraform',
      body: rest,
    };
    return [...backends, ...clouds, ...(Object.keys(rest).length > 0 ? [block(document, where, own)] : [])];
  });
}

function backendBlock(document: Document, at: Path, type: string, body: Fields): Block {
  return block(document, at, {
    kind: 'terraform/backend',
    type,
    name: type,
    address: `terraform.backend.${type}`,
    body,
  });
}

function named(
  document: Document,
  root: Fields,
  section: string,
  kind: Block['kind'],
  prefix: string,
  typeOf: (body: Fields) => string,
): Block[] {
  return entriesOf(root[section], [section]).flatMap(([name, value, path]) =>
    bodies(value, path).map(([body, where]) =>
      block(document, where, { kind, type: typeOf(body), name, address: `${prefix}${name}`, body }),
    ),
  );
}

function single(document: Document, root: Fields, section: string, address: string): Block[] {
  return bodies(root[section], [section]).map(([body, where]) =>
    block(document, where, { kind: 'terraform/settings', type: section, name: section, address, body }),
  );
}

/** A section that this reader does not know is judged as it stands, never skipped. */
function others(document: Document, root: Fields): Block[] {
  const unknown = Object.keys(root).filter((key) => key !== '//' && !TOP_LEVEL.includes(key));
  return unknown.map((key) =>
    block(document, [], {
      kind: 'terraform/settings',
      type: key,
      name: key,
      address: key,
      body: { [key]: root[key] ?? null },
    }),
  );
}

function block(document: Document, at: Path, own: Omit<Block, 'locate' | 'constructPath'>): Block {
  const metadata = fieldsAt(fieldsAt(own.body, '//'), 'metadata');
  const locate = (path: Path): SourcePosition => document.locate([...at, ...path]);
  return { ...own, body: ownArguments(own.body), constructPath: stringAt(metadata, 'path'), locate };
}

function entriesOf(value: Value | undefined, path: Path): readonly (readonly [string, Value, Path])[] {
  if (isList(value)) return value.flatMap((item, i) => entriesOf(item, [...path, i]));
  if (!isFields(value)) return [];
  return Object.entries(value)
    .filter(([key]) => key !== '//')
    .map(([key, inner]) => [key, inner, [...path, key]] as const);
}

function bodies(value: Value | undefined, path: Path): readonly (readonly [Fields, Path])[] {
  if (isFields(value)) return [[value, path]];
  if (!isList(value)) return [];
  return value.flatMap((item, i) => (isFields(item) ? [[item, [...path, i]] as const] : []));
}

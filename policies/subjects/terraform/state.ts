import type { Fields, Path, Subject, Value } from '../../engine/types.ts';
import { fieldsAt, isFields, stringAt } from '../fields.ts';
import type { Document } from '../input.ts';
import { Normaliser } from '../kubernetes/normalise.ts';
import { listAt } from './plan-configuration.ts';
import { type Block, terraformSubject } from './subject.ts';

/** The version of the raw state file since Terraform 0.12, which OpenTofu shares. */
const STATE_VERSION = 4;

/** Whether a document is `terraform show -json` of a state, or a state file itself. */
export function isState(value: Value): value is Fields {
  return isFields(value) && (isShown(value) || isRaw(value));
}

function isShown(value: Fields): boolean {
  return 'format_version' in value && fieldsAt(value, 'values')?.root_module !== undefined;
}

function isRaw(value: Fields): boolean {
  return typeof value.version === 'number' && 'lineage' in value && 'serial' in value;
}

/** Why a state cannot be read by this version, or undefined. */
export function stateVersionProblem(state: Fields): string | undefined {
  if (!isRaw(state) || state.version === STATE_VERSION) return undefined;
  return `the state has version ${String(state.version)}; this version reads ${STATE_VERSION}: give \`terraform show -json\` instead`;
}

/** The subjects of a state: what each resource is. */
export function stateSubjects(document: Document, state: Fields): readonly Subject[] {
  const normaliser = new Normaliser();
  const blocks = isRaw(state) ? rawBlocks(document, state) : shownBlocks(document, state);
  return blocks.map((block) => terraformSubject(block, normaliser));
}

function shownBlocks(document: Document, state: Fields): readonly Block[] {
  const values = fieldsAt(state, 'values');
  const outputs = Object.entries(fieldsAt(values, 'outputs') ?? {});
  return [
    ...moduleBlocks(document, fieldsAt(values, 'root_module'), ['values', 'root_module']),
    ...outputs.map(([name, output]) => outputBlock(document, name, output, ['values', 'outputs', name])),
  ];
}

function moduleBlocks(document: Document, module: Fields | undefined, path: Path): readonly Block[] {
  const own = listAt(module, 'resources').flatMap((resource, i) => {
    const values = isFields(resource) ? fieldsAt(resource, 'values') : undefined;
    if (!isFields(resource) || values === undefined) return [];
    return [
      resourceBlock(document, resource, stringAt(resource, 'address') ?? '', values, [
        ...path,
        'resources',
        i,
        'values',
      ]),
    ];
  });
  const children = listAt(module, 'child_modules').flatMap((child, i) =>
    isFields(child) ? moduleBlocks(document, child, [...path, 'child_modules', i]) : [],
  );
  return [...own, ...children];
}

function rawBlocks(document: Document, state: Fields): readonly Block[] {
  const resources = listAt(state, 'resources').flatMap((resource, i) =>
    isFields(resource) ? instanceBlocks(document, resource, ['resources', i]) : [],
  );
  const outputs = Object.entries(fieldsAt(state, 'outputs') ?? {});
  return [...resources, ...outputs.map(([name, output]) => outputBlock(document, name, output, ['outputs', name]))];
}

function instanceBlocks(document: Document, resource: Fields, path: Path): readonly Block[] {
  return listAt(resource, 'instances').flatMap((instance, i) => {
    const attributes = isFields(instance)
      ? (fieldsAt(instance, 'attributes') ?? fieldsAt(instance, 'attributes_flat'))
      : undefined;
    if (!isFields(instance) || attributes === undefined) return [];
    return [
      resourceBlock(document, resource, rawAddress(resource, instance), attributes, [
        ...path,
        'instances',
        i,
        'attributes',
      ]),
    ];
  });
}

function rawAddress(resource: Fields, instance: Fields): string {
  const module = stringAt(resource, 'module');
  const data = resource.mode === 'data' ? 'data.' : '';
  const { index_key: key } = instance;
  const index = key === undefined || key === null ? '' : `[${JSON.stringify(key)}]`;
  return `${module === undefined ? '' : `${module}.`}${data}${stringAt(resource, 'type') ?? ''}.${stringAt(resource, 'name') ?? ''}${index}`;
}

function resourceBlock(document: Document, resource: Fields, address: string, body: Fields, at: Path): Block {
  const kind = resource.mode === 'data' ? 'terraform/data' : 'terraform/resource';
  const locate = (path: Path) => document.locate([...at, ...path]);
  return {
    kind,
    type: stringAt(resource, 'type') ?? '',
    name: stringAt(resource, 'name') ?? '',
    address,
    body,
    locate,
  };
}

function outputBlock(document: Document, name: string, output: Value, at: Path): Block {
  const body = { value: isFields(output) ? (output.value ?? null) : output };
  const locate = (path: Path) => document.locate([...at, ...path]);
  return { kind: 'terraform/output', type: 'output', name, address: `output.${name}`, body, locate };
}

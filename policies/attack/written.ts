import { stringify } from 'yaml';
import type { Fields, Subject } from '../engine/types.ts';
import type { Input } from '../subjects/input.ts';
import { writable } from './edit.ts';
import type { Random } from './random.ts';
import { isTerraform, resourceOf } from './target.ts';
import { argumentsOf, resourceTypeOf } from './terraform-form.ts';
import type { Change, Target } from './types.ts';

/** A change, written as a file again. */
export interface Written {
  /** How the file was written: `Terraform JSON`. */
  readonly form: string;
  /** Undefined when the change only takes something away. */
  readonly input: Input | undefined;
  /** Subjects that the file stands for, or that are gone. */
  readonly gone: readonly Subject[];
}

/** Writes a change in a form in which the configuration could have held it. */
export function written(change: Change, target: Target, random: Random): Written {
  if (change.do === 'remove') return { form: 'taken away', input: undefined, gone: [change.subject] };
  if (change.do === 'write') {
    return { form: 'Terraform JSON', input: input('cdk.tf.json', json(change.document)), gone: change.replaces };
  }
  if (change.do === 'add') return { ...object(change.object, target.terraform, random), gone: [] };
  const { subject, body } = change;
  if (!subject.kind.startsWith('terraform/')) {
    return { ...object(body, isTerraform(subject), random, subject), gone: [subject] };
  }
  throw new Error(`${subject.address}: a Terraform block is changed by a document of its own`);
}

type Form = Omit<Written, 'gone'>;

function object(body: Fields, terraform: boolean, random: Random, subject?: Subject): Form {
  if (body.kind === 'List') return yaml(body, random, false);
  if (!terraform) return random.chance(0.5) ? yaml(body, random) : asJson(body, random);
  const form = random.whole(5);
  if (form === 0) return yaml(body, random);
  if (form === 1) return asManifest(body);
  return asResource(body, form === 2, subject) ?? asManifest(body);
}

function asResource(body: Fields, isPlan: boolean, subject: Subject | undefined): Form | undefined {
  const own = subject && resourceOf(subject);
  const type = own?.type ?? resourceTypeOf(String(body.kind));
  const plain = writable(body);
  const block = type === 'kubernetes_manifest' ? undefined : argumentsOf(type, plain as Fields);
  if (block === undefined) return undefined;
  const name = own?.name ?? 'added';
  return isPlan ? planned(type, name, block) : configured(type, name, block);
}

function configured(type: string, name: string, block: Fields): Form {
  const document = { '//': {}, resource: { [type]: { [name]: block } } };
  return { form: 'Terraform JSON', input: input('cdk.tf.json', json(document)) };
}

function planned(type: string, name: string, after: Fields): Form {
  const address = `${type}.${name}`;
  const change = { actions: ['create'], before: null, after, after_unknown: {} };
  const document = {
    format_version: '1.2',
    terraform_version: '1.11.4',
    complete: true,
    errored: false,
    resource_changes: [{ address, mode: 'managed', type, name, change }],
    configuration: { root_module: {} },
  };
  return { form: 'plan JSON', input: input('plan.json', json(document)) };
}

function asManifest(body: Fields): Form {
  const document = { '//': {}, resource: { kubernetes_manifest: { added: { manifest: body } } } };
  return { form: 'kubernetes_manifest', input: input('cdk.tf.json', json(document)) };
}

function yaml(body: Fields, random: Random, list = random.chance(0.25)): Form {
  const text = stringify(writable(list ? { apiVersion: 'v1', kind: 'List', items: [body] } : body), {
    lineWidth: random.pick([0, 80]),
    defaultStringType: random.pick(['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE'] as const),
    collectionStyle: random.pick(['any', 'block', 'flow'] as const),
    defaultKeyType: 'PLAIN',
  });
  return { form: list ? 'a YAML List' : 'YAML', input: input('object.yaml', `---\n${text}`) };
}

function asJson(body: Fields, random: Random): Form {
  const list = random.chance(0.25);
  const document = list ? { apiVersion: 'v1', kind: 'List', items: [body] } : body;
  return { form: list ? 'a JSON List' : 'JSON', input: input('object.json', json(document)) };
}

const encoder = new TextEncoder();
const json = (document: Fields) => JSON.stringify(writable(document));
const input = (name: string, text: string): Input => ({ name: `attack/${name}`, bytes: encoder.encode(text) });

import { describe, expect, it } from 'vitest';
import type { Fields } from '../../../../policies/engine/types.ts';
import { References } from '../../../../policies/subjects/terraform/references.ts';

const root: Fields = {
  variable: { region: { default: 'eu-central-1' } },
  locals: { zone: 'at-vie-2', host: 'db.${local.zone}.internal', circle: '${local.circle}' },
  data: { aws_region: { here: { name: 'eu-central-1' } } },
  resource: {
    kubernetes_namespace_v1: {
      block: { metadata: { name: 'clinical' } },
      list: { metadata: [{ name: 'research', labels: { 'a.b/c': 'x' } }] },
      hcl: [{ metadata: [{ name: 'hcl' }] }],
      many: { count: 2, metadata: { name: 'n' } },
      derived: { metadata: { name: '${kubernetes_namespace_v1.block.metadata[0].name}-copy' } },
    },
    aws_kms_key: { k: { description: 'key' } },
  },
};

describe('a reference in a configuration', () => {
  it.each([
    ['to a block that is written as an object', '${kubernetes_namespace_v1.block.metadata[0].name}', 'clinical'],
    ['in the older spelling', '${kubernetes_namespace_v1.block.metadata.0.name}', 'clinical'],
    ['to a block that is written as a list', '${kubernetes_namespace_v1.list.metadata[0].name}', 'research'],
    ['to a key in quotes', '${kubernetes_namespace_v1.list.metadata[0].labels["a.b/c"]}', 'x'],
    ['to a block as the HCL parser writes it', '${kubernetes_namespace_v1.hcl.metadata[0].name}', 'hcl'],
    ['to a local', '${local.zone}', 'at-vie-2'],
    ['over two steps', '${local.host}', 'db.at-vie-2.internal'],
    [
      'inside a text',
      'http://fhir.${kubernetes_namespace_v1.block.metadata[0].name}.svc:8080',
      'http://fhir.clinical.svc:8080',
    ],
    ['to something derived', '${kubernetes_namespace_v1.derived.metadata[0].name}', 'clinical-copy'],
    [
      'encoded as JSON',
      '${jsonencode({ Zone = local.zone, "b": [1, true, null] })}',
      '{"Zone":"at-vie-2","b":[1,true,null]}',
    ],
    ['with comments and line breaks', '${jsonencode({\n  # why\n  a = "x" // y\n  c = "z"\n})}', '{"a":"x","c":"z"}'],
    ['marked as not sensitive', '${nonsensitive(local.zone)}', 'at-vie-2'],
  ])('%s is resolved', (_, text, expected) => {
    expect(new References(root).resolved(text)).toBe(expected);
  });

  it.each([
    ['to a variable, whose default can be overridden', '${var.region}'],
    ['to a data source', '${data.aws_region.here.name}'],
    ['to a module', '${module.site.region}'],
    ['to what only the provider knows', '${aws_kms_key.k.arn}'],
    ['to a resource that stands several times', '${kubernetes_namespace_v1.many.metadata[0].name}'],
    ['to a circle', '${local.circle}'],
    ['inside a function', '${lower(local.zone)}'],
    ['that is escaped', '$${local.zone}'],
    ['that only looks like one', 'local.zone'],
    ['to a prototype', '${local.constructor.name}'],
    ['to a prototype of a block', '${kubernetes_namespace_v1.block.constructor}'],
  ])('%s stays as it is written', (_, text) => {
    expect(new References(root).resolved(text)).toBe(text);
  });

  it('leaves a value without references the very same object', () => {
    const value = { a: ['b', { c: 'd' }] };
    expect(new References(root).resolved(value)).toBe(value);
  });
});

describe('an expression that only Terraform can work out', () => {
  it.each([
    ['a loop', '${jsonencode({ for k, v in var.x : k => v })}'],
    ['a loop in a list', '${jsonencode([for v in var.x : v])}'],
    ['two expressions', '${jsonencode({})}${var.x}'],
    ['an open string', '${jsonencode({ a = "x })}'],
  ])('%s stays as it is written', (_, text) => {
    expect(new References(root).resolved(text)).toBe(text);
  });

  it('reads a set as the list that it is written as', () => {
    expect(new References(root).resolved('${toset(["fsn1", local.zone])}')).toEqual(['fsn1', 'at-vie-2']);
  });

  it('keeps the references inside what it encodes', () => {
    expect(new References(root).resolved('${jsonencode({ a = var.host, b = "${var.b}.x" })}')).toBe(
      '{"a":"${var.host}","b":"${var.b}.x"}',
    );
  });
});

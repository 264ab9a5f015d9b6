// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform writes its references so
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOutput } from '../../engines/output.ts';
import { manifestFiles, renderLayers } from '../../engines/render.ts';
import { type FixtureStack, outputFolder } from './fixture.ts';

const namespace = { kubernetes_namespace_v1: { ns: { metadata: { name: 'clinic' } } } } as const;
const NAMED = 'cross-stack-output-kubernetes_namespace_v1nsmetadata0name';

const foundation: FixtureStack = {
  resource: namespace,
  output: { [NAMED]: { sensitive: true, value: '${kubernetes_namespace_v1.ns.metadata[0].name}' } },
};

function configMap(data: Record<string, string>, inNamespace = 'clinic') {
  return { kubernetes_config_map_v1: { settings: { metadata: { name: 'settings', namespace: inNamespace }, data } } };
}

const render = (stacks: Record<string, FixtureStack>) => renderLayers(readOutput(outputFolder(stacks)));
const dataOf = (stack: FixtureStack) =>
  render({ only: stack })[0]?.objects.find(({ kind }) => kind === 'ConfigMap')?.body.data;

describe('layers', () => {
  it('come in the order of their dependencies, whatever their names', () => {
    const layers = render({
      ai: { dependencies: ['data'], resource: {} },
      data: { dependencies: ['foundation'], resource: {} },
      foundation: { resource: {} },
    });
    expect(layers.map(({ name }) => name)).toEqual(['foundation', 'data', 'ai']);
  });

  it('that depend on each other in a circle are refused', () => {
    const circle = { a: { dependencies: ['b'], resource: {} }, b: { dependencies: ['a'], resource: {} } };
    expect(() => render(circle)).toThrow('a, b depend on each other in a circle');
  });

  it('are refused when a file was changed after it was judged', () => {
    const folder = outputFolder({ foundation });
    appendFileSync(join(folder, 'stacks/foundation/cdk.tf.json'), '\n');
    expect(() => readOutput(folder)).toThrow(/is not what the judge has passed: its SHA-256 is [0-9a-f]{64}/);
  });

  it('label each object with the layer it belongs to', () => {
    expect(render({ foundation })[0]?.objects[0]?.body.metadata).toEqual({
      name: 'clinic',
      labels: { 'domicile.internal/layer': 'foundation' },
    });
  });
});

describe('a reference', () => {
  it('to an argument in the same stack becomes its value', () => {
    const stack = {
      resource: { ...namespace, ...configMap({ where: 'in ${kubernetes_namespace_v1.ns.metadata[0].name}!' }) },
    };
    expect(dataOf(stack)).toEqual({ where: 'in clinic!' });
  });

  it('to the identifier of a resource becomes its namespace and name', () => {
    const stack = { resource: configMap({ self: '${kubernetes_namespace_v1.ns.id}' }) };
    expect(dataOf({ resource: { ...stack.resource, ...namespace } })).toEqual({ self: 'clinic' });
  });

  it('to another stack becomes the value there', () => {
    const reference = `\${data.terraform_remote_state.cross-stack-reference-input-foundation.outputs.${NAMED}}`;
    const layers = render({ foundation, data: { dependencies: ['foundation'], resource: configMap({}, reference) } });
    expect(layers[1]?.objects[0]?.namespace).toBe('clinic');
  });

  it('that is escaped stays text', () => {
    expect(dataOf({ resource: configMap({ shell: 'echo $${HOME} %%{x}' }) })).toEqual({ shell: 'echo ${HOME} %{x}' });
  });

  it.each([
    ['a function', '${upper("x")}', 'it computes a value'],
    ['a template', '%{ if true }x%{ endif }', 'it is a template'],
    [
      'a value that the cluster decides',
      '${kubernetes_namespace_v1.ns.metadata[0].uid}',
      'known only after the resource exists',
    ],
    ['nothing', '${kubernetes_namespace_v1.absent.metadata[0].name}', 'no resource has this address'],
    ['a data source', '${data.http.page.body}', 'data is read from outside'],
    ['itself', '${kubernetes_config_map_v1.settings.data["key"]}', 'it refers to itself'],
  ])('to %s is refused with its place', (_, text, reason) => {
    const stack = { resource: { ...namespace, ...configMap({ key: text }) } };
    expect(() => dataOf(stack)).toThrow('only: kubernetes_config_map_v1.settings refers to');
    expect(() => dataOf(stack)).toThrow(reason);
  });
});

describe('a resource', () => {
  it('that is no Kubernetes object is refused by its address', () => {
    const resource = { aws_s3_bucket: { b: { bucket: 'b' } } };
    expect(() => render({ data: { resource } })).toThrow('data: aws_s3_bucket.b makes no Kubernetes object');
  });

  it('without a name is refused', () => {
    const resource = { kubernetes_namespace_v1: { ns: { metadata: { generate_name: 'x-' } } } };
    expect(() => render({ data: { resource } })).toThrow('data: kubernetes_namespace_v1.ns has no metadata.name');
  });
});

describe('files', () => {
  const files = () =>
    manifestFiles(render({ foundation, data: { dependencies: ['foundation'], resource: configMap({ a: '1' }) } }));

  it('stand in one folder for each layer, in the order in which they can be applied', () => {
    expect([...files().keys()]).toEqual([
      '01-foundation/01-namespace-clinic.yaml',
      '02-data/01-configmap-clinic.settings.yaml',
    ]);
  });

  it('hold plain Kubernetes YAML', () => {
    expect(files().get('02-data/01-configmap-clinic.settings.yaml')).toBe(
      [
        'apiVersion: v1',
        'kind: ConfigMap',
        'metadata:',
        '  name: settings',
        '  namespace: clinic',
        '  labels:',
        '    domicile.internal/layer: data',
        'data:',
        '  a: "1"',
        '',
      ].join('\n'),
    );
  });

  it('are the same bytes whatever the order of the resources', () => {
    const a = { kubernetes_namespace_v1: { x: { metadata: { name: 'x' } }, y: { metadata: { name: 'y' } } } };
    const b = { kubernetes_namespace_v1: { y: { metadata: { name: 'y' } }, x: { metadata: { name: 'x' } } } };
    const text = (resource: FixtureStack['resource']) => [...manifestFiles(render({ only: { resource } }))];
    expect(text(a)).toEqual(text(b));
  });
});

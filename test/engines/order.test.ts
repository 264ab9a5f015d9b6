import { expect, it } from 'vitest';
import { inApplyOrder } from '../../engines/order.ts';

const object = (kind: string, name = 'x', namespace?: string) => ({ kind, name, namespace });
const kinds = (...names: string[]) => inApplyOrder(names.map((kind) => object(kind))).map(({ kind }) => kind);

it('puts what others need first, and workloads last', () => {
  expect(kinds('Deployment', 'Service', 'Secret', 'NetworkPolicy', 'ServiceAccount', 'Namespace')).toEqual([
    'Namespace',
    'NetworkPolicy',
    'ServiceAccount',
    'Secret',
    'Service',
    'Deployment',
  ]);
});

it('closes the network of a namespace before anything runs in it', () => {
  expect(kinds('StatefulSet', 'NetworkPolicy')).toEqual(['NetworkPolicy', 'StatefulSet']);
});

it('puts kinds that it does not know between what they may need and the workloads', () => {
  expect(kinds('Deployment', 'Certificate', 'CustomResourceDefinition')).toEqual([
    'CustomResourceDefinition',
    'Certificate',
    'Deployment',
  ]);
});

it('orders within a kind by namespace and name, whatever the language of the machine', () => {
  const objects = [object('Role', 'b', 'z'), object('Role', 'Ä', 'a'), object('Role', 'a', 'a')];
  expect(inApplyOrder(objects).map(({ namespace, name }) => `${namespace}/${name}`)).toEqual(['a/a', 'a/Ä', 'z/b']);
});

import { expect, it } from 'vitest';
import { isChanged } from '../../engines/apply/difference.ts';
import type { KubernetesObject } from '../../engines/kubectl.ts';

const metadata = { name: 'web', namespace: 'ward', labels: { app: 'web' }, annotations: { note: 'a' } } as const;
const deployment: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { ...metadata, resourceVersion: '1', generation: 1, managedFields: [] },
  spec: { replicas: 2 },
  status: { replicas: 1 },
};
const withMetadata = (more: object): KubernetesObject => ({
  ...deployment,
  metadata: { ...deployment.metadata, ...more },
});

it.each([
  ['what it asks for', { ...deployment, spec: { replicas: 3 } }],
  ['a label', withMetadata({ labels: { app: 'other' } })],
  ['an annotation', withMetadata({ annotations: { note: 'b' } })],
])('%s makes a change', (_, after) => {
  expect(isChanged(deployment, after)).toBe(true);
});

it.each([
  ['its status', { ...deployment, status: { replicas: 2 } }],
  [
    'its resource version and managed fields',
    withMetadata({ resourceVersion: '2', managedFields: [{ manager: 'x' }] }),
  ],
  [
    'the annotation of a controller',
    withMetadata({ annotations: { ...metadata.annotations, 'deployment.kubernetes.io/revision': '2' } }),
  ],
])('%s makes none', (_, after) => {
  expect(isChanged(deployment, after)).toBe(false);
});

import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../../engines/kubectl.ts';
import { markedIn, originsIn } from '../../../engines/live/origin.ts';
import { wrote } from './support.ts';

const object = (
  kind: string,
  name: string,
  metadata: object = {},
  rest: object = {},
  apiVersion = 'v1',
): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name, uid: `${kind}/${name}`, ...metadata },
  ...rest,
});
const inWard = (kind: string, name: string, metadata: object = {}, rest: object = {}) =>
  object(kind, name, { namespace: 'ward', ...metadata }, rest);
const ward = object('Namespace', 'ward', { labels: { 'domicile.internal/data-class': 'clinical' } });
const set = inWard(
  'StatefulSet',
  'db',
  { labels: { 'app.kubernetes.io/managed-by': 'domicile' } },
  {
    spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
  },
);
const service = inWard('Service', 'db', { labels: { 'domicile.internal/layer': 'data' } });
const slice = {
  'kubernetes.io/service-name': 'db',
  'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
};
const by = (manager: string) => ({ managedFields: [wrote(manager, {})] });
const all = [ward, set, service];
const originOf = (one: KubernetesObject) => {
  const objects = [...all, one];
  return originsIn(objects, markedIn(objects))(one);
};

describe('who an object comes from', () => {
  it.each([
    ['what the toolkit marked', set, 'toolkit'],
    [
      'what Terraform wrote into a namespace of the toolkit',
      inWard('NetworkPolicy', 'deny', by('HashiCorp')),
      'toolkit',
    ],
    [
      'what a controller made for it',
      inWard('Pod', 'db-0', { ownerReferences: [{ uid: 'StatefulSet/db', controller: true }] }),
      'toolkit',
    ],
    ['a claim that outlives its set', inWard('PersistentVolumeClaim', 'data-db-0'), 'toolkit'],
    ['the endpoints of its Service', inWard('Endpoints', 'db'), 'toolkit'],
    ['the slices of its Service', inWard('EndpointSlice', 'db-x', { labels: slice }), 'toolkit'],
    ['the authority that each namespace is given', inWard('ConfigMap', 'kube-root-ca.crt'), 'kubernetes'],
    ['a role that the API server brings', object('ClusterRole', 'system:node'), 'kubernetes'],
    ['what Terraform wrote elsewhere', object('ConfigMap', 'x', { namespace: 'shop', ...by('HashiCorp') }), 'others'],
    ['what somebody made with kubectl', inWard('ConfigMap', 'stray', by('kubectl-create')), 'others'],
    ['a claim that only looks like one of its set', inWard('PersistentVolumeClaim', 'data-db-old'), 'others'],
    [
      'a pod whose owner does not exist',
      inWard('Pod', 'p', { ownerReferences: [{ uid: 'gone', controller: true }] }),
      'others',
    ],
    ['a pod that only names an owner', inWard('Pod', 'p', { ownerReferences: [{ uid: 'StatefulSet/db' }] }), 'others'],
    [
      'a pod that names a Service as its controller',
      inWard('Pod', 'p', { ownerReferences: [{ uid: 'Service/db', controller: true }] }),
      'others',
    ],
    [
      'a slice that sends the traffic of a Service elsewhere',
      inWard('EndpointSlice', 'db-y', { labels: { 'kubernetes.io/service-name': 'db' } }),
      'others',
    ],
    ['a role that only sounds like one of Kubernetes', object('ClusterRole', 'systematic'), 'others'],
    ['what says that the control plane wrote it', inWard('ConfigMap', 'x', by('kube-apiserver')), 'others'],
  ] as const)('%s', (_name, one, origin) => expect(originOf(one)).toBe(origin));
});

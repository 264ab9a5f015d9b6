import { describe, expect, it } from 'vitest';
import type { Fields } from '../../../policies/engine/types.ts';
import { boundaryOf, judgeRead, packOf } from '../../../policies/judge.ts';
import { liveSubject } from '../../../policies/subjects/index.ts';

const claims = [{ match: 'heidelberg', country: 'DE', operator: 'Hospital', position: undefined }];

function judged(...objects: readonly Fields[]) {
  const subjects = objects.map((object) => liveSubject(object, 'hospital'));
  return judgeRead(subjects, boundaryOf('EEA', claims), packOf('all'));
}

/** `RULE result path: found` of the rules about places and Secrets. */
function said(...objects: readonly Fields[]): readonly string[] {
  const { findings } = judged(...objects).judgement;
  return findings
    .filter(({ ruleId }) => /^(?:RES-00[1-4]|SEC|NET-00[16]|POD-001|AI-003)/.test(ruleId))
    .map(({ ruleId, result, path, found }) => `${ruleId} ${result} ${path}: ${found}`);
}

const object = (kind: string, rest: Fields, metadata: Fields = {}): Fields => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'it', namespace: 'clinical', uid: 'u', resourceVersion: '7', ...metadata },
  ...rest,
});
const node = (rest: Fields, labels: Fields = {}) => object('Node', rest, { labels });
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('what a cluster has made of an object is a place', () => {
  it.each([
    [
      'the address that a load balancer was given',
      object('Service', {
        spec: { selector: { a: 'b' } },
        status: { loadBalancer: { ingress: [{ hostname: 'x.us-east-1.elb.amazonaws.com' }] } },
      }),
      'RES-002 fail status.loadBalancer.ingress[0].hostname: x.us-east-1.elb.amazonaws.com',
    ],
    [
      'the region that a node stands in',
      node({}, { 'topology.kubernetes.io/region': 'us-east-1' }),
      'RES-001 fail metadata.labels["topology.kubernetes.io/region"]: us-east-1',
    ],
    [
      'the machine that a node is',
      node({ spec: { providerID: 'aws:///us-east-1a/i-0123456789abcdef0' } }),
      'RES-001 fail spec.providerID: us-east-1a',
    ],
    [
      'the name that a node is reached by',
      node({ status: { addresses: [{ type: 'InternalDNS', address: 'ip-10-0-0-1.us-west-2.compute.internal' }] } }),
      'RES-002 fail status.addresses[0].address: ip-10-0-0-1.us-west-2.compute.internal',
    ],
    [
      'the public address of a node, which nobody declared',
      node({ status: { addresses: [{ type: 'ExternalIP', address: '9.9.9.9' }] } }),
      'RES-002 indeterminate status.addresses[0].address: 9.9.9.9',
    ],
    [
      'the zone that a volume can be used in',
      object('PersistentVolume', {
        spec: {
          csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' },
          nodeAffinity: {
            required: {
              nodeSelectorTerms: [
                {
                  matchExpressions: [{ key: 'topology.ebs.csi.aws.com/zone', operator: 'In', values: ['us-east-1a'] }],
                },
              ],
            },
          },
        },
      }),
      'RES-001 fail spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values[0]: us-east-1a',
    ],
    [
      'the region that a driver was told',
      object('PersistentVolume', {
        spec: { csi: { driver: 'x.example', volumeHandle: 'v', volumeAttributes: { region: 'us-east-1' } } },
      }),
      'RES-001 fail spec.csi.volumeAttributes.region: us-east-1',
    ],
    [
      'the image that really runs',
      object('Pod', {
        spec: { containers: [] },
        status: { containerStatuses: [{ name: 'c', image: 'gcr.io/x/y:1' }] },
      }),
      'RES-003 fail status.containerStatuses[0].image: gcr.io/x/y:1',
    ],
    [
      'what an operator has ordered',
      {
        apiVersion: 's3.aws.upbound.io/v1beta1',
        kind: 'Bucket',
        metadata: { name: 'b' },
        spec: { forProvider: { region: 'eu-central-1' } },
        status: { atProvider: { region: 'us-east-1', id: 'b' } },
      },
      'RES-001 fail status.atProvider.region: us-east-1',
    ],
  ])('%s', (_name, one, expected) => expect(said(one)).toContain(expected));

  it.each([
    [
      'conditions, reasons and sentences',
      { conditions: [{ type: 'Ready', message: 'cannot reach s3.us-east-1.amazonaws.com' }] },
    ],
    ['what a kubelet once pulled', { images: [{ names: ['docker.io/library/busybox:1'] }] }],
    [
      'the private address of a node',
      {
        addresses: [
          { type: 'InternalIP', address: '10.20.0.4' },
          { type: 'Hostname', address: 'heidelberg-a-1' },
        ],
      },
    ],
  ])('but not %s', (_name, status) => expect(said(node({ status }))).toEqual([]));

  it('and a zone of the region that the site claims is its own', () => {
    const labels = { 'topology.kubernetes.io/region': 'heidelberg', 'topology.kubernetes.io/zone': 'heidelberg-b' };
    expect(said(node({}, labels))).toEqual([]);
    expect(said(node({}, { 'topology.kubernetes.io/region': 'springfield' }))).toHaveLength(1);
  });

  it('but nobody claims a name that a provider has', () => {
    const claimed = boundaryOf('EEA', [
      { match: 'us-east-1', country: 'DE', operator: 'Hospital', position: undefined },
    ]);
    const subjects = [liveSubject(node({}, { 'topology.kubernetes.io/region': 'us-east-1' }), 'hospital')];
    expect(judgeRead(subjects, claimed, packOf('eea-residency')).judgement.verdict).toBe('fail');
  });
});

describe('a Secret of a cluster', () => {
  const url = 'postgres://joe:hunter22@db.us-east-1.rds.amazonaws.com:5432/records';
  const secret = object(
    'Secret',
    { type: 'Opaque', data: { DATABASE_URL: base64(url), cert: base64('-----BEGIN') } },
    {
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': `{"stringData":{"DATABASE_URL":"${url}"}}` },
    },
  );

  it('is where its value belongs, and names a place all the same', () => {
    expect(said(secret)).toEqual(['RES-002 fail data.DATABASE_URL: (30 characters of a Secret, not shown)']);
  });

  it('stands in no report with any part of its value', () => {
    const { judgement, survey } = judged(secret, object('Secret', { data: { blob: base64('\u0000\u0001') } }));
    const all = JSON.stringify([judgement, survey()]);
    for (const part of ['hunter22', 'rds.amazonaws', 'joe', base64(url)]) expect(all).not.toContain(part);
    expect(all).toContain('a Secret names a url in US, run by aws');
  });
});

describe('what Kubernetes brings is judged, and no alarm', () => {
  const own = (name: string, pods: readonly Fields[] = []) =>
    said({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }, ...pods);

  it.each(['default', 'kube-system', 'kube-public', 'kube-node-lease'])('the namespace %s without a pod', (name) => {
    expect(own(name)).toEqual([]);
  });

  it('but with its first pod the namespace is like any other', () => {
    const pod = object('Pod', { spec: { containers: [] } }, { namespace: 'default' });
    expect(own('default', [pod]).map((line) => line.split(' ')[0])).toEqual(['NET-001', 'NET-001', 'POD-001']);
    expect(own('mine').map((line) => line.split(' ')[0])).toEqual(['NET-001', 'NET-001', 'POD-001']);
  });

  it('the Service of the API server, whose endpoints it writes itself', () => {
    const service = (name: string) => object('Service', { spec: { ports: [] } }, { name, namespace: 'default' });
    expect(said(service('kubernetes'))).toEqual([]);
    expect(said(service('kubernetes2'))).toEqual(['NET-006 indeterminate spec.selector: (nothing)']);
  });

  it('the role by which everybody may ask what he may do', () => {
    const role = (resource: string): Fields => ({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'system:basic-user' },
      rules: [{ apiGroups: ['authorization.k8s.io'], resources: [resource], verbs: ['create'] }],
    });
    const binding: Fields = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'system:basic-user' },
      roleRef: { kind: 'ClusterRole', name: 'system:basic-user' },
      subjects: [{ kind: 'Group', name: 'system:authenticated' }],
    };
    const model = object('Pod', { spec: { containers: [] } }, { labels: { 'domicile.internal/role': 'ai-model' } });
    expect(said(role('selfsubjectaccessreviews'), binding, model)).toEqual([]);
    expect(said(role('subjectaccessreviews'), binding, model)[0]).toContain('AI-003 fail');
  });
});

describe('a finding in a cluster', () => {
  it('says where: the address of the object and a JSON pointer, and what is the same in a file', () => {
    const { findings } = judged(
      object(
        'ConfigMap',
        { data: { 'a/b~c': 'https://s3.us-east-1.amazonaws.com' } },
        { managedFields: [{ manager: 'x' }] },
      ),
    ).judgement;
    expect(findings[0]).toMatchObject({
      subject: { address: 'ConfigMap/clinical/it' },
      location: { file: 'cluster hospital: ConfigMap clinical/it', line: 1, column: 1, pointer: '/data/a~1b~0c' },
    });
  });
});

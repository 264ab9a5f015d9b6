import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { admissionPolicies } from '../../policies/admission/compile.ts';
import { scopeFor } from '../support/admission.ts';
import { type Answered, ApiClient } from './api-client.ts';
import { startTestCluster, type TestCluster } from './local-cluster.ts';

const site = 'besieged';
const intruder = { user: 'mallory', groups: ['system:authenticated'] };
const deployer = { user: 'deployer', groups: ['system:masters'] };
const image = `registry.hospital.example/app@sha256:${'0'.repeat(64)}`;
const ours = { 'app.kubernetes.io/managed-by': 'domicile', 'app.kubernetes.io/name': 'fhir' };
const named = (name: string, more: object = {}) => ({ metadata: { name, namespace: site, ...more } });
const container = {
  ...{ name: 'main', image },
  securityContext: {
    ...{ runAsNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
    capabilities: { drop: ['ALL'] },
  },
};
const podSpec = {
  automountServiceAccountToken: false,
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [container],
};
const template = { metadata: { labels: { app: 'fhir', ...ours } }, spec: podSpec };
const selector = { matchLabels: { app: 'fhir' } };

const core = `/api/v1/namespaces/${site}`;
const group = (name: string) => `/apis/${name}/namespaces/${site}`;

describe('somebody with every right in a namespace of the platform, by less common ways', () => {
  let cluster: TestCluster;
  let api: ApiClient;
  const apply = (manifests: readonly object[]) =>
    cluster.kubectl.text(
      ['apply', '--server-side', '-f', '-'],
      manifests.map((one) => stringify(one)).join('---\n'),
      300,
    );

  beforeAll(async () => {
    cluster = await startTestCluster();
    api = new ApiClient(cluster.kubeconfig);
    const level = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    const access = 'rbac.authorization.k8s.io';
    await apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: site, labels: level } }]);
    await apply([
      {
        ...{ apiVersion: `${access}/v1`, kind: 'ClusterRole', metadata: { name: 'everything-here' } },
        rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
      },
      {
        ...{ apiVersion: `${access}/v1`, kind: 'RoleBinding', ...named('mallory') },
        roleRef: { apiGroup: access, kind: 'ClusterRole', name: 'everything-here' },
        subjects: [{ apiGroup: access, kind: 'User', name: intruder.user }],
      },
      { apiVersion: 'v1', kind: 'ServiceAccount', ...named('fhir', { labels: ours }) },
      {
        apiVersion: 'v1',
        kind: 'Service',
        ...named('fhir', { labels: ours }),
        spec: { selector: ours, ports: [{ port: 443 }] },
      },
      { apiVersion: 'apps/v1', kind: 'Deployment', ...named('fhir', { labels: ours }), spec: { selector, template } },
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        ...named('db', { labels: ours }),
        spec: { selector, template, serviceName: 'db' },
      },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        ...named('waiting'),
        spec: {
          ...podSpec,
          containers: [{ ...container, resources: { requests: { cpu: '1' } } }],
          nodeSelector: { no: 'where' },
        },
      },
      {
        ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', ...named('default-deny', { labels: ours }) },
        spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      },
    ]);
    await apply(admissionPolicies({ ...scopeFor(site), readOnlyAccounts: [`${site}/model`] }));
    // Each policy holds a moment after it was written; one attempt for each tells when.
    for (const name of [
      'delete all network policies at once',
      'keep a template of a pod',
      'end the namespace by its finalizers',
      'claim an unencrypted volume',
    ])
      for (let left = 480; left > 0 && (await attempts[name]?.())?.status !== 403; left--) await sleep(250);
  });
  afterAll(async () => {
    api?.close();
    await cluster?.stop();
  });

  const post = (path: string, body: object, as = intruder) => api.send('POST', `${path}?dryRun=All`, body, as);
  const patch = (path: string, body: object) =>
    api.send('PATCH', `${path}?dryRun=All`, body, intruder, 'application/merge-patch+json');
  const applied = (path: string, body: object) =>
    api.send(
      'PATCH',
      `${path}?dryRun=All&fieldManager=mallory&force=true`,
      body,
      intruder,
      'application/apply-patch+yaml',
    );
  const target = { apiVersion: 'v1', kind: 'Node', name: 'de-test-a-1' };
  const tokenSecret = {
    ...{ apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/service-account-token' },
    ...named('x', { annotations: { 'kubernetes.io/service-account.name': 'fhir' } }),
  };

  const scaler = (apiVersion: string) => ({
    ...{ apiVersion, kind: 'HorizontalPodAutoscaler', ...named('x') },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'fhir' },
      minReplicas: 40,
      maxReplicas: 50,
    },
  });
  const everybody = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    ...named('x'),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'everything-here' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:unauthenticated' }],
  };

  const attempts: Readonly<Record<string, () => Promise<Answered>>> = {
    'delete all network policies at once': () =>
      api.send('DELETE', `${group('networking.k8s.io/v1')}/networkpolicies?dryRun=All`, undefined, intruder),
    'bind a waiting pod to a node': () =>
      post(`${core}/pods/waiting/binding`, { apiVersion: 'v1', kind: 'Binding', ...named('waiting'), target }),
    'bind it by the older way': () =>
      post(`${core}/bindings`, { apiVersion: 'v1', kind: 'Binding', ...named('waiting'), target }),
    'ask for a token of an account': () =>
      post(`${core}/serviceaccounts/fhir/token`, {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: { audiences: ['x'] },
      }),
    'have a token written into a Secret': () => post(`${core}/secrets`, tokenSecret),
    'name a Service outside': () =>
      post(`${core}/services`, {
        apiVersion: 'v1',
        kind: 'Service',
        ...named('x'),
        spec: { type: 'ExternalName', externalName: 'evil.example' },
      }),
    'take addresses by externalIPs': () =>
      post(`${core}/services`, {
        apiVersion: 'v1',
        kind: 'Service',
        ...named('x'),
        spec: { selector: ours, ports: [{ port: 443 }], externalIPs: ['203.0.113.7'] },
      }),
    'write endpoints of the older kind': () =>
      post(`${core}/endpoints`, {
        apiVersion: 'v1',
        kind: 'Endpoints',
        ...named('fhir'),
        subsets: [{ addresses: [{ ip: '203.0.113.7' }], ports: [{ port: 443 }] }],
      }),
    'open an entrance': () =>
      post(`${group('networking.k8s.io/v1')}/ingresses`, {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        ...named('x'),
        spec: { tls: [{ hosts: ['a.example'] }], defaultBackend: { service: { name: 'fhir', port: { number: 443 } } } },
      }),
    'have a controller scale what the platform runs': () =>
      post(`${group('autoscaling/v2')}/horizontalpodautoscalers`, scaler('autoscaling/v2')),
    'have a controller scale it by the older version': () =>
      post(`${group('autoscaling/v1')}/horizontalpodautoscalers`, scaler('autoscaling/v1')),
    'run a job by the clock': () =>
      post(`${group('batch/v1')}/cronjobs`, {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        ...named('x'),
        spec: {
          schedule: '* * * * *',
          jobTemplate: { spec: { template: { spec: { ...podSpec, restartPolicy: 'Never' } } } },
        },
      }),
    'run a replication controller': () =>
      post(`${core}/replicationcontrollers`, {
        apiVersion: 'v1',
        kind: 'ReplicationController',
        ...named('x'),
        spec: { selector: { app: 'x' }, template: { metadata: { labels: { app: 'x' } }, spec: podSpec } },
      }),
    'keep a template of a pod': () =>
      post(`${core}/podtemplates`, { apiVersion: 'v1', kind: 'PodTemplate', ...named('x'), template }),
    'have the API server name the pod': () =>
      post(`${core}/pods`, {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { generateName: 'x-', namespace: site, labels: { app: 'x' } },
        spec: podSpec,
      }),
    'take over a Deployment by server-side apply': () =>
      applied(`${group('apps/v1')}/deployments/fhir`, {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'fhir' },
        spec: { replicas: 0 },
      }),
    'create a policy by server-side apply': () =>
      applied(`${group('networking.k8s.io/v1')}/networkpolicies/x`, {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'x' },
        spec: { podSelector: {}, egress: [{}] },
      }),
    'scale by a patch of the subresource': () =>
      patch(`${group('apps/v1')}/statefulsets/db/scale`, { spec: { replicas: 9 } }),
    'write a revision of a StatefulSet': () =>
      post(`${group('apps/v1')}/controllerrevisions`, {
        apiVersion: 'apps/v1',
        kind: 'ControllerRevision',
        ...named('db-x', { labels: { app: 'fhir' } }),
        revision: 9,
        data: { spec: { template: { $patch: 'replace', ...template } } },
      }),
    'end the namespace by its finalizers': () =>
      api.send(
        'PUT',
        `/api/v1/namespaces/${site}/finalize?dryRun=All`,
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: site }, spec: { finalizers: [] } },
        intruder,
      ),
    'make a volume of a path of the node': () =>
      post('/api/v1/persistentvolumes', {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: 'x' },
        spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/' } },
      }),
    'claim an unencrypted volume': () =>
      post(`${core}/persistentvolumeclaims`, {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        ...named('x'),
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: 'plain',
          resources: { requests: { storage: '1Gi' } },
        },
      }),
    'mount an image as a volume': () =>
      post(`${core}/pods`, {
        apiVersion: 'v1',
        kind: 'Pod',
        ...named('x'),
        spec: { ...podSpec, volumes: [{ name: 'a', image: { reference: 'docker.io/x' } }] },
      }),
    'project the token of an account': () =>
      post(`${core}/pods`, {
        apiVersion: 'v1',
        kind: 'Pod',
        ...named('x'),
        spec: {
          ...podSpec,
          serviceAccountName: 'fhir',
          volumes: [{ name: 'a', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } }],
        },
      }),
    'bind a policy of their own': () =>
      post('/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings', {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicyBinding',
        metadata: { name: 'x' },
        spec: { policyName: 'x', validationActions: ['Audit'] },
      }),
    'hand the namespace to everybody': () => post(`${group('rbac.authorization.k8s.io/v1')}/rolebindings`, everybody),
    'forbid evictions': () =>
      post(`${group('policy/v1')}/poddisruptionbudgets`, {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        ...named('x'),
        spec: { minAvailable: '100%', selector: {} },
      }),
    'forbid pods by a quota': () =>
      post(`${core}/resourcequotas`, {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        ...named('x'),
        spec: { hard: { pods: '0' } },
      }),
    'set limits of their own': () =>
      post(`${core}/limitranges`, {
        apiVersion: 'v1',
        kind: 'LimitRange',
        ...named('x'),
        spec: { limits: [{ type: 'Container', max: { cpu: '1m' } }] },
      }),
    'resize a running pod': () =>
      patch(`${core}/pods/waiting/resize`, {
        spec: { containers: [{ name: 'main', resources: { requests: { cpu: '2' } } }] },
      }),
    'label a pod through its status': () =>
      patch(`${core}/pods/waiting/status`, { metadata: { labels: { 'domicile.internal/role': 'egress' } } }),
  };

  test.each(Object.entries(attempts))('cannot %s', async (_, attempt) => {
    expect(await attempt()).toEqual({
      status: 403,
      message: expect.stringMatching(
        /ValidatingAdmissionPolicy|external IPs is denied|cannot (?:create|delete) resource/,
      ),
    });
  });

  /** What docs/admission.md names as not refused. */
  const limits: Readonly<Record<string, () => Promise<Answered>>> = {
    'read a Secret': () => api.send('GET', `${core}/secrets`, undefined, intruder),
    'write the status of a Deployment': () =>
      patch(`${group('apps/v1')}/deployments/fhir/status`, { status: { observedGeneration: 99 } }),
    'claim a device': () =>
      post(`${group('resource.k8s.io/v1')}/resourceclaims`, {
        apiVersion: 'resource.k8s.io/v1',
        kind: 'ResourceClaim',
        ...named('x'),
        spec: { devices: { requests: [{ name: 'a', exactly: { deviceClassName: 'gpu' } }] } },
      }),
    'keep a Secret of their own': () => post(`${core}/secrets`, { apiVersion: 'v1', kind: 'Secret', ...named('x') }),
  };
  test.each(Object.entries(limits))('can %s', async (_, attempt) => {
    expect([200, 201]).toContain((await attempt()).status);
  });

  test('while the deployer of the site can have a controller scale, bind roles and set quotas', async () => {
    const quota = { apiVersion: 'v1', kind: 'ResourceQuota', ...named('x'), spec: { hard: { pods: '9' } } };
    const answers = [
      await post(`${core}/resourcequotas`, quota, deployer),
      await post(`${core}/secrets`, tokenSecret, deployer),
      await post(`${group('autoscaling/v2')}/horizontalpodautoscalers`, scaler('autoscaling/v2'), deployer),
      await post(`${group('rbac.authorization.k8s.io/v1')}/rolebindings`, everybody, deployer),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  });
});

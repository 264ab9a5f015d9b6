import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { admissionPolicies } from '../../policies/admission/compile.ts';
import { compiledRules, kindsAsked, kindsLeft } from '../../policies/admission/rules.ts';
import type { Manifest } from '../../policies/admission/types.ts';
import { type Differential, differentials, scopeFor } from '../support/admission.ts';
import { ApiClient, collectionOf } from './api-client.ts';
import { startTestCluster, type TestCluster } from './local-cluster.ts';

let cluster: TestCluster;
let api: ApiClient;
beforeAll(async () => {
  cluster = await startTestCluster();
  api = new ApiClient(cluster.kubeconfig);
});
afterAll(async () => {
  api?.close();
  await cluster?.stop();
});

const apply = (manifests: readonly unknown[]) =>
  cluster.kubectl.text(
    ['apply', '--server-side', '--warnings-as-errors', '-f', '-'],
    manifests.map((one) => stringify(one)).join('---\n'),
    300,
  );

/** Waits until the API server has type-checked the policies, and returns what it warns of. */
async function typeChecked(names: readonly string[]): Promise<readonly string[]> {
  for (;;) {
    const policies = await cluster.kubectl.objects(['get', 'validatingadmissionpolicies']);
    const asked = policies.filter(({ metadata }) => names.includes(metadata.name));
    const status = asked.map((one) => one.status as Status | undefined);
    if (asked.length === names.length && status.every((one) => one?.typeChecking !== undefined)) {
      return asked.flatMap(({ metadata }, index) =>
        (status[index]?.typeChecking?.expressionWarnings ?? []).map(
          ({ fieldRef, warning }) => `${metadata.name} ${fieldRef}: ${warning}`,
        ),
      );
    }
    await sleep(500);
  }
}

interface Status {
  readonly typeChecking?: { readonly expressionWarnings?: readonly { fieldRef: string; warning: string }[] };
}

const policyNames = (manifests: readonly Manifest[]) =>
  manifests
    .filter(({ kind }) => kind === 'ValidatingAdmissionPolicy')
    .map(({ metadata }) => (metadata as { name: string }).name);

describe('admission policies', () => {
  test('are taken by the API server, which finds nothing to warn of', async () => {
    const manifests = admissionPolicies(scopeFor('type-check'));
    await apply(manifests);
    expect(await typeChecked(policyNames(manifests))).toEqual([]);
    await cluster.kubectl.text(['delete', '-f', '-'], manifests.map((one) => stringify(one)).join('---\n'));
  });
});

/** Where a policy is stricter than the judge, and why. Everything else must agree. */
const stricter: Readonly<Record<string, string>> = {
  'a wide block of which the exceptions leave only private addresses':
    'CEL compares blocks whole, without their exceptions',
  'a Service whose endpoints stand beside it': 'one object is seen at a time',
  'a Service whose endpoints stand beside it in the older kind': 'one object is seen at a time',
  'endpoints on the hospital network': 'one object is seen at a time',
};

describe('what the judge says of its cases', () => {
  const questions = compiledRules.map((rule) => ({ rule, ...differentials(rule) }));
  const rules = questions.map(({ rule, sent }) => [rule.id, sent] as const);
  beforeAll(async () => {
    // The forms of one case share its namespace and what is allowed in it.
    const cases = rules.flatMap(([id, asked]) => {
      return [...new Map(asked.map((one) => [one.namespace, one])).values()].map((one) => [id, one] as const);
    });
    const level = { 'pod-security.kubernetes.io/enforce': 'privileged' };
    const names = cases.map(([, { namespace: name }]) => ({ metadata: { name, labels: level } }));
    await apply(names.map((one) => ({ apiVersion: 'v1', kind: 'Namespace', ...one })));
    await apply(rules.flatMap(([, asked]) => asked.flatMap(accountsOf)));
    await apply(cases.flatMap(([id, { scope }]) => ofRule(admissionPolicies(scope), id)));
  });

  test('is asked of every kind that a policy covers, and kinds that a cluster may not have are named', () => {
    for (const { rule, sent } of questions)
      expect([rule.id, ...new Set(sent.map(({ object }) => String(object.kind)))].sort()).toEqual(
        [rule.id, ...kindsAsked(rule)].sort(),
      );
    const left = questions.flatMap(({ rule, left: cases }) =>
      cases.flatMap(({ kinds }) => {
        const theirs = rule.selects.includes('*') ? kinds : kinds.filter((kind) => kindsLeft(rule).includes(kind));
        return theirs.map((kind) => `${rule.id} ${kind}`);
      }),
    );
    expect(new Set(left)).toEqual(
      new Set([
        'ENC-003 Gateway',
        'ENC-004 Cluster',
        ...['Cluster', 'ImageCatalog'].map((kind) => `IMG-001 ${kind}`),
        ...['CiliumNetworkPolicy', 'GlobalNetworkPolicy', 'ServiceEntry'].map((kind) => `NET-002 ${kind}`),
        'RES-003 HelmRelease',
      ]),
    );
  });

  test.each(questions)('of $rule.id is what the API server does', async ({ rule, sent }) => {
    const refused = sent.filter(({ admitted }) => !admitted);
    // A policy holds a moment after it was written: until then, what it refuses is admitted.
    const answers = new Map<Differential, string>();
    for (const one of refused) answers.set(one, await answerOnceEnforced(one));
    for (const one of sent.filter(({ admitted }) => admitted)) answers.set(one, await answer(one));
    const wrong = sent.flatMap((one) => {
      const expected = one.admitted && !(one.name in stricter) ? 'admitted' : 'refused';
      const answered = answers.get(one) ?? '';
      return answered.startsWith(expected) ? [] : [`${one.name}: ${answered}, and should be ${expected}`];
    });
    expect(wrong).toEqual([]);
    const kindsOf = (wanted: string) =>
      [...new Set(sent.filter((one) => answers.get(one) === wanted).map(({ object }) => String(object.kind)))].sort();
    const every = [...kindsAsked(rule)].sort();
    expect({ refused: kindsOf('refused by a policy'), admitted: kindsOf('admitted') }).toEqual({
      refused: every,
      admitted: every,
    });
  });
});

function accountsOf({ namespace, object }: Differential): readonly unknown[] {
  const { serviceAccountName: name } = (object.spec ?? {}) as { readonly serviceAccountName?: unknown };
  if (typeof name !== 'string' || !/^[a-z0-9-]+$/.test(name) || name === 'default') return [];
  return [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } }];
}

/** Only what one rule asks, so that no other rule answers for it. */
function ofRule(manifests: readonly Manifest[], id: string): readonly Manifest[] {
  const kept = manifests.flatMap((one) => {
    if (one.kind !== 'ValidatingAdmissionPolicy') return [one];
    const spec = one.spec as { readonly validations: readonly { readonly message: string }[] };
    const validations = spec.validations.filter(({ message }) => message.startsWith(`${id}:`));
    return validations.length === 0 ? [] : [{ ...one, spec: { ...spec, validations } }];
  });
  const names = policyNames(kept);
  return kept.filter(({ metadata }) => names.includes((metadata as { name: string }).name));
}

async function answerOnceEnforced(one: Differential): Promise<string> {
  for (let left = 480; ; left--) {
    const answered = await answer(one);
    if (answered !== 'admitted' || left === 0) return answered;
    await sleep(250);
  }
}

// What the API itself calls invalid or cannot read is refused too; anything else is a mistake of this test.
async function answer({ object }: Differential): Promise<string> {
  const { status, message } = await api.send('POST', `${collectionOf(object)}?dryRun=All`, object);
  if (status === 201) return 'admitted';
  const byPolicy = message.includes('ValidatingAdmissionPolicy') || message.includes('Use of external IPs is denied');
  if (byPolicy) return 'refused by a policy';
  return status === 422 || status === 400 ? 'refused as invalid' : message;
}

describe('somebody with every right in a namespace of the platform', () => {
  const site = 'besieged';
  const image = `registry.hospital.example/app@sha256:${'0'.repeat(64)}`;
  const intruder = { user: 'mallory', groups: ['system:authenticated'] };
  const ours = { 'app.kubernetes.io/managed-by': 'domicile', 'app.kubernetes.io/name': 'fhir' };
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
  const named = (name: string, labels: object = {}) => ({ metadata: { name, namespace: site, labels } });
  const pod = (name: string, labels: object, spec: object = podSpec) => ({
    ...{ apiVersion: 'v1', kind: 'Pod', ...named(name, labels), spec },
  });
  const deployment = (name: string, labels: object) => ({
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', ...named(name, labels) },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name, ...labels } }, spec: podSpec },
    },
  });
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    ...named('fhir', ours),
    spec: { selector: ours, ports: [{ port: 443 }] },
  };
  const policy = (name: string, labels: object) => ({
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', ...named(name, labels) },
    spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] },
  });
  const slice = {
    ...{
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      ...named('fhir-x', { 'kubernetes.io/service-name': 'fhir' }),
    },
    ...{ addressType: 'IPv4', endpoints: [{ addresses: ['203.0.113.7'] }], ports: [{ port: 443 }] },
  };

  beforeAll(async () => {
    const level = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    const ref = { apiGroup: 'rbac.authorization.k8s.io' };
    await apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: site, labels: level } }]);
    await apply([
      {
        ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'everything-here' } },
        rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
      },
      {
        ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', ...named('mallory') },
        roleRef: { ...ref, kind: 'ClusterRole', name: 'everything-here' },
        subjects: [{ ...ref, kind: 'User', name: intruder.user }],
      },
      ...[
        deployment('fhir', ours),
        service,
        policy('default-deny', ours),
        pod('fhir-0', ours),
        pod('own', { app: 'own' }),
        { apiVersion: 'v1', kind: 'ConfigMap', ...named('settings') },
      ],
    ]);
    await apply(admissionPolicies({ ...scopeFor(site), readOnlyAccounts: [`${site}/model`] }));
    const probe = {
      name: 'probe',
      namespace: site,
      object: policy('probe', {}),
      admitted: false,
      scope: scopeFor(site),
    };
    for (let left = 480; left > 0 && (await asked('POST', probe.object)).status === 201; left--) await sleep(250);
  });

  const asked = (method: string, object: Record<string, unknown>, path = '', as = intruder) => {
    const { name } = object.metadata as { readonly name: string };
    const at = method === 'POST' && path === '' ? collectionOf(object) : `${collectionOf(object)}/${name}${path}`;
    const patch = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    return api.send(method, `${at}?dryRun=All`, method === 'DELETE' ? undefined : object, as, patch);
  };
  const change = (
    object: { readonly apiVersion: string; readonly kind: string; readonly metadata: object },
    fields: object,
  ) => ({
    ...{ apiVersion: object.apiVersion, kind: object.kind },
    ...{ metadata: object.metadata },
    ...fields,
  });
  const scale = (replicas: number) => ({
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    ...named('fhir'),
    spec: { replicas },
  });

  test('may keep settings of their own there', async () => {
    const settings = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', ...named(name), data: { a: 'b' } });
    expect(await asked('POST', settings('mine'))).toMatchObject({ status: 201 });
    expect(await asked('DELETE', settings('settings'))).toMatchObject({ status: 200 });
  });

  test.each<[string, () => Promise<{ readonly status: number; readonly message: string }>]>([
    [
      'create a pod from elsewhere',
      () => asked('POST', pod('x', {}, { ...podSpec, containers: [{ ...container, image: 'docker.io/x' }] })),
    ],
    ['create a pod that policies let through', () => asked('POST', pod('x', { 'app.kubernetes.io/name': 'egress' }))],
    [
      'create a pod with a role of the platform',
      () => asked('POST', pod('x', { 'domicile.internal/role': 'approval' })),
    ],
    ['create a controller of such pods', () => asked('POST', deployment('x', { 'app.kubernetes.io/name': 'egress' }))],
    [
      'relabel a pod of their own',
      () =>
        asked(
          'PATCH',
          change(pod('own', {}), {
            metadata: { name: 'own', namespace: site, labels: { 'app.kubernetes.io/name': 'egress' } },
          }),
        ),
    ],
    [
      'relabel it through its status',
      () =>
        asked(
          'PATCH',
          change(pod('own', {}), {
            metadata: { name: 'own', namespace: site, labels: { 'domicile.internal/role': 'egress' } },
          }),
          '/status',
        ),
    ],
    ['patch what the platform runs', () => asked('PATCH', change(deployment('fhir', {}), { spec: { paused: true } }))],
    [
      'take a label off it',
      () =>
        asked(
          'PATCH',
          change(deployment('fhir', {}), {
            metadata: { name: 'fhir', namespace: site, labels: { 'app.kubernetes.io/managed-by': null } },
          }),
        ),
    ],
    ['delete it', () => asked('DELETE', deployment('fhir', {}))],
    [
      'scale it',
      () => api.send('PUT', `/apis/apps/v1/namespaces/${site}/deployments/fhir/scale?dryRun=All`, scale(0), intruder),
    ],
    [
      'evict it',
      () =>
        api.send(
          'POST',
          `/api/v1/namespaces/${site}/pods/fhir-0/eviction?dryRun=All`,
          { apiVersion: 'policy/v1', kind: 'Eviction', ...named('fhir-0') },
          intruder,
        ),
    ],
    [
      'put a debug container into it',
      () =>
        asked(
          'PATCH',
          change(pod('fhir-0', {}), { spec: { ephemeralContainers: [{ ...container, name: 'debug' }] } }),
          '/ephemeralcontainers',
        ),
    ],
    [
      'run a program in it',
      () => api.send('POST', `/api/v1/namespaces/${site}/pods/fhir-0/exec?command=sh`, undefined, intruder),
    ],
    [
      'forward a port of it',
      () => api.send('POST', `/api/v1/namespaces/${site}/pods/fhir-0/portforward?ports=443`, undefined, intruder),
    ],
    [
      'reach it through the API server',
      () => api.send('GET', `/api/v1/namespaces/${site}/services/https:fhir:443/proxy/`, undefined, intruder),
    ],
    ['open a network policy', () => asked('POST', policy('x', {}))],
    ['delete the one that closes', () => asked('DELETE', policy('default-deny', {}))],
    ['lead a Service elsewhere', () => asked('PATCH', change(service, { spec: { selector: { app: 'own' } } }))],
    ['name an endpoint of a Service', () => asked('POST', slice)],
    [
      'bind the account of a model',
      () =>
        asked('POST', {
          ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', ...named('x') },
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'everything-here' },
          subjects: [{ kind: 'ServiceAccount', name: 'model', namespace: site }],
        }),
    ],
    [
      'unlabel the namespace',
      () =>
        api.send(
          'PATCH',
          `/api/v1/namespaces/${site}?dryRun=All`,
          { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } } },
          intruder,
          'application/merge-patch+json',
        ),
    ],
    ['delete the namespace', () => api.send('DELETE', `/api/v1/namespaces/${site}?dryRun=All`, undefined, intruder)],
    [
      'remove a policy',
      () =>
        api.send(
          'DELETE',
          `/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/${site}-pods?dryRun=All`,
          undefined,
          intruder,
        ),
    ],
    [
      'unbind a policy',
      () =>
        api.send(
          'DELETE',
          `/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/${site}-pods?dryRun=All`,
          undefined,
          intruder,
        ),
    ],
  ])('cannot %s', async (_, attempt) => {
    const { status, message } = await attempt();
    expect({ status, message }).toEqual({
      status: 403,
      message: expect.stringMatching(/ValidatingAdmissionPolicy|cannot (?:delete|patch|create) resource/),
    });
  });

  test('while the deployer of the site can', async () => {
    const deployer = { user: 'deployer', groups: ['system:masters'] };
    expect(await asked('POST', policy('x', ours), '', deployer)).toMatchObject({ status: 201 });
    expect(
      await asked('PATCH', change(deployment('fhir', {}), { spec: { paused: true } }), '', deployer),
    ).toMatchObject({ status: 200 });
    expect(await asked('DELETE', policy('default-deny', {}), '', deployer)).toMatchObject({ status: 200 });
  });
});

import { describe, expect, it } from 'vitest';
import { compare } from '../../../engines/live/compare.ts';
import { applied, live, stated, wrote } from './support.ts';

const APPS = 'apps/v1';
const deployment = (spec: object) => stated('Deployment', { spec }, APPS);
const running = (spec: object, owners: Parameters<typeof live>[2]) => live('Deployment', { spec }, owners, APPS);
const containers = (...list: readonly object[]) => ({ template: { spec: { containers: list } } });
const owned = {
  'f:spec': {
    'f:replicas': {},
    'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"fhir"}': { 'f:image': {} } } } },
  },
};
const image = 'registry.example/fhir@sha256:0';
/** `change path: found → expected (by)` */
const said = (...about: Parameters<typeof compare>) =>
  compare(...about).map(
    ({ change, path, found, expected, by }) => `${change} ${path.join('.')}: ${found} → ${expected} (${by})`,
  );

describe('an object that is as the site says', () => {
  it.each([
    ['word for word', { replicas: 2 }, { replicas: 2 }],
    [
      'with defaults of the server',
      { replicas: 2 },
      { replicas: 2, progressDeadlineSeconds: 600, revisionHistoryLimit: 10 },
    ],
    [
      'with defaults in the items of a list',
      containers({ name: 'fhir', image }),
      containers({
        name: 'fhir',
        image,
        imagePullPolicy: 'IfNotPresent',
        terminationMessagePath: '/dev/termination-log',
      }),
    ],
    [
      'with quantities in the server’s spelling',
      containers({ name: 'fhir', image, resources: { limits: { cpu: '1000m', memory: '1024Mi' } } }),
      containers({ name: 'fhir', image, resources: { limits: { cpu: '1', memory: '1Gi' } } }),
    ],
    [
      'without what the site leaves empty',
      containers({ name: 'fhir', image, env: [], args: null, stdin: false }),
      containers({ name: 'fhir', image }),
    ],
  ])('%s', (_name, site, cluster) => {
    expect(said(deployment(site), running(cluster, [applied(owned)]))).toEqual([]);
  });

  it('with what controllers write into it', () => {
    const object = live('Deployment', { spec: { replicas: 2 }, status: { replicas: 2 } }, [applied(owned)], APPS);
    const metadata = {
      ...object.metadata,
      finalizers: ['kubernetes.io/x'],
      annotations: { 'deployment.kubernetes.io/revision': '3' },
      managedFields: [applied(owned), wrote('kube-controller-manager', { 'f:metadata': { 'f:annotations': {} } })],
    };
    expect(said(deployment({ replicas: 2 }), { ...object, metadata })).toEqual([]);
  });

  it('but for the mark of server-side apply, which Terraform does not set', () => {
    const site = stated('ConfigMap', { data: { URL: 'a' } });
    const metadata = { name: 'fhir', namespace: 'clinical', labels: { 'domicile.internal/layer': 'data' } };
    const marked = { ...site, body: { ...site.body, metadata } };
    expect(said(marked, live('ConfigMap', { data: { URL: 'a' } }, [wrote('HashiCorp', { 'f:data': {} })]))).toEqual([]);
  });

  it('and written by Terraform, which also owns the defaults', () => {
    const terraform = wrote('HashiCorp', { 'f:spec': { 'f:replicas': {}, 'f:revisionHistoryLimit': {} } });
    expect(said(deployment({ replicas: 2 }), running({ replicas: 2, revisionHistoryLimit: 10 }, [terraform]))).toEqual(
      [],
    );
  });
});

describe('what somebody changed', () => {
  it('is named with its path, both values, and who did it when', () => {
    const scaled = wrote('kubectl', { 'f:spec': { 'f:replicas': {} } }, { subresource: 'scale' });
    const stays = applied({ 'f:spec': { 'f:template': {} } });
    expect(said(deployment({ replicas: 2 }), running({ replicas: 0 }, [stays, scaled]))).toEqual([
      'changed spec.replicas: 0 → 2 (kubectl (scale), 2026-11-22T10:00:00Z)',
    ]);
  });

  it('is a smaller quantity, and not another spelling of the same', () => {
    const site = containers({ name: 'fhir', resources: { limits: { memory: '2Gi' } } });
    const cluster = containers({ name: 'fhir', resources: { limits: { memory: '2G' } } });
    expect(said(deployment(site), running(cluster, [applied(owned)]))).toEqual([
      'changed spec.template.spec.containers.0.resources.limits.memory: 2G → 2Gi (null)',
    ]);
  });

  it('is what the site states and the cluster no longer has', () => {
    const site = containers({ name: 'fhir', securityContext: { runAsNonRoot: true } });
    expect(said(deployment(site), running(containers({ name: 'fhir' }), [applied(owned)]))).toEqual([
      'changed spec.template.spec.containers.0.securityContext: (nothing) → {"runAsNonRoot":true} (null)',
    ]);
  });
});

describe('what somebody added', () => {
  const edited = (fields: object) => wrote('kubectl-edit', { 'f:spec': { 'f:template': { 'f:spec': fields } } });

  it('is a container, told from the site’s own by its name', () => {
    const spec = containers({ name: 'tunnel', image: 'x' }, { name: 'fhir', image });
    const owners = [applied(owned), edited({ 'f:containers': { 'k:{"name":"tunnel"}': { '.': {}, 'f:image': {} } } })];
    expect(said(deployment(containers({ name: 'fhir', image })), running(spec, owners))).toEqual([
      'added spec.template.spec.containers.0: {"name":"tunnel","image":"x"} → (nothing) (kubectl-edit, 2026-11-22T10:00:00Z)',
    ]);
  });

  it('is a field that the server would have left empty', () => {
    const spec = { template: { spec: { hostNetwork: true } } };
    expect(
      said(deployment({ template: { spec: {} } }), running(spec, [applied(owned), edited({ 'f:hostNetwork': {} })])),
    ).toEqual(['added spec.template.spec.hostNetwork: true → (nothing) (kubectl-edit, 2026-11-22T10:00:00Z)']);
  });

  it('is what the toolkit stated once and the site does not state now', () => {
    const before = applied({ 'f:data': { 'f:URL': {}, 'f:OLD': {} } });
    const config = live('ConfigMap', { data: { URL: 'a', OLD: 'b' } }, [before]);
    expect(said(stated('ConfigMap', { data: { URL: 'a' } }), config)).toEqual([
      'added data.OLD: b → (nothing) (domicile, 2026-11-22T10:00:00Z)',
    ]);
  });

  it('is shown without what its name calls a credential', () => {
    const spec = containers({ name: 'fhir', env: [{ name: 'DB_PASSWORD', value: 'correct horse' }] });
    const owners = [
      applied(owned),
      edited({ 'f:containers': { 'k:{"name":"fhir"}': { 'f:env': { 'k:{"name":"DB_PASSWORD"}': {} } } } }),
    ];
    const [found] = said(deployment(containers({ name: 'fhir' })), running(spec, owners));
    expect(found).toContain('"value":"(13 characters, not shown)"');
    expect(found).not.toContain('correct horse');
  });
});

describe('an object without a record of who wrote it', () => {
  it('is compared in full where the server fills in nothing, as the account that a namespace is given', () => {
    const account = stated('ServiceAccount', { automountServiceAccountToken: false });
    expect(said(account, live('ServiceAccount', { automountServiceAccountToken: false }, []))).toEqual([]);
    const pulls = { automountServiceAccountToken: false, imagePullSecrets: [{ name: 'x' }] };
    expect(said(account, live('ServiceAccount', pulls, []))).toEqual([
      'added imagePullSecrets: [{"name":"x"}] → (nothing) (nobody on record)',
    ]);
  });

  it('is unclear, so that nobody hides an addition by removing the record', () => {
    const [found] = compare(deployment({ replicas: 2 }), running({ replicas: 2, paused: true }, []));
    expect(found).toMatchObject({ change: 'unclear', path: ['metadata', 'managedFields'] });
  });
});

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import type { RenderedObject } from '../../engines/render.ts';
import { accountObjects } from '../../fleet/account.ts';
import { packArtefact } from '../../fleet/artefact.ts';
import { fluxFiles, predecessorsIn } from '../../fleet/files.ts';
import { pinnedIn, releasedFromWaves } from '../../fleet/held.ts';
import { PRUNE, withPruning } from '../../fleet/keep.ts';
import { parseFleet } from '../../fleet/load.ts';
import type { FleetSite } from '../../fleet/objects.ts';
import { pushScript } from '../../fleet/push-script.ts';

const text = readFileSync('fleets/clinics.yaml', 'utf8');
const fleet = parseFleet(text, 'clinics.yaml');
const managed = parseFleet(
  text.replace(/kind: own-cluster.*/, 'kind: management-cluster\n  kubeconfigs: to'),
  'clinics.yaml',
);

const object = (kind: string, name: string, rest: object = {}): RenderedObject => ({
  kind,
  name,
  namespace: 'a',
  body: {
    apiVersion: kind.endsWith('Role') ? 'rbac.authorization.k8s.io/v1' : 'v1',
    kind,
    metadata: { name },
    ...rest,
  } as RenderedObject['body'],
});

const site = (name: string, digest: string): FleetSite => ({
  name,
  digest: `sha256:${digest.repeat(64)}`,
  layers: [
    { name: 'foundation', dependencies: [], objects: [object('Namespace', 'a')] },
    { name: 'data', dependencies: ['foundation'], objects: [object('ConfigMap', 'b')] },
  ],
});

interface Flux {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: { readonly dependsOn?: readonly { readonly name: string; readonly readyExpr?: string }[] };
}

const rolloutOf = (files: ReadonlyMap<string, string>, name: string) => files.get(`flux/${name}/rollout.yaml`) ?? '';
const objectsIn = (yaml: string) => parseAllDocuments(yaml).map((document) => document.toJS() as Flux);

describe('a fleet file', () => {
  test.each([
    [
      'more waves promoted than there are',
      'promoted: 1',
      'promoted: 3',
      /clinics\.yaml:14:11: more waves are promoted.*\n.*3\n.*0 to 2/,
    ],
    ['a site in two waves', 'sites/clinic.yaml,', 'sites/clinic-de.yaml,', /this site is there twice/],
    ['two waves with one name', 'name: all', 'name: canary', /this wave is there twice/],
    ['a key that nobody knows', 'promoted: 1', 'promote: 1', /write "promoted"/],
    ['a registry with a user in it', 'rg.fr-par', 'me@rg.fr-par', /a registry host/],
    ['a version of the form that is unknown', 'fleet/v1', 'fleet/v2', /fleet\/v1/],
  ])('is refused with %s', (_, from, to, message) => {
    expect(() => parseFleet(text.replace(from, to), 'clinics.yaml')).toThrow(message);
  });
});

describe('an artefact', () => {
  const files = new Map([
    ['02-data/b.yaml', 'kind: B\n'],
    [`01-foundation/${'long-'.repeat(18)}.yaml`, 'kind: A\n'],
  ]);

  test('has the same bytes for the same files in any order', () => {
    const one = packArtefact(files, 'x');
    const other = packArtefact(new Map([...files].reverse()), 'x');
    expect([...one.files]).toEqual([...other.files]);
  });

  test('has another digest when one byte of one file differs', () => {
    expect(packArtefact(new Map([...files, ['02-data/b.yaml', 'kind: C\n']]), 'x').digest).not.toBe(
      packArtefact(files, 'x').digest,
    );
  });

  test('is read by tar', () => {
    const blobs = [...packArtefact(files, 'x').files].filter(
      ([path, bytes]) => path.startsWith('blobs/') && bytes[0] === 0x1f,
    );
    expect(blobs).toHaveLength(1);
    const listed = execFileSync('tar', ['-tzf', '-'], { input: blobs[0]?.[1] }).toString().trim().split('\n');
    expect(listed).toEqual([...files.keys()].sort());
  });
});

describe('what Flux never removes by itself', () => {
  const spec = (rules: object) => ({ spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ...rules } });
  test.each([
    ['a namespace, with all that is in it', object('Namespace', 'a'), 'disabled'],
    ["a volume with patients' data", object('PersistentVolumeClaim', 'a'), 'disabled'],
    ['a policy of admission', object('ValidatingAdmissionPolicy', 'a'), 'disabled'],
    ['the policy that closes a namespace', object('NetworkPolicy', 'a', spec({})), 'disabled'],
    ['but a policy that opens a way', object('NetworkPolicy', 'a', spec({ ingress: [{}] })), undefined],
    ['but a workload', object('Deployment', 'a'), undefined],
  ])('%s', (_, one, wanted) => {
    const { metadata } = withPruning(one).body as unknown as { metadata: { annotations?: Record<string, string> } };
    expect(metadata.annotations?.[PRUNE]).toBe(wanted);
  });
});

describe('the account of the rollout', () => {
  const account = { name: 'rollout', namespace: 'fleet-x' };
  const layerOf = (...objects: readonly RenderedObject[]) => [{ name: 'l', dependencies: [], objects }];

  test('may change the kinds of the artefact, hand out its roles by name, and read no Secret', () => {
    const [, role] = accountObjects(account, layerOf(object('ConfigMap', 'a'), object('ClusterRole', 'reader')));
    const { rules } = role as unknown as {
      rules: readonly { resources: readonly string[]; resourceNames?: readonly string[]; verbs: readonly string[] }[];
    };
    expect(rules.flatMap(({ resources }) => resources).sort()).toEqual([
      'clusterroles',
      'clusterroles',
      'configmaps',
      'pods',
      'replicasets',
    ]);
    expect(rules.find(({ verbs }) => verbs.includes('escalate'))?.resourceNames).toEqual(['reader']);
  });

  test('cannot be given a Secret to roll out', () => {
    expect(() => accountObjects(account, layerOf(object('Secret', 's')))).toThrow(/holds no Secret.*\n.*a\/s/);
  });
});

describe('waves', () => {
  const canary = site('clinic-de', 'a');

  test('wait by themselves for the health of the wave before, with exactly its artefact, where one Flux sees both', () => {
    const files = fluxFiles(managed, site('clinic', 'b'), predecessorsIn(managed, [canary]));
    const first = objectsIn(rolloutOf(files, 'clinic')).find(({ metadata }) => metadata.name === 'clinic-foundation');
    expect(first?.spec.dependsOn?.map(({ name }) => name)).toEqual(['clinic-de-foundation', 'clinic-de-data']);
    expect(first?.spec.dependsOn?.[0]?.readyExpr).toContain(canary.digest);
    expect(first?.spec).toMatchObject({ kubeConfig: { secretRef: { name: 'to-clinic' } } });
  });

  test('are promoted by a person where each site has its own Flux', () => {
    const files = fluxFiles(fleet, site('clinic', 'b'), predecessorsIn(fleet, [canary]));
    expect(rolloutOf(files, 'clinic')).not.toContain('clinic-de');
  });

  test('leave a site that keeps what it had its layers in order, and waiting for no other site', () => {
    const before = rolloutOf(fluxFiles(managed, site('clinic', 'b'), predecessorsIn(managed, [canary])), 'clinic');
    const after = releasedFromWaves(before);
    expect(pinnedIn(after)).toBe(`sha256:${'b'.repeat(64)}`);
    expect(objectsIn(after).flatMap(({ spec }) => spec?.dependsOn ?? [])).toEqual([{ name: 'clinic-foundation' }]);
  });
});

test('the push script writes to no public transparency log', () => {
  expect(pushScript(fleet, [canaryOf()])).toMatch(/--use-signing-config=false --tlog-upload=false/);
});

function canaryOf() {
  return { name: 'clinic-de', digest: `sha256:${'a'.repeat(64)}` };
}

test('clinics of two countries differ by data: they have the same keys', () => {
  const keys = (value: unknown, path = ''): readonly string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => keys(inner, `${path}.${key}`))
      : [path];
  const [german, austrian] = ['de', 'at'].map(
    (country) => parse(readFileSync(join('sites', `clinic-${country}.yaml`), 'utf8')) as { country: string },
  );
  expect([german?.country, austrian?.country]).toEqual(['DE', 'AT']);
  expect(keys(austrian)).toEqual(keys(german));
});

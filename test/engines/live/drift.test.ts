import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../../engines/kubectl.ts';
import { differencesOf, isWanted } from '../../../engines/live/drift.ts';
import type { ClusterReading } from '../../../engines/live/read.ts';
import type { RenderedObject } from '../../../engines/render.ts';
import { applied, wrote } from './support.ts';

const rendered = (kind: string, name: string, namespace?: string): RenderedObject => ({
  kind,
  name,
  namespace,
  body: { apiVersion: 'v1', kind, metadata: namespace === undefined ? { name } : { name, namespace } },
});
const object = (kind: string, name: string, namespace?: string, metadata: object = {}): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    uid: `${kind}/${name}`,
    managedFields: [applied({ 'f:x': {} })],
    ...metadata,
  },
});

const site = [rendered('Namespace', 'ward'), rendered('ConfigMap', 'settings', 'ward')];
const wanted = {
  layers: [{ name: 'data', dependencies: [], objects: site }],
  secrets: [{ namespace: 'ward', name: 'passwords' }],
};
const cluster = [object('Namespace', 'ward'), object('ConfigMap', 'settings', 'ward')];
const kinds = ['Namespace', 'ConfigMap', 'Secret', 'Pod'].map((kind) => ({
  group: '',
  apiVersion: 'v1',
  kind,
  resource: `${kind.toLowerCase()}s`,
  namespaced: true,
}));

function differences(objects: readonly KubernetesObject[], unlisted: ClusterReading['unlisted'] = []) {
  const reading = { context: 'c', identity: 'u', version: 'v1', objects, kinds, unlisted };
  return differencesOf(wanted, reading).map(({ change, kind, namespace, name, by }) =>
    [change, kind, namespace, name, by].join(' '),
  );
}

describe('a cluster beside the site', () => {
  it('is no different when it has what the site states, and what Kubernetes and the toolkit add', () => {
    const more = [object('Secret', 'passwords', 'ward'), object('ConfigMap', 'kube-root-ca.crt', 'ward')];
    expect(differences([...cluster, ...more])).toEqual([]);
  });

  it('shows neither value where a Secret differs', () => {
    const secret = { ...rendered('Secret', 'token', 'ward') };
    const stated = { ...secret, body: { ...secret.body, data: { t: 'b2xk' } } };
    const live = { ...object('Secret', 'token', 'ward'), data: { t: 'bmV3' } };
    const reading = { context: 'c', identity: 'u', version: 'v1', objects: [live], kinds, unlisted: [] };
    const found = differencesOf(
      { layers: [{ name: 'data', dependencies: [], objects: [stated] }], secrets: [] },
      reading,
    );
    expect(found).toMatchObject([{ change: 'changed', path: ['data', 't'] }]);
    expect(JSON.stringify(found)).not.toMatch(/b2xk|bmV3/);
  });

  it('lacks what the site states', () => {
    expect(differences(cluster.slice(0, 1))).toEqual(['missing ConfigMap ward settings ']);
  });

  it('but lacks nothing of a kind that nobody could list, which is named by itself', () => {
    expect(differences(cluster.slice(0, 1), [{ what: 'configmaps', reason: 'forbidden' }])).toEqual([]);
  });

  it('has what nobody deployed, with who made it', () => {
    const stray = object('Pod', 'shell', 'ward', { managedFields: [wrote('kubectl-run', {})] });
    expect(differences([...cluster, stray])).toEqual(['added Pod ward shell kubectl-run, 2026-11-22T10:00:00Z']);
  });

  it.each([
    ['the mark of a layer', { 'domicile.internal/layer': 'data' }],
    ['the mark of the toolkit', { 'app.kubernetes.io/managed-by': 'domicile' }],
    ['the mark of a rehearsal', { 'domicile.internal/rehearsal': 'true' }],
  ])('and is not told otherwise by %s, which anybody can write', (_name, labels) => {
    expect(differences([...cluster, object('Pod', 'shell', 'ward', { labels })])).toHaveLength(1);
  });

  it('is other people’s outside of the namespaces of the site', () => {
    expect(differences([...cluster, object('Pod', 'shop', 'elsewhere')])).toEqual([]);
    expect(isWanted(wanted)(object('Pod', 'shop', 'elsewhere'))).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../../engines/kubectl.ts';
import { earlierRevisions } from '../../../engines/live/history.ts';

const owner = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'fhir', uid: 'd' } };
const owned = (
  kind: string,
  name: string,
  rest: object,
  by = { kind: 'Deployment', uid: 'd', controller: true },
): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, uid: name, ownerReferences: [by] },
  ...rest,
});
const set = (name: string, wanted: number, has: number, by?: Parameters<typeof owned>[3]) =>
  owned('ReplicaSet', name, { spec: { replicas: wanted }, status: { replicas: has } }, by);
const earlier = (...objects: readonly KubernetesObject[]) =>
  [...earlierRevisions([owner, ...objects])].map(({ metadata }) => metadata.name);

describe('what Kubernetes keeps for a roll-back', () => {
  it('is a ReplicaSet of a Deployment without any pod', () => {
    expect(earlier(set('now', 2, 2), set('before', 0, 0))).toEqual(['before']);
  });

  it.each([
    ['one that still has a pod', set('going', 0, 1)],
    ['one that is to have a pod', set('coming', 1, 0)],
    ['one whose Deployment does not exist', set('orphan', 0, 0, { kind: 'Deployment', uid: 'gone', controller: true })],
    [
      'one that names its owner, but is not run by it',
      set('claimed', 0, 0, { kind: 'Deployment', uid: 'd', controller: false }),
    ],
    ['one of another kind of owner', set('other', 0, 0, { kind: 'Rollout', uid: 'd', controller: true })],
  ])('is not %s', (_name, one) => expect(earlier(one)).toEqual([]));

  it('is every ControllerRevision but the last of its set', () => {
    const revisions = [1, 2, 3].map((revision) => owned('ControllerRevision', `r${revision}`, { revision }));
    expect(earlier(...revisions)).toEqual(['r1', 'r2']);
  });
});

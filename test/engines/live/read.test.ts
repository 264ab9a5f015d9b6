import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../engines/live/api.ts';
import { readCluster } from '../../../engines/live/read.ts';
import { ok, page, recorded, refused, resource } from './support.ts';

const group = (name: string, ...versions: readonly string[]) => ({
  name,
  versions: versions.map((version) => ({ groupVersion: `${name}/${version}` })),
  preferredVersion: { groupVersion: `${name}/${versions[0]}` },
});

const core = {
  '/api/v1': ok({ resources: [resource('configmaps', 'ConfigMap'), resource('secrets', 'Secret')] }),
  '/apis': ok({ groups: [] }),
  '/version': ok({ gitVersion: 'v1.36.3' }),
  '/api/v1/configmaps?limit=500': page(['a'], '', 'clinical'),
  '/api/v1/secrets?limit=500': page(['s'], '', 'clinical'),
};

async function read(more: Readonly<Record<string, Answer | readonly Answer[]>>, secrets = true) {
  const api = recorded({ ...core, ...more });
  const { objects, unlisted, version } = await readCluster(api, { secrets });
  const names = objects.map(({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.name}`);
  return { names, unlisted, version, asked: api.asked };
}

describe('reading a cluster', () => {
  it('gives every object its kind, which the items of a list do not say', async () => {
    expect(await read({})).toMatchObject({
      names: ['v1 ConfigMap a', 'v1 Secret s'],
      unlisted: [],
      version: 'v1.36.3',
    });
  });

  it('goes on through every page', async () => {
    const { names } = await read({
      '/api/v1/configmaps?limit=500': page(['a', 'b'], 'more/=='),
      '/api/v1/configmaps?limit=500&continue=more%2F%3D%3D': page(['c']),
    });
    expect(names).toContain('v1 ConfigMap c');
  });

  it('starts a list again that grew too old to be continued', async () => {
    const { names, unlisted } = await read({
      '/api/v1/configmaps?limit=500': [page(['a'], 'old'), page(['a', 'b'])],
      '/api/v1/configmaps?limit=500&continue=old': refused(410, 'the continue parameter is too old'),
    });
    expect({ names, unlisted }).toEqual({
      names: ['v1 ConfigMap a', 'v1 ConfigMap b', 'v1 Secret s'],
      unlisted: [],
    });
  });

  it('asks for custom kinds, in the version whose fields the judge knows', async () => {
    const { names } = await read({
      '/apis': ok({ groups: [group('autoscaling', 'v3', 'v2'), group('shop.example', 'v1alpha1')] }),
      '/apis/autoscaling/v3': ok({ resources: [resource('horizontalpodautoscalers', 'HorizontalPodAutoscaler')] }),
      '/apis/autoscaling/v2': ok({ resources: [resource('horizontalpodautoscalers', 'HorizontalPodAutoscaler')] }),
      '/apis/autoscaling/v2/horizontalpodautoscalers?limit=500': page(['h']),
      '/apis/shop.example/v1alpha1': ok({ resources: [resource('tills', 'Till'), resource('tills/status', 'Till')] }),
      '/apis/shop.example/v1alpha1/tills?limit=500': page(['t']),
    });
    expect(names).toEqual(
      expect.arrayContaining(['autoscaling/v2 HorizontalPodAutoscaler h', 'shop.example/v1alpha1 Till t']),
    );
  });
});

describe('what could not be read is named', () => {
  it.each([
    [
      'a kind that is forbidden',
      { '/api/v1/secrets?limit=500': refused(403, 'secrets is forbidden: User "auditor" cannot list') },
      'secrets',
      'HTTP 403: secrets is forbidden: User "auditor" cannot list',
    ],
    [
      'an API service that does not answer',
      {
        '/apis': ok({ groups: [group('metrics.k8s.io', 'v1beta1')] }),
        '/apis/metrics.k8s.io/v1beta1': refused(503, 'service unavailable'),
      },
      'metrics.k8s.io/v1beta1',
      'its API does not answer: HTTP 503: service unavailable',
    ],
    [
      'a kind that can be read one by one, and not listed',
      {
        '/apis': ok({ groups: [group('vault.example', 'v1')] }),
        '/apis/vault.example/v1': ok({ resources: [resource('safes', 'Safe', ['get'])] }),
      },
      'safes.vault.example (vault.example/v1)',
      'the API server reads these one by one and lists none',
    ],
  ])('%s', async (_name, answers, what, reason) => {
    expect((await read(answers)).unlisted).toEqual([{ what, reason }]);
  });

  it('and so are Secrets that were left out as asked, for which nobody asks then', async () => {
    const { unlisted, asked } = await read({}, false);
    expect(unlisted.map(({ what }) => what)).toEqual(['secrets']);
    expect(asked.filter((path) => path.includes('secrets'))).toEqual([]);
  });

  it('but not a question that is answered and forgotten', async () => {
    const questions = [resource('tokenreviews', 'TokenReview', ['create'])];
    const { unlisted } = await read({
      '/apis': ok({ groups: [group('authentication.k8s.io', 'v1')] }),
      '/apis/authentication.k8s.io/v1': ok({ resources: questions }),
    });
    expect(unlisted).toEqual([]);
  });

  it('and an API server that says nothing at all is an error', async () => {
    await expect(read({ '/apis': refused(401, 'Unauthorized') })).rejects.toThrow('HTTP 401: Unauthorized');
  });
});

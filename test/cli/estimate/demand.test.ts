import { describe, expect, it } from 'vitest';
import { demandOf, totalOf } from '../../../cli/estimate/demand.ts';
import type { RenderedObject } from '../../../engines/render.ts';

const GIB = 2 ** 30;
const template = { spec: { containers: [{ name: 'a', resources: { requests: { cpu: '500m', memory: '1Gi' } } }] } };
const claim = (storage: string, storageClassName?: string) => ({
  spec: { ...(storageClassName === undefined ? {} : { storageClassName }), resources: { requests: { storage } } },
});
function object(apiVersion: string, kind: string, spec: object = {}, name = kind.toLowerCase()): RenderedObject {
  const body = { apiVersion, kind, metadata: { name, namespace: 'ward' }, spec } as RenderedObject['body'];
  return { kind, name, namespace: 'ward', body };
}
const demand = (...objects: readonly RenderedObject[]) => demandOf([{ name: 'data', dependencies: [], objects }]);
const total = (...objects: readonly RenderedObject[]) => totalOf(demand(...objects).layers);

describe('what a platform asks of a cluster', () => {
  it('has every replica of what runs all the time, and the volumes of each', () => {
    const set = { replicas: 3, template, volumeClaimTemplates: [claim('10Gi', 'fast'), claim('1Ti', 'slow')] };
    const sum = total(
      object('apps/v1', 'StatefulSet', set),
      object('apps/v1', 'Deployment', { replicas: 2, template }),
    );
    expect(sum.always).toEqual({ cores: 2.5, memory: 5 * GIB, accelerators: {} });
    expect(sum.volumes).toEqual({ fast: 30 * GIB, slow: 3 * 1024 * GIB });
  });

  it('has one replica where none is said, and none where none is wanted', () => {
    expect(total(object('apps/v1', 'Deployment', { template })).always.cores).toBe(0.5);
    expect(total(object('apps/v1', 'Deployment', { template, replicas: 0 })).always.cores).toBe(0);
  });

  it('counts jobs apart', () => {
    const jobs = [
      object('batch/v1', 'CronJob', { jobTemplate: { spec: { parallelism: 2, template } } }),
      object('batch/v1', 'Job', { template }),
    ];
    expect(total(...jobs)).toMatchObject({ always: { cores: 0 }, atTimes: { cores: 1.5 } });
  });

  it('has claims that stand by themselves, also of the default class', () => {
    const claims = [claim('20Gi'), claim('5Gi', 'fast')].map(({ spec }) => object('v1', 'PersistentVolumeClaim', spec));
    expect(total(...claims).volumes).toEqual({ '(default)': 20 * GIB, fast: 5 * GIB });
  });

  it('has every instance of a database that an operator runs, with both of its volumes', () => {
    const sum = total(
      object('postgresql.cnpg.io/v1', 'Cluster', {
        instances: 3,
        resources: { requests: { cpu: '2', memory: '4Gi' } },
        storage: { size: '100Gi', storageClass: 'fast' },
        walStorage: { size: '10Gi', storageClass: 'fast' },
      }),
    );
    expect(sum.always).toEqual({ cores: 6, memory: 12 * GIB, accelerators: {} });
    expect(sum.volumes).toEqual({ fast: 330 * GIB });
  });

  it('names what it cannot count, and nothing that takes nothing', () => {
    const objects = [
      object('postgresql.example.org/v1', 'Database'),
      object('apps/v1', 'DaemonSet', { template }),
      object('v1', 'ConfigMap'),
      object('networking.k8s.io/v1', 'NetworkPolicy'),
      object('cert-manager.io/v1', 'Certificate'),
    ];
    expect(demand(...objects).uncounted).toEqual(['DaemonSet ward/daemonset', 'Database ward/database']);
  });

  it('names the object whose quantity nobody can read', () => {
    expect(() => demand(object('v1', 'PersistentVolumeClaim', claim('much').spec))).toThrow(
      'PersistentVolumeClaim ward/persistentvolumeclaim: a volume asks for storage: much, which is no quantity',
    );
  });
});

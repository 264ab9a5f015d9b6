import { expect, it } from 'vitest';
import { type Readiness, readinessOf } from '../../engines/apply/readiness.ts';

interface Case {
  readonly name: string;
  readonly kind: string;
  readonly replicas?: number;
  readonly status?: object;
  readonly expected: Readiness;
}

const ready = { state: 'ready' } as const;
const waiting = (reason: string) => ({ state: 'waiting', reason }) as const;
const whole = { observedGeneration: 2, replicas: 3, updatedReplicas: 3, availableReplicas: 3 };
const condition = (type: string, more: object = {}) => ({ conditions: [{ type, status: 'True', ...more }] });

const cases: readonly Case[] = [
  { name: 'a Deployment with every replica', kind: 'Deployment', replicas: 3, status: whole, expected: ready },
  {
    name: 'a Deployment whose change was not seen yet',
    kind: 'Deployment',
    replicas: 3,
    status: { ...whole, observedGeneration: 1 },
    expected: waiting('not seen by its controller yet'),
  },
  {
    name: 'a Deployment without any status',
    kind: 'Deployment',
    replicas: 3,
    expected: waiting('not seen by its controller yet'),
  },
  {
    name: 'a Deployment with old pods beside the new',
    kind: 'Deployment',
    replicas: 3,
    status: { ...whole, replicas: 4 },
    expected: waiting('replicas is 4 of 3'),
  },
  {
    name: 'a Deployment with pods that are not available',
    kind: 'Deployment',
    replicas: 3,
    status: { ...whole, availableReplicas: 1 },
    expected: waiting('availableReplicas is 1 of 3'),
  },
  {
    name: 'a Deployment whose pods are refused',
    kind: 'Deployment',
    replicas: 3,
    status: { ...whole, ...condition('ReplicaFailure', { message: 'violates PodSecurity' }) },
    expected: { state: 'failed', reason: 'violates PodSecurity' },
  },
  {
    name: 'a Deployment that has given up',
    kind: 'Deployment',
    replicas: 3,
    status: {
      ...whole,
      conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'too slow' }],
    },
    expected: { state: 'failed', reason: 'too slow' },
  },
  {
    name: 'a Deployment of no replicas',
    kind: 'Deployment',
    replicas: 0,
    status: { observedGeneration: 2 },
    expected: ready,
  },
  {
    name: 'a StatefulSet with one pod of two',
    kind: 'StatefulSet',
    replicas: 2,
    status: { observedGeneration: 2, replicas: 1, updatedReplicas: 1, availableReplicas: 1 },
    expected: waiting('replicas is 1 of 2'),
  },
  {
    name: 'a DaemonSet on two of three nodes',
    kind: 'DaemonSet',
    status: { observedGeneration: 2, desiredNumberScheduled: 3, updatedNumberScheduled: 3, numberAvailable: 2 },
    expected: waiting('numberAvailable is 2 of 3'),
  },
  { name: 'a Job that has completed', kind: 'Job', status: condition('Complete'), expected: ready },
  { name: 'a Job that runs', kind: 'Job', status: {}, expected: waiting('has not completed') },
  {
    name: 'a Job that failed',
    kind: 'Job',
    status: condition('Failed', { message: 'exit code 1' }),
    expected: { state: 'failed', reason: 'exit code 1' },
  },
  { name: 'a new CustomResourceDefinition', kind: 'CustomResourceDefinition', expected: waiting('is not established') },
  {
    name: 'an established CustomResourceDefinition',
    kind: 'CustomResourceDefinition',
    status: condition('Established'),
    expected: ready,
  },
  {
    name: 'a namespace that ends',
    kind: 'Namespace',
    status: { phase: 'Terminating' },
    expected: waiting('is Terminating'),
  },
  { name: 'a ConfigMap', kind: 'ConfigMap', expected: ready },
];

it.each(cases)('$name: $expected.state', ({ kind, replicas, status, expected }) => {
  const spec = replicas === undefined ? {} : { spec: { replicas } };
  const object = {
    apiVersion: 'x/v1',
    kind,
    metadata: { name: 'x', generation: 2 },
    ...spec,
    ...(status && { status }),
  };
  expect(readinessOf(object)).toEqual(expected);
});

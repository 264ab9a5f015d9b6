import { describe, expect, it } from 'vitest';
import { Unresolved, type Value } from '../../../../policies/engine/types.ts';
import { isApiServerService, isUnusedOwnNamespace } from '../../../../policies/rules/shared/kubernetes-own.ts';
import { namespaceOf } from '../../../../policies/rules/shared/namespace.ts';
import { runOver, subject } from '../../../support/subjects.ts';

const clinical = { ...subject('clinical', {}, 'Namespace'), address: 'kubernetes_namespace_v1.it' };
const older = { ...subject('research', {}, 'Namespace'), address: 'kubernetes_namespace.old' };
const inNamespace = (namespace?: Value) =>
  namespaceOf(
    subject('fhir', namespace === undefined ? {} : { metadata: { namespace } }, 'Pod'),
    runOver([clinical, older]).context,
  );

describe('the namespace of an object', () => {
  it.each<[string, Value | undefined, string]>([
    ['is the one that it names', 'clinical', 'clinical'],
    ['is default when it names none', undefined, 'default'],
    ['is default when it names null', null, 'default'],
    ['is found through a reference', '${kubernetes_namespace_v1.it.metadata[0].name}', 'clinical'],
    ['is found through an older reference', '${kubernetes_namespace.old.metadata.0.name}', 'research'],
    ['is found through an identifier', '${kubernetes_namespace_v1.it.id}', 'clinical'],
    [
      'stands for itself when the reference leads elsewhere',
      '${kubernetes_namespace_v1.x.id}',
      '${kubernetes_namespace_v1.x.id}',
    ],
    ...[
      'x${kubernetes_namespace_v1.it.id}',
      '${kubernetes_namespace_v1.it.id}x',
      '${kubernetes_namespace_v1.it.uid}',
    ].map((text): [string, Value, string] => [
      `stands for itself when it is more than a reference: ${text}`,
      text,
      text,
    ]),
    ['is its expression while it is not known', new Unresolved('later', 'var.namespace'), 'var.namespace'],
  ])('%s', (_name, written, name) => expect(inNamespace(written)).toBe(name));

  it('is what the reader found, before what the body says', () => {
    const placed = { ...subject('fhir', { metadata: { namespace: 'other' } }, 'Pod'), namespace: 'clinical' };
    expect(namespaceOf(placed, runOver([placed]).context)).toBe('clinical');
  });
});

describe("a namespace that is Kubernetes' own and holds no pod", () => {
  const live = (name: string) => ({ ...subject(name, {}, 'Namespace'), live: true as const });
  const pod = (namespace: string) => ({ ...subject('a', {}, 'Pod'), namespace });

  it.each(['default', 'kube-system', 'kube-public', 'kube-node-lease'])('is %s', (name) =>
    expect(isUnusedOwnNamespace(live(name), runOver([pod('clinical')]).context)).toBe(true),
  );
  it.each([
    ['one with a pod', live('default'), 'default'],
    ['one of the site', live('clinical'), 'lab'],
    ['one that somebody wrote into a file', subject('default', {}, 'Namespace'), 'lab'],
  ])('is not %s', (_name, namespace, used) =>
    expect(isUnusedOwnNamespace(namespace, runOver([pod(used)]).context)).toBe(false),
  );
});

describe("the API server's own Service", () => {
  const service = { ...subject('kubernetes', {}, 'Service'), namespace: 'default', live: true as const };
  it('is recognised on a running cluster', () => expect(isApiServerService(service)).toBe(true));
  const { live: _live, ...written } = service;
  it.each([
    ['of another name', { ...service, name: 'fhir' }],
    ['in another namespace', { ...service, namespace: 'clinical' }],
    ['that stands in a file', written],
  ])('is not one %s', (_name, other) => expect(isApiServerService(other)).toBe(false));
});

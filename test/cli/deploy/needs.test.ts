import { expect, it } from 'vitest';
import { furnitureFor } from '../../../cli/deploy/needs.ts';
import { loadSite } from '../../../constructs/core/site/load.ts';
import type { RenderedObject } from '../../../engines/render.ts';

const hospital = loadSite('sites/reference-hospital.yaml');
const clinic = loadSite('sites/clinic.yaml');

function object(kind: string, name: string, more: object): RenderedObject {
  const body = { apiVersion: 'v1', kind, metadata: { name }, ...more };
  return { kind, name, namespace: undefined, body: body as RenderedObject['body'] };
}

const needs = (...objects: RenderedObject[]) => furnitureFor(hospital, [{ name: 'data', dependencies: [], objects }]);
const claim = (storageClassName: string) => object('PersistentVolumeClaim', 'claim', { spec: { storageClassName } });

it('puts the nodes where the site says it is, in three zones', () => {
  expect(needs().topology).toEqual({
    region: 'heidelberg',
    zones: ['heidelberg-a', 'heidelberg-b', 'heidelberg-c'],
  });
  expect(furnitureFor(clinic, []).topology.region).toBe('fr-par');
});

it('offers volumes of the class of the site and of every class that a claim names', () => {
  const templates = { spec: { volumeClaimTemplates: [{ spec: { storageClassName: 'archive' } }] } };
  expect(needs(claim('fast'), object('StatefulSet', 'store', templates)).storageClasses).toEqual([
    { name: 'archive', create: true },
    { name: hospital.storage.class, create: true },
    { name: 'fast', create: true },
  ]);
});

it('does not create a class that the platform brings itself', () => {
  const { storageClasses } = needs(claim('fast'), object('StorageClass', 'fast', {}));
  expect(storageClasses).toContainEqual({ name: 'fast', create: false });
});

it('offers the devices that a container asks for', () => {
  const pod = { spec: { containers: [{ resources: { limits: { 'nvidia.com/gpu': '1', memory: '1Gi' } } }] } };
  expect(needs(object('Deployment', 'model', pod)).resources).toEqual({ 'nvidia.com/gpu': '8' });
  expect(needs().resources).toEqual({});
});

import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLE_SCHEMA, type BundleRecord, layout } from '../../../cli/bundle/layout.ts';
import { put, seal } from '../../../cli/bundle/seal.ts';
import { BUNDLE_SIGNATURE, signSums } from '../../../cli/bundle/signature.ts';
import { temporaryFolder } from '../../support/folder.ts';

export const IMAGE = `registry.hospital.example/fhir@sha256:${'a'.repeat(64)}`;

const SITE = 'name: hospital\n';

export const manifest = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: fhir}\nspec: {containers: [{name: fhir, image: "${image}"}]}\n`;

const record: BundleRecord = {
  schema: BUNDLE_SCHEMA,
  tool: { name: 'domicile', version: '0.0.0' },
  site: {
    name: 'hospital',
    file: 'project/sites/hospital.yaml',
    sha256: createHash('sha256').update(SITE).digest('hex'),
  },
  terraform: null,
  definitions: [],
  images: 1,
  manifests: 1,
  executables: [layout.launcher],
};

/** A CustomResourceDefinition in the group `hospital.example`, as YAML. */
export function definition(plural: string, version = 'v1'): string {
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: ${plural}.hospital.example}
spec:
  group: hospital.example
  scope: Namespaced
  names: {plural: ${plural}, kind: ${plural[0]?.toUpperCase()}${plural.slice(1)}}
  versions: [{name: ${version}, served: true, storage: true}]
`;
}

/** Says in the record of a bundle that these definitions come first. */
export function recordDefinitions(root: string, definitions: BundleRecord['definitions']): void {
  put(root, layout.record, JSON.stringify({ ...record, definitions }));
}

/** A bundle that is whole, of few and short files; it goes when the test is over. */
export function smallBundle(more: Readonly<Record<string, string>> = {}): string {
  const root = temporaryFolder();
  const files = {
    [layout.launcher]: '#!/bin/sh\n',
    'project/sites/hospital.yaml': SITE,
    'manifests/01-data/01-pod-fhir.yaml': manifest(IMAGE),
    [layout.imageList]: `${IMAGE}\n`,
    [layout.record]: JSON.stringify(record),
    ...more,
  };
  for (const [path, text] of Object.entries(files)) put(root, path, text);
  seal(root);
  return root;
}

/** Signs a bundle, or signs it anew. */
export function sign(root: string, key: KeyObject): void {
  signSums(root, record, key, BUNDLE_SIGNATURE);
}

/** The same with a signature, and the file of the public key. */
export function signedBundle(): { readonly root: string; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const root = smallBundle();
  sign(root, privateKey);
  const file = join(temporaryFolder(), 'key.pub.pem');
  writeFileSync(file, publicKey.export({ type: 'spki', format: 'pem' }));
  return { root, publicKey: file };
}

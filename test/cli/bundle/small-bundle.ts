import { BUNDLE_SCHEMA, type BundleRecord, layout } from '../../../cli/bundle/layout.ts';
import { put, seal } from '../../../cli/bundle/seal.ts';
import { temporaryFolder } from '../../support/folder.ts';

export const IMAGE = `registry.hospital.example/fhir@sha256:${'a'.repeat(64)}`;

export const manifest = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: fhir}\nspec: {containers: [{name: fhir, image: "${image}"}]}\n`;

/** A bundle that is whole, of few and short files; it goes when the test is over. */
export function smallBundle(more: Readonly<Record<string, string>> = {}): string {
  const root = temporaryFolder();
  const record: BundleRecord = {
    schema: BUNDLE_SCHEMA,
    tool: { name: 'domicile', version: '0.0.0' },
    site: { name: 'hospital', file: 'project/sites/hospital.yaml', sha256: 'b'.repeat(64) },
    terraform: null,
    images: 1,
    manifests: 1,
    executables: [layout.launcher],
  };
  const files = {
    [layout.launcher]: '#!/bin/sh\n',
    'project/sites/hospital.yaml': 'name: hospital\n',
    'manifests/01-data/01-pod-fhir.yaml': manifest(IMAGE),
    [layout.imageList]: `${IMAGE}\n`,
    [layout.record]: JSON.stringify(record),
    ...more,
  };
  for (const [path, text] of Object.entries(files)) put(root, path, text);
  seal(root);
  return root;
}

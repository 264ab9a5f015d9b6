import { imageByDigest } from '../../../../policies/rules/residency/image-by-digest.ts';
import { configMap, pod, podWithoutSpec, type RuleCases } from '../../../support/rule-cases.ts';

const digest = `sha256:${'7'.repeat(64)}`;
const image = (name: string) => pod(`containers:\n  - name: app\n    image: ${name}`);
const database = (spec: string) => `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: fhir
  namespace: clinical
  annotations: {domicile.internal/injected-images: "registry.klinik.example/operator@${digest}"}
spec: ${spec}
`;
const catalogue = (image: string) =>
  `apiVersion: postgresql.cnpg.io/v1\nkind: ImageCatalog\nmetadata: {name: own, namespace: clinical}\nspec: {images: [{major: 18, image: "${image}"}]}\n`;

export const cases: RuleCases = {
  rule: imageByDigest,
  compliant: [
    { name: 'an image with its digest', input: image(`registry.klinik.example/letters@${digest}`) },
    { name: 'a tag for the reader, and the digest', input: image(`registry.klinik.example/letters:4.1@${digest}`) },
    { name: 'a pod of which nothing is said, which other rules refuse', input: podWithoutSpec, silent: true },
    { name: 'a longer digest', input: image(`registry.klinik.example/letters@sha512:${'a'.repeat(128)}`) },
    {
      name: 'a volume that is no image',
      input: pod('containers: []\nvolumes: [{name: tmp, emptyDir: {}}]'),
      silent: true,
    },
    {
      name: 'a database under CloudNativePG',
      input: database(`{imageName: "registry.klinik.example/postgresql:18.1@${digest}"}`),
    },
    { name: 'a catalogue of its images', input: catalogue(`registry.klinik.example/postgresql:18.1@${digest}`) },
    {
      name: "a cluster of machines, which is another operator's",
      input:
        'apiVersion: cluster.x-k8s.io/v1beta1\nkind: Cluster\nmetadata: {name: far, namespace: clinical}\nspec: {}\n',
      silent: true,
    },
  ],
  nonCompliant: [
    {
      name: 'a database under CloudNativePG, by tag',
      input: database('{imageName: "registry.klinik.example/postgresql:18.1"}'),
      path: 'spec.imageName',
      found: 'registry.klinik.example/postgresql:18.1',
    },
    {
      name: 'a database under CloudNativePG that takes whatever the operator takes',
      input: database('{instances: 3}'),
      path: 'spec.imageName',
      found: 'nothing',
    },
    {
      name: 'an extension of such a database, by tag',
      input: database(
        '{imageCatalogRef: {name: own}, postgresql: {extensions: [{name: vector, image: {reference: "registry.klinik.example/vector:1"}}]}}',
      ),
      path: 'spec.postgresql.extensions[0].image.reference',
      found: 'registry.klinik.example/vector:1',
    },
    {
      name: 'a catalogue of its images, by tag',
      input: catalogue('registry.klinik.example/postgresql:18.1'),
      path: 'spec.images[0].image',
      found: 'registry.klinik.example/postgresql:18.1',
    },
    {
      name: 'a tag alone',
      input: image('registry.klinik.example/letters:4.1'),
      path: 'spec.containers[0].image',
      found: 'registry.klinik.example/letters:4.1',
    },
    {
      name: 'a digest that is too short to be one',
      input: image('registry.klinik.example/letters@sha256:77'),
      path: 'spec.containers[0].image',
      found: 'registry.klinik.example/letters@sha256:77',
    },
    {
      name: 'a volume made of an image by tag',
      input: pod(
        'containers: []\nvolumes:\n  - name: model\n    image: {reference: "registry.klinik.example/model:7"}',
      ),
      path: 'spec.volumes[0].image.reference',
      found: 'registry.klinik.example/model:7',
    },
    {
      name: 'a longer digest that is too short to be one',
      input: image('registry.klinik.example/letters@sha512:a'),
      path: 'spec.containers[0].image',
      found: 'registry.klinik.example/letters@sha512:a',
    },
    {
      name: 'a digest with something behind it',
      input: image(`registry.klinik.example/letters@${digest}7`),
      path: 'spec.containers[0].image',
      found: `registry.klinik.example/letters@${digest}7`,
    },
  ],
  indeterminate: [
    {
      name: 'a template that nobody has rendered',
      input: image('registry.klinik.example/letters:${TAG}'),
      path: 'spec.containers[0].image',
      found: 'registry.klinik.example/letters:${TAG}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};

import { imageByDigest } from '../../../../policies/rules/residency/image-by-digest.ts';
import { configMap, pod, podWithoutSpec, type RuleCases } from '../../../support/rule-cases.ts';

const digest = `sha256:${'7'.repeat(64)}`;
const image = (name: string) => pod(`containers:\n  - name: app\n    image: ${name}`);

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
  ],
  nonCompliant: [
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

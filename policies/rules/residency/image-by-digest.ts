import { defineRule } from '../../engine/rule.ts';
import type { Value, Verdict } from '../../engine/types.ts';
import { databaseImages, databaseKinds } from '../shared/database-cluster.ts';
import { openReason, show } from '../shared/value.ts';
import { containersOf, fieldsOf, listOf, podOf, workloadKinds } from '../shared/workload.ts';

const digest = /@sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})$/;

/** Every container image is named by its digest. */
export const imageByDigest = defineRule({
  id: 'IMG-001',
  title: 'Every container image is named by its digest.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['c5-2026/OPS-34', 'grundschutz/SYS.1.6.A6', 'nis2/art-21-2', 'ai-act/art-15', 'eu-csf/SOV-5'],
  selects: [...workloadKinds, ...databaseKinds],
  whenSilent: 'pass',
  rationale:
    'A tag can be moved to other content by whoever holds the registry; a digest names the bytes that were reviewed. ' +
    'What runs tomorrow is then what was approved today.',
  remedy:
    'pin the image: registry.klinik.example/team/app:1.4@sha256:…; `domicile doctor` shows where digests come from',
  *evaluate(subject) {
    for (const { path, value } of databaseImages(subject))
      yield value === undefined ? unnamed(path) : judge(path, value);
    const pod = podOf(subject);
    if (pod === undefined) return;
    for (const { path, container } of containersOf(pod)) yield judge([...path, 'image'], container.image);
    for (const [index, volume] of listOf(pod.spec.volumes).entries()) {
      const image = fieldsOf(fieldsOf(volume).image);
      const path = [...pod.path, 'volumes', index, 'image', 'reference'];
      if (image.reference !== undefined) yield judge(path, image.reference);
    }
  },
});

const expected = 'an image that ends in @sha256: and 64 hexadecimal digits';

function unnamed(path: Verdict['path']): Verdict {
  const because = 'the operator takes its own default, from ghcr.io';
  return { result: 'fail', path, found: 'nothing', because, expected };
}

function judge(path: Verdict['path'], image: Value | undefined): Verdict {
  const found = show(image);
  const unknown = openReason(image);
  if (unknown !== undefined) return { result: 'indeterminate', path, found, because: unknown, expected };
  if (digest.test(found)) return { result: 'pass', path, found, because: 'named by digest', expected };
  return { result: 'fail', path, found, because: 'the image can change under the same name', expected };
}

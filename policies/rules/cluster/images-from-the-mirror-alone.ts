import { defineRule } from '../../engine/rule.ts';
import type { Fields, Verdict } from '../../engine/types.ts';
import { settingsOf } from '../shared/rke2.ts';
import { exactly, judgeSetting, type Setting } from '../shared/stated.ts';
import { show } from '../shared/value.ts';
import { fieldsOf, listOf } from '../shared/workload.ts';

const noFallback: Setting = {
  path: ['disable-default-registry-endpoint'],
  allows: exactly(true),
  because: 'an image that the mirror misses is asked for abroad',
  expected: 'true',
};

/** A machine pulls every image from the mirror. */
export const imagesFromTheMirrorAlone = defineRule({
  id: 'CLU-004',
  title: 'A machine of RKE2 pulls every image from the mirror, and never from the registry behind it.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['c5-2026/OPS-34', 'grundschutz/SYS.1.6.A6', 'nis2/art-21-2-d'],
  selects: ['Rke2Configuration', 'Rke2Part', 'Rke2Registries'],
  whenSilent: 'pass',
  rationale:
    'containerd asks the public registry when the mirror does not answer, unless it is told not to; and being told covers only ' +
    'the registries that registries.yaml lists. The wildcard lists them all.',
  remedy: 'set disable-default-registry-endpoint: true in config.yaml, and give mirrors in registries.yaml a "*"',
  *evaluate(subject) {
    if (subject.kind === 'Rke2Registries') yield* registries(subject.body);
    else for (const setting of settingsOf(subject, [noFallback])) yield judgeSetting(subject.body, setting);
  },
});

function* registries(body: Fields): Iterable<Verdict> {
  const endpoints = listOf(fieldsOf(fieldsOf(body.mirrors)['*']).endpoint);
  const because = 'a registry that is not listed is asked itself';
  const expected = 'a mirror named "*" with an endpoint';
  const result = endpoints.length > 0 ? 'pass' : 'fail';
  yield { result, path: ['mirrors', '*'], found: endpoints.map(show).join(', ') || '(nothing)', because, expected };
  for (const host of Object.keys(fieldsOf(body.configs))) {
    yield judgeSetting(body, {
      path: ['configs', host, 'tls', 'insecure_skip_verify'],
      allows: (value) => value === undefined || value === false,
      because: 'anybody on the way can answer for the mirror',
      expected: 'false, with ca_file',
    });
  }
}

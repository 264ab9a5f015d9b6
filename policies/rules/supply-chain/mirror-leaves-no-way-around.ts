import { defineRule } from '../../engine/rule.ts';
import type { Value, Verdict } from '../../engine/types.ts';
import { openReason, placeholderIn, show } from '../shared/value.ts';
import { fieldsOf, listOf } from '../shared/workload.ts';

const lists = { ImageDigestMirrorSet: 'imageDigestMirrors', ImageTagMirrorSet: 'imageTagMirrors' } as const;

/** A mirror of images leaves no way around it. */
export const mirrorLeavesNoWayAround = defineRule({
  id: 'SUP-003',
  title: 'Where a mirror stands in for a registry, nodes never ask the registry itself.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['c5-2026/OPS-34', 'grundschutz/SYS.1.6.A6', 'nis2/art-21-2-d', 'eu-csf/SOV-5'],
  selects: ['ImageDigestMirrorSet', 'ImageTagMirrorSet', 'ImageContentSourcePolicy'],
  whenSilent: 'indeterminate',
  rationale:
    'A mirror set falls back to the registry that it mirrors unless it is told not to. Then a missing image is fetched from ' +
    'abroad, at the worst moment and without anybody deciding it. ImageContentSourcePolicy cannot be told.',
  remedy: 'set mirrorSourcePolicy: NeverContactSource in an ImageDigestMirrorSet or ImageTagMirrorSet, for each source',
  *evaluate({ kind, body }) {
    if (kind === 'ImageContentSourcePolicy') yield judge(['kind'], kind);
    const key = kind === 'ImageDigestMirrorSet' || kind === 'ImageTagMirrorSet' ? lists[kind] : undefined;
    if (key === undefined) return;
    for (const [index, mirror] of listOf(fieldsOf(body.spec)[key]).entries()) {
      yield judge(['spec', key, index, 'mirrorSourcePolicy'], fieldsOf(mirror).mirrorSourcePolicy);
    }
  },
});

function judge(path: Verdict['path'], policy: Value | undefined): Verdict {
  const expected = 'mirrorSourcePolicy: NeverContactSource';
  const unknown = openReason(policy);
  if (unknown !== undefined)
    return { result: 'indeterminate', path, found: placeholderIn(policy), because: unknown, expected };
  const because = 'a node that misses an image in the mirror asks the registry itself';
  return { result: policy === 'NeverContactSource' ? 'pass' : 'fail', path, found: show(policy), because, expected };
}

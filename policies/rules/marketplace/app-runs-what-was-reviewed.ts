import { defineRule } from '../../engine/rule.ts';
import { roleOf } from '../shared/roles.ts';
import { annotationsOf, appRole, namespaceAround } from '../shared/third-party.ts';
import { openReason, placeholderIn, show } from '../shared/value.ts';
import { containersOf, podOf, workloadKinds } from '../shared/workload.ts';

const annotation = 'domicile.internal/image-digest';

/** A third-party app runs the image that was reviewed. */
export const appRunsWhatWasReviewed = defineRule({
  id: 'APP-005',
  title: 'A third-party app runs the image that its namespace says was reviewed.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['c5-2026/OPS-34', 'nis2/art-21-2-d', 'iso-27001/A.5.21', 'eu-csf/SOV-5'],
  selects: workloadKinds,
  whenSilent: 'pass',
  rationale: 'A review of one image says nothing of the next. An update is a new review, however small it is.',
  remedy: `review the new image, and write its digest where the site file names the app; or run the image of ${annotation}`,
  *evaluate(subject, context) {
    const pod = podOf(subject);
    if (pod === undefined || roleOf(pod) !== appRole) return;
    const namespace = namespaceAround(subject, context);
    const reviewed = namespace === undefined ? undefined : annotationsOf(namespace)[annotation];
    const images = containersOf(pod).map(({ container }) => container.image);
    const open = [reviewed, ...images].find((value) => openReason(value) !== undefined);
    const runs = images.some((image) => typeof reviewed === 'string' && show(image).endsWith(`@${reviewed}`));
    const undecided = open !== undefined || namespace === undefined;
    yield {
      result: runs ? 'pass' : undecided ? 'indeterminate' : 'fail',
      path: [...pod.path, 'containers'],
      found: open === undefined ? images.map(show).join(', ') : placeholderIn(open),
      because: namespace === undefined ? 'its namespace is not in this input' : 'no container runs the reviewed image',
      expected: `an image that ends in @${typeof reviewed === 'string' ? reviewed : `the ${annotation} of its namespace`}`,
    };
  },
});

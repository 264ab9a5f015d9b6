import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject } from '../kubectl.ts';

/** Written by the API server and by controllers, not by who applies. */
const SERVER_METADATA = [
  'resourceVersion',
  'generation',
  'managedFields',
  'uid',
  'creationTimestamp',
  'selfLink',
] as const;
const CONTROLLER_ANNOTATION = /^deployment\.kubernetes\.io\/|^pv\.kubernetes\.io\/|^volume\.(beta\.)?kubernetes\.io\//;

/** Whether an apply changed what an object asks for. Its status may change at any time and does not count. */
export function isChanged(before: KubernetesObject, after: KubernetesObject): boolean {
  return !isDeepStrictEqual(wishesOf(before), wishesOf(after));
}

function wishesOf({ status, ...object }: KubernetesObject): unknown {
  const metadata = Object.entries(object.metadata).filter(
    ([key]) => !(SERVER_METADATA as readonly string[]).includes(key),
  );
  const annotations = Object.entries(object.metadata.annotations ?? {}).filter(
    ([key]) => !CONTROLLER_ANNOTATION.test(key),
  );
  return { ...object, metadata: { ...Object.fromEntries(metadata), annotations: Object.fromEntries(annotations) } };
}

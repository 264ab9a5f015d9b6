import { keyMeaning } from '../../places/key.ts';

/**
 * What a controller reports about itself: when, how often, in which state, and sentences for people. Nothing acts on it,
 * so it names no place whatever it holds.
 */
const REPORTED = new Set([
  'conditions',
  'message',
  'reason',
  'phase',
  'capacity',
  'allocatable',
  'hard',
  'used',
  // What a kubelet has once pulled; each container is judged by the image that it runs.
  'images',
  'nodeInfo',
  'runtimeHandlers',
  // Schemas and expressions that the API server has checked.
  'storedVersions',
  'acceptedNames',
  'typeChecking',
  // A certificate that was issued.
  'certificate',
]);
const ADDRESS = /(?:^|[a-z_])(?:ip|ips|arn|providerid)$/i;

/** Whether a part of a status holds no place whatever stands in it. */
export function isReportedOnly(key: string): boolean {
  return REPORTED.has(key);
}

/**
 * Whether a field of a status says where something is: the address of a load balancer, a node or a pod, the image that
 * runs, the region or endpoint of what an operator has made. Every other field of a status repeats names and counts.
 */
export function isObservedPlace(key: string): boolean {
  const { region, endpoint, image } = keyMeaning(key);
  return region !== undefined || endpoint || image || ADDRESS.test(key);
}

import { listRules, type Rule } from '../engine/rule.ts';
import { endpointWithinBoundary } from './residency/endpoint-within-boundary.ts';
import { everyValueDecided } from './residency/every-value-decided.ts';
import { imageByDigest } from './residency/image-by-digest.ts';
import { imageRegistryWithinBoundary } from './residency/image-registry-within-boundary.ts';
import { regionWithinBoundary } from './residency/region-within-boundary.ts';

/** Every rule there is, by identifier. */
export const rules: readonly Rule[] = listRules([
  endpointWithinBoundary,
  everyValueDecided,
  imageByDigest,
  imageRegistryWithinBoundary,
  regionWithinBoundary,
]);

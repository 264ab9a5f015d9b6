import { findRegions } from '../../../catalog/regions/index.ts';
import type { Value } from '../../engine/types.ts';
import { keyMeaning } from '../../places/key.ts';

/** `region`, `s3_region`, `signingRegion`, `region_name`: what stands before it is what the region is of. */
const REGION = /^(.*?)_?(?:default_|signing_)?region(?:_name)?$/;
const ADDRESS = /^_?(?:s3_?|region_?)?(?:endpoint|url|host|server|base_url)(?:_url|_uri)?(?:_s3)?$/;

/** Nobody writes more settings side by side. */
export const MOST = 1000;

/** Whether a key may hold the region of a store: cheap, for it is asked of every key. */
export function mayBeRegion(key: string): boolean {
  return /region/i.test(key);
}

/**
 * `region: halle` beside `endpoint: https://s3.klinik.example`: no provider has such a region, and what the store is
 * reached at is one's own; clients insist on a word. A region that a provider has stays that provider's.
 */
export function isOwnRegion(
  key: string,
  region: string,
  beside: readonly (readonly [key: string, value: Value])[],
  isOwn: (address: string) => boolean,
): boolean {
  const [, prefix] = REGION.exec(keyMeaning(key).words) ?? [];
  if (prefix === undefined || beside.length > MOST || !/^[\w-]{1,40}$/.test(region) || findRegions(region).length > 0)
    return false;
  let addresses = 0;
  for (const [other, value] of beside) {
    if (typeof value !== 'string' || value === '' || !isAddressOf(other, prefix)) continue;
    if (!isOwn(value)) return false;
    addresses += 1;
  }
  return addresses > 0;
}

function isAddressOf(key: string, prefix: string): boolean {
  const { words } = keyMeaning(key);
  if (!words.startsWith(prefix)) return false;
  const rest = words.slice(prefix.length);
  return ADDRESS.test(rest) || (rest === '' && ADDRESS.test(`_${prefix.slice(prefix.lastIndexOf('_') + 1)}`));
}

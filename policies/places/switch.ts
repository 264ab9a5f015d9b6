import type { Boundary } from '../engine/types.ts';
import type { Judged } from './judged.ts';

/** A setting that decides a place without being a URL. */
export function judgeSwitch(_text: string, _key: string | undefined, _boundary: Boundary): Judged | undefined {
  return undefined;
}

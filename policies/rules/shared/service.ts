import type { Fields } from '../../engine/types.ts';
import { selectsEverything } from './selector.ts';

/** True when a Service has no selector, so that its endpoints come from somewhere else. An empty one counts as none. */
export function selectsNothing(spec: Fields): boolean {
  const { selector } = spec;
  return selector === undefined || selector === null || selectsEverything({ matchLabels: selector });
}

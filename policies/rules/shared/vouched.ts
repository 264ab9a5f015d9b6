import type { Fields } from '../../engine/types.ts';
import { fieldsOf } from './workload.ts';

/** The label, or annotation, by which a site vouches that the storage of a claim is encrypted. */
export const ENCRYPTED_AT_REST = 'domicile.internal/encrypted-at-rest';

/** Whether a claim carries the site's word that its storage is encrypted. */
export function isVouchedFor({ metadata }: Fields): boolean {
  const { labels, annotations } = fieldsOf(metadata);
  return fieldsOf(labels)[ENCRYPTED_AT_REST] === 'true' || fieldsOf(annotations)[ENCRYPTED_AT_REST] === 'true';
}

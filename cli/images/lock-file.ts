import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { DomicileError } from '../../constructs/core/errors.ts';
import { readImageLock } from '../../constructs/core/images/lock.ts';
import { UsageError } from '../command.ts';
import { writeWhole } from '../files.ts';
import type { Wanted } from './lookup.ts';

/** One image of a lock. */
export interface LockedImage extends Wanted {
  /** Undefined while nobody has looked it up. */
  readonly digest: string | undefined;
}

/**
 * The images of a lock, in its order.
 * @throws {@link UsageError} when the lock cannot be used, with every place
 */
export function lockedImages(file: string): readonly LockedImage[] {
  try {
    const { images, synthetic } = readImageLock(file);
    return Object.entries(images).map(([component, { digest, ...image }]) => ({
      component,
      ...image,
      digest: synthetic ? undefined : digest,
    }));
  } catch (error) {
    if (error instanceof DomicileError) throw new UsageError(error.message);
    throw error;
  }
}

/** Writes looked-up digests into an image lock, whole or not at all. Comments stay. */
export function writeLock(file: string, digests: ReadonlyMap<string, string>): void {
  const document = parseDocument(readFileSync(file, 'utf8'));
  for (const [component, digest] of digests) document.setIn(['images', component, 'digest'], digest);
  const synthetic = document.getIn(['synthetic'], true);
  if (isCommented(synthetic)) synthetic.comment = null;
  document.set('synthetic', false);
  writeWhole(file, document.toString({ lineWidth: 0 }));
}

function isCommented(node: unknown): node is { comment: string | null } {
  return typeof node === 'object' && node !== null && 'comment' in node;
}

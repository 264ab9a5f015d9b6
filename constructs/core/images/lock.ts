import { type Document, parseDocument } from '../document/document.ts';
import { readText } from '../document/read.ts';
import { validate } from '../document/validate.ts';
import { DomicileError } from '../errors.ts';
import type { Site } from '../site/site.ts';
import { type ImageLockDocument, imageLockSchema } from './schema.ts';

/** The images of one site. */
export interface Images {
  /** True when the digests were never looked up. */
  readonly synthetic: boolean;
  /** Components that the lock names, in the order of the file. */
  readonly components: readonly string[];
  /**
   * What a container pulls: `registry.hospital.example/hapiproject/hapi@sha256:…`.
   * @param component identifier in the catalogue, such as `hapi-fhir`
   * @throws {@link DomicileError} `lock-image` when the lock does not name the component
   */
  readonly reference: (component: string) => string;
  /** The version that the digest was looked up for, for labels. Throws as `reference` does. */
  readonly version: (component: string) => string;
}

/**
 * Reads and validates an image lock.
 * @param file path as the caller wants to see it in messages
 * @throws {@link DomicileError}
 */
export function readImageLock(file: string): ImageLock {
  const document = parseDocument(readText(file), file);
  return { ...validate(document, imageLockSchema), document };
}

/** An image lock, and where it says what. */
export type ImageLock = ImageLockDocument & { readonly document: Document };

/** Reads the image lock that a site names. Throws a {@link DomicileError} when it is wrong, or synthetic in production. */
export function loadImages(site: Site): Images {
  const lock = readImageLock(site.registry.lock);
  const { document } = lock;
  if (lock.synthetic && site.cluster.profile === 'production') {
    throw new DomicileError({
      code: 'lock-synthetic',
      message: 'a production site cannot use a synthetic image lock: its digests were never looked up',
      seen: 'synthetic: true',
      position: document.positionOf(['synthetic']),
      allowed: 'digests that the mirror serves',
      mend: 'look each digest up at the mirror, write it down, then say synthetic: false',
    });
  }
  const find = (component: string) => {
    const image = Object.hasOwn(lock.images, component) ? lock.images[component] : undefined;
    if (image !== undefined) return image;
    throw new DomicileError({
      code: 'lock-image',
      message: `the image lock does not name the component ${component}`,
      seen: Object.keys(lock.images).join(', '),
      position: document.positionOfKey(['images']),
      mend: `add images.${component} with repository, version and digest`,
    });
  };
  return {
    synthetic: lock.synthetic,
    components: Object.keys(lock.images),
    reference: (component) => `${site.registry.mirror}/${find(component).repository}@${find(component).digest}`,
    version: (component) => find(component).version,
  };
}

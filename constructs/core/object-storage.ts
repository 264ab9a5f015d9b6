import type { ExternalEndpoint } from './network-intent.ts';
import type { SecretReference } from './secrets.ts';

/** Keys of the Secret that lets a job into an object store: the site's, with the authority of the store's certificate. */
export const OBJECT_STORAGE_KEYS = ['access-key-id', 'secret-access-key', 'ca.crt'] as const;

/** A bucket of the site's S3 store whose objects nobody can change or delete before their time. */
export interface ObjectStorage {
  /** Base address of the store: `https://s3.hospital.example`. */
  readonly url: string;
  readonly endpoint: ExternalEndpoint;
  /** Region that requests are signed for. */
  readonly region: string;
  readonly bucket: string;
  /** Object Lock. In compliance mode not even the owner of the store's account can shorten it. */
  readonly lock: { readonly mode: 'compliance'; readonly days: number };
  /** Who the platform is to the store; values are the site's. */
  readonly keys: { readonly id: SecretReference; readonly secret: SecretReference };
}

/** Region in signatures for a store that has none of its own. */
export const NO_REGION = 'default';

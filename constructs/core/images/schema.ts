import * as z from 'zod/mini';
import { text } from '../document/forms.ts';

/** The value of `schema:` in an image lock that this toolkit reads. */
export const imageLockVersion = 'domicile/images/v1';

/** The shape of an image lock. Strict: a key that is not here is an error. */
export const imageLockSchema = z
  .strictObject({
    schema: z.literal(imageLockVersion).check(z.describe('Version of this format.')),
    synthetic: z
      .boolean()
      .check(z.describe('True when the digests were never looked up. A production site refuses such a lock.')),
    images: z
      .record(
        z.string(),
        z.strictObject({
          repository: text('repository', "Path below the site's registry mirror."),
          version: text('identifier', 'Version that the digest was looked up for; for people, never used to pull.'),
          digest: text('digest', 'What is pulled.'),
        }),
      )
      .check(z.describe('Component of the catalogue to its image.')),
  })
  .check(z.describe("The images of one site, by digest, below the site's registry mirror."));

/** What an image lock says, after validation. */
export type ImageLockDocument = z.output<typeof imageLockSchema>;

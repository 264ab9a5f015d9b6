import * as z from 'zod/mini';
import { text, whole } from '../../document/forms.ts';
import { replicas } from './parts.ts';

const company = (what: string) =>
  z
    .strictObject({
      name: text('words', 'Name of the company, as its register has it.'),
      country: text('country', 'Country of its registered seat.'),
    })
    .check(z.describe(what));

const publisher = z
  .strictObject({
    ...company('').shape,
    parent: company('Whoever controls the publisher in the end; the publisher itself where nobody does.'),
  })
  .check(z.describe('Who makes the app, and whose law reaches them.'));

const image = z
  .strictObject({
    version: text('identifier', "Version, in the publisher's own counting."),
    reference: text(
      'pinnedImage',
      'Image that was reviewed, by digest, in a registry inside the boundary: the mirror.',
    ),
    signedBy: text(
      'digest',
      "SHA-256 of the publisher's public key (DER) that the image's signature was checked with.",
    ),
  })
  .check(z.describe('What runs, and who signed it.'));

const quota = z
  .strictObject({
    replicas: whole(1, 10, 'Number of pods.'),
    processors: whole(1, 64, 'Most processors of each pod.'),
    memory: text('quantity', 'Memory of each pod: 2Gi.'),
    requestsPerMinute: whole(1, 6000, 'Requests that the app may make per minute.'),
  })
  .check(z.describe('How much the app may take.'));

const health = z
  .strictObject({
    port: whole(1024, 65_535, 'Port on the loopback of its pod.'),
    path: text('absolutePath', 'Path that answers 200 when the app is well.'),
  })
  .check(z.describe('How the app is asked for its health, over HTTP inside its own pod.'));

const review = z
  .strictObject({
    by: text('words', 'Who reviewed it.'),
    on: text('day', 'Day of the review.'),
    ticket: text('identifier', 'Where the review is written down.'),
  })
  .check(z.describe('The review that this rests on.'));

const app = z
  .strictObject({
    title: text('words', 'Name as staff know it.'),
    purpose: text('words', 'What it may use the data for; part of each audit record.'),
    publisher,
    dataClasses: z
      .array(z.enum(['health', 'pseudonymised', 'operational']))
      .check(z.minLength(1), z.describe('What its namespace holds.')),
    scopes: z
      .array(text('scope', 'SMART scope: system/ImagingStudy.rs.'))
      .check(z.minLength(1), z.describe('What it may read of the record, resource type by resource type.')),
    image,
    user: whole(1, 2_147_483_647, 'Numeric user and group that the image is built for.'),
    health,
    sbom: text('digest', 'Digest of the bill of materials (CycloneDX or SPDX) that was reviewed.'),
    quota,
    review,
    expires: text('day', 'Last day of the approval, five years after the review at most.'),
  })
  .check(z.describe('A third-party app, as it was reviewed.'));

/** The App Store for Hospitals. */
export const marketplaceModules = {
  marketplace: z.optional(
    z
      .strictObject({
        replicas,
        admitted: z
          .array(text('appName', 'Name of a reviewed app.'))
          .check(z.describe('Apps that run. Removing a line removes the app, and nothing else.')),
        apps: z
          .record(text('appName', 'Name of the app; `<site>-app-<name>` is its namespace.'), app)
          .check(z.describe('Apps that were reviewed, by name.')),
      })
      .check(z.describe('Third-party apps behind gateways of their own. Needs fhir and audit.')),
  ),
};

/** A third-party app as it was reviewed, by whom, and until when. */
export type ReviewedApp = z.output<typeof app>;

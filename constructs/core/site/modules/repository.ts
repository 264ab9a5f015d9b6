import * as z from 'zod/mini';
import { text, whole } from '../../document/forms.ts';
import { exportableResources } from '../research.ts';
import { database, replicas } from './parts.ts';

const approval = text('words', 'Who approved it, and under which number. Written beside what is exported.');

const resources = z
  .array(z.enum(exportableResources))
  .check(z.minLength(1), z.describe('Kinds of resources to take along, beside the patients themselves.'));

const freeText = z
  .enum(['drop', 'de-identify'])
  .check(z.describe('What becomes of findings in free text. de-identify needs trustCentre.text.'));

const readCohort = {
  name: text('dnsLabel', 'Name of the export: sepsis-2026. A contract: it names its job and its certificate.'),
  approval,
  schedule: text('schedule', 'When it runs: 30 1 * * 6.'),
  patients: text('fhirQuery', 'FHIR search on Patient that makes the cohort: _has:Condition:patient:code=A41.9.'),
  resources,
};

const cohort = z.strictObject({ ...readCohort, freeText }).check(z.describe('One approved cohort.'));

const sentCohort = z
  .strictObject(readCohort)
  .check(z.describe('One cohort, approved here and, under the same name, at the trust centre.'));

const hospital = z
  .strictObject({
    name: text('appName', 'Name of the hospital: clinic-nord. A contract: it names its entrance and its domain.'),
    host: text('hostName', 'Public name of its own door at this site: clinic-nord.trust-centre.example.'),
    certificateName: text(
      'hostName',
      'DNS name in the certificate that it shows, which the authority in its own Secret must have signed: ' +
        'trust-centre.clinic-nord-trust-centre-access.svc.',
    ),
    domain: z.optional(
      text(
        'appName',
        'Pseudonym domain. A record number has one pseudonym in all hospitals that name the same one, which must share ' +
          'their record numbers. Leave it out for a domain of its own, which cannot be linked with any other.',
      ),
    ),
    exports: z
      .array(
        z
          .strictObject({
            name: text('dnsLabel', 'Name by which the hospital calls it.'),
            approval,
            resources,
            freeText,
          })
          .check(z.describe('One approved export of this hospital.')),
      )
      .check(z.minLength(1), z.describe('What it may send; whatever is not named here is refused.')),
  })
  .check(z.describe('One other hospital that this trust centre serves.'));

const bucket = z
  .strictObject({
    name: text('objectName', 'Name of the bucket.'),
    retentionDays: whole(1, 36_500, "The bucket's default retention, in compliance mode."),
  })
  .check(z.describe('A bucket with Object Lock.'));

/** The modules of the secure repository. */
export const repositoryModules = {
  trustCentre: z.optional(
    z
      .strictObject({
        replicas,
        database,
        reidentificationRole: z.optional(
          text('identifier', 'Role that may lead a pseudonym back to a person. Leave it out, and nobody may.'),
        ),
        text: z.optional(
          z
            .strictObject({
              replicas,
              language: z.enum(['de']).check(z.describe('Language of the texts.')),
              model: text('filePath', 'spaCy model inside the image, by package or folder: de_core_news_md.'),
            })
            .check(z.describe('De-identification of free text. Leave it out, and all free text is dropped.')),
        ),
        hospitals: z.optional(
          z
            .array(hospital)
            .check(
              z.minLength(1),
              z.describe('Other hospitals that it serves, each through a door of its own. Needs ingress and research.'),
            ),
        ),
      })
      .check(z.describe('Trust centre: pseudonyms, and the only table from them to people. Needs audit.')),
  ),
  sharedTrustCentre: z.optional(
    z
      .strictObject({
        replicas,
        endpoint: text(
          'httpsUrl',
          "This hospital's door at the site that runs the trust centre. Its host and its networks stand under claims, with " +
            'country and operator; the authority of its certificate is a Secret that you create.',
        ),
        exports: z.array(sentCohort).check(z.minLength(1), z.describe('What is sent there.')),
      })
      .check(
        z.describe(
          'Access to a trust centre that runs at another site of the group, in place of trustCentre and research. Needs ' +
            'fhir, egress and audit.',
        ),
      ),
  ),
  objectStorage: z.optional(
    z
      .strictObject({
        provider: z.optional(text('regionName', 'Provider, as the catalogue names it; says whose region it is.')),
        endpoint: text('httpsUrl', 'S3 endpoint.'),
        region: z.optional(text('regionName', "Region of the buckets; leave it out for a server of the site's own.")),
        check: text('schedule', 'When each lock is tried on the real bucket: 45 4 * * 1.'),
        buckets: z.array(bucket).check(z.minLength(1), z.describe('What is kept where nobody can change it.')),
      })
      .check(z.describe("The site's S3 store with Object Lock, and the check that the lock holds.")),
  ),
  research: z.optional(
    z
      .strictObject({
        replicas,
        database,
        researcherRole: text('identifier', 'Role that may read the research store.'),
        exports: z.array(cohort).check(z.describe('What goes to research; [] for nothing.')),
      })
      .check(
        z.describe(
          'Store of pseudonymised data, fed by the trust centre alone. Needs trustCentre and audit, and fhir for exports.',
        ),
      ),
  ),
};

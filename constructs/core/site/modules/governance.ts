import * as z from 'zod/mini';
import { text, whole } from '../../document/forms.ts';
import { database, replicas, volume } from './parts.ts';

const workflows = z
  .strictObject({
    'discharge-letter': z.optional(z.strictObject({}).check(z.describe('Drafts of discharge letters.'))),
    coding: z.optional(
      z
        .strictObject({ year: whole(2020, 2100, 'Year of ICD-10-GM and OPS.') })
        .check(z.describe('Proposals of diagnosis and procedure codes.')),
    ),
    'diagnostic-support': z.optional(
      z
        .strictObject({
          documents: z.optional(
            text(
              'dnsLabel',
              'Collection of modules.retrieval that is searched for what the findings may mean: guidelines.',
            ),
          ),
        })
        .check(z.describe('What the findings leave open.')),
    ),
    'early-warning': z.optional(
      z
        .strictObject({
          everyMinutes: whole(5, 1440, 'How often every patient in the house is looked at.'),
          escalateAfterMinutes: whole(
            1,
            1440,
            'After how long an unanswered warning is shown to the escalation group.',
          ),
        })
        .check(z.describe('Warnings of deterioration.')),
    ),
  })
  .check(z.describe('Clinical workflows. Each asks the model, and writes only what a clinician has approved.'));

const share = (description: string) =>
  z.optional(z.number().check(z.minimum(0), z.maximum(1), z.describe(description)));

const threshold = z
  .strictObject({
    metric: z
      .enum(['accuracy', 'selection-rate', 'recall', 'false-positive-rate'])
      .check(z.describe('What is measured, as a share of cases; selection-rate is the share of yes.')),
    least: share('Smallest permitted value, over everybody and in every group.'),
    most: share('Largest permitted value, over everybody and in every group.'),
    largestGap: share('Largest permitted distance between two groups of one kind.'),
  })
  .check(z.describe('Bounds of one metric; at least one.'));

const biasEvaluation = z
  .strictObject({
    schedule: text('schedule', 'When it runs, in UTC: 30 3 * * 0.'),
    heldOut: z
      .strictObject({
        file: text('objectName', 'File on the volume bias-evaluation-data: JSON, one case a line.'),
        digest: text('digest', 'SHA-256 of that file; the evaluation does not begin on any other.'),
        storage: volume,
      })
      .check(z.describe('Cases that no model was trained on.')),
    subgroups: z
      .array(text('identifier', 'Field of a case: sex.'))
      .check(z.minLength(1), z.describe('By what people are grouped: sex, age, language, insurance.')),
    minimumSubgroupSize: whole(
      10,
      100_000,
      'A group, or what a metric rests on in it, that is smaller is neither reported nor taken for a pass.',
    ),
    thresholds: z.array(threshold).check(z.minLength(1), z.describe('What the model must keep to.')),
  })
  .check(
    z.describe('Measures by the clock how far the answers of the model differ between groups of patients. Needs ai.'),
  );

const complianceCheck = z
  .strictObject({
    schedule: text('schedule', 'When it runs, in UTC: 15 5 * * *.'),
    apiServer: z
      .strictObject({
        port: whole(1, 65_535, 'Port of the API server itself, behind the Service kubernetes: 6443.'),
        networks: z
          .array(text('network', 'Network of the API server, or its one address: 10.20.1.10/32.'))
          .check(z.minLength(1), z.describe('Where the API server is, as pods reach it.')),
      })
      .check(z.describe('The one thing outside of its namespace, beside the audit collector, that the check reaches.')),
    readsSecrets: z
      .boolean()
      .check(
        z.describe(
          'Whether values of Secrets are judged. Whoever judges them can read them all; with false the check never passes.',
        ),
      ),
    customResources: z
      .array(
        z.strictObject({
          group: text('hostName', 'API group: cert-manager.io.'),
          resources: z
            .array(text('dnsLabel', 'Plural name: certificates.'))
            .check(z.minLength(1), z.describe('Kinds of the group.')),
        }),
      )
      .check(z.describe('Custom resources of the cluster, which its role must name; [] for none.')),
  })
  .check(z.describe('Judges the running cluster by the clock, and records the report. Needs audit.'));

/** The modules of the governance engine. */
export const governanceModules = {
  approval: z.optional(
    z
      .strictObject({
        replicas,
        database,
        escalationRole: text('identifier', 'Role that is shown what no clinician has decided in time.'),
        workflows,
      })
      .check(z.describe('Clinician approval between the AI and the FHIR server. Needs fhir and ai.')),
  ),
  'bias-evaluation': z.optional(biasEvaluation),
  'compliance-check': z.optional(complianceCheck),
  audit: z.optional(
    z
      .strictObject({
        replicas,
        database,
        retentionDays: whole(183, 36_500, 'Days for which audit events are kept; the AI Act asks for six months.'),
        archive: z.optional(
          z
            .strictObject({
              bucket: text('objectName', 'One of objectStorage.buckets, whose lock is at least 183 days.'),
              schedule: text('schedule', 'When it runs, in UTC: 20 * * * *.'),
            })
            .check(z.describe('Copies every audit event into objects under a compliance lock. Needs objectStorage.')),
        ),
      })
      .check(z.describe('Audit collector and store. Everything that touches patient data is wired to it.')),
  ),
};

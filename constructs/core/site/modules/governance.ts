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
    'diagnostic-support': z.optional(z.strictObject({}).check(z.describe('What the findings leave open.'))),
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

const share = (description: string) => z.optional(z.number().check(z.minimum(0), z.maximum(1), z.describe(description)));

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
  .check(z.describe('Measures by the clock how far the answers of the model differ between groups of patients. Needs ai.'));

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
  audit: z.optional(
    z
      .strictObject({
        replicas,
        database,
        retentionDays: whole(183, 36_500, 'Days for which audit events are kept; the AI Act asks for six months.'),
      })
      .check(z.describe('Audit collector and store. Everything that touches patient data is wired to it.')),
  ),
};

import * as z from 'zod/mini';
import { text, whole } from '../../document/forms.ts';
import { database, replicas } from './parts.ts';

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

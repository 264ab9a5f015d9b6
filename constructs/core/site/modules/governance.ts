import * as z from 'zod/mini';
import { whole } from '../../document/forms.ts';
import { database, replicas } from './parts.ts';

/** The modules of the governance engine. */
export const governanceModules = {
  approval: z.optional(
    z
      .strictObject({ replicas, database })
      .check(z.describe('Clinician approval between the AI and the FHIR server. Needs fhir.')),
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

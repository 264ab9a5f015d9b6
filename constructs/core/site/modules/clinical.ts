import * as z from 'zod/mini';
import { database, replicas } from './parts.ts';

/** The modules around the patient record. */
export const clinicalModules = {
  fhir: z.optional(z.strictObject({ replicas, database }).check(z.describe('FHIR R4 server with its PostgreSQL.'))),
};

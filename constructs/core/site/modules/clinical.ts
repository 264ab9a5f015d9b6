import * as z from 'zod/mini';
import { text } from '../../document/forms.ts';
import { database, replicas } from './parts.ts';

const smartClient = z
  .strictObject({
    scopes: z
      .array(text('scope', 'SMART scope: system/Observation.rs.'))
      .check(
        z.minLength(1),
        z.describe(
          'What it may ask for: its own rights (system/…), or those of the person who logs in (user/…); never both.',
        ),
      ),
    redirectUri: z.optional(text('httpsUrl', 'Where a login returns to; with user/… scopes alone.')),
  })
  .check(z.describe('A program that asks the FHIR server.'));

/** The modules around the patient record. */
export const clinicalModules = {
  fhir: z.optional(
    z
      .strictObject({
        replicas,
        database,
        smart: z.optional(
          z
            .strictObject({
              clients: z
                .record(text('hostName', 'DNS name in its client certificate, which is its client id.'), smartClient)
                .check(z.describe('Who may ask, and for what.')),
            })
            .check(
              z.describe(
                'SMART on FHIR: each token opens what its scopes grant, and no more. Without it, a token for the FHIR server opens ' +
                  'all of it.',
              ),
            ),
        ),
      })
      .check(z.describe('FHIR R4 server with its PostgreSQL.')),
  ),
};

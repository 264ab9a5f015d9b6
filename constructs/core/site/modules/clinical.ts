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

const profiles = z
  .strictObject({
    storage: text('quantity', 'Size of the volume with the packages.'),
    validateRequests: z
      .boolean()
      .check(
        z.describe('True: what is written must be valid. False: the server says whether it is when asked ($validate).'),
      ),
    packages: z
      .array(
        z.strictObject({
          id: text('packageName', 'Name of the package: de.gematik.isik-basismodul.'),
          version: text('packageVersion', 'Its version: 5.1.3.'),
          digest: text('digest', 'Digest of its file, <id>-<version>.tgz, computed where it was fetched.'),
        }),
      )
      .check(z.minLength(1), z.describe('Packages in the order of loading: what another refers to comes first.')),
  })
  .check(
    z.describe(
      'FHIR profiles that the server validates by. The site lays the files onto the volume; nothing is downloaded.',
    ),
  );

/** The modules around the patient record. */
export const clinicalModules = {
  fhir: z.optional(
    z
      .strictObject({
        replicas,
        database,
        profiles: z.optional(profiles),
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

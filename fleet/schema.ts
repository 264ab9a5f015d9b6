import * as z from 'zod/mini';
import { text, whole } from '../constructs/core/document/forms.ts';

/** The value of `schema:` that this toolkit reads. */
export const fleetVersion = 'domicile/fleet/v1';

const artefacts = z
  .strictObject({
    registry: text(
      'registry',
      'Registry, with its path, that holds one artefact for each site: registry.hospital.example/fleet.',
    ),
    intervalMinutes: whole(1, 1440, 'How often each site looks whether what is pinned is still what it has.'),
    authority: z.optional(
      text('objectName', "Secret with the authority (ca.crt) of the registry's certificate; a person creates it."),
    ),
    credentials: z.optional(
      text(
        'objectName',
        'Secret of type kubernetes.io/dockerconfigjson to read the registry with; a person creates it.',
      ),
    ),
  })
  .check(z.describe('Where the artefacts lie. Judged as every other endpoint, for each site by its own boundary.'));

const signers = z
  .strictObject({
    secret: text(
      'objectName',
      'Secret that holds the public keys, each under a name that ends in .pub; a person creates it, once, by another way than the artefacts take.',
    ),
    key: text(
      'filePath',
      'Private key of the hospital, or what cosign calls it by, as the push script finds it: cosign.key.',
    ),
  })
  .check(z.describe('Who signs: cosign, with a key of the hospital. Nothing is written to a public transparency log.'));

const reach = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('own-cluster') }),
    z.strictObject({
      kind: z.literal('management-cluster'),
      kubeconfigs: text(
        'objectName',
        'Beginning of the names of the Secrets that hold the kubeconfigs: with `to`, that of the site clinic is `to-clinic`.',
      ),
    }),
  ])
  .check(
    z.describe(
      'Where Flux runs. own-cluster: in the cluster of each site, which fetches for itself. management-cluster: in one that reaches all the others; a wave then waits by itself for the health of the one before.',
    ),
  );

const wave = z
  .strictObject({
    name: text('dnsLabel', 'Name of the wave: canary.'),
    sites: z
      .array(text('filePath', 'Site file, from the project folder.'))
      .check(z.minLength(1), z.describe('The sites that change together.')),
  })
  .check(z.describe('One wave.'));

/** What a fleet file may say. */
export const fleetSchema = z.strictObject({
  schema: z.literal(fleetVersion).check(z.describe('Form of this file.')),
  name: text('dnsLabel', 'Name of the fleet. A contract: it names the namespace and the account of the rollout.'),
  artefacts,
  signers,
  reach,
  healthMinutes: whole(
    1,
    240,
    'Minutes within which a layer must be healthy; then it has failed, and what waits for it waits on.',
  ),
  promoted: whole(
    0,
    1000,
    'How many waves, from the first, have what the site files say now. The others keep what they had. A person edits this line.',
  ),
  waves: z.array(wave).check(z.minLength(1), z.describe('In their order; the first is the canary.')),
});

/** What a valid fleet file says. */
export type FleetDocument = z.output<typeof fleetSchema>;

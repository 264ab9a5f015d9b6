import * as z from 'zod/mini';
import { text, whole } from '../../document/forms.ts';
import { database, replicas, volume } from './parts.ts';

const result = z
  .strictObject({
    metric: text('identifier', 'What was measured: recall.'),
    subgroup: text('subgroup', 'Whom it was measured on: all, sex=female.'),
    value: z.number().check(z.describe('The value.')),
    cases: whole(1, 1_000_000_000, 'Number of cases behind the value.'),
  })
  .check(z.describe('One metric in one group of patients. `all` is everybody.'));

const threshold = z
  .strictObject({
    metric: text('identifier', 'What is bounded.'),
    least: z.optional(z.number().check(z.describe('Smallest permitted value, in every subgroup.'))),
    most: z.optional(z.number().check(z.describe('Largest permitted value, in every subgroup.'))),
    largestGap: z.optional(z.number().check(z.describe('Largest permitted distance between two subgroups.'))),
  })
  .check(z.describe('What a metric must reach.'));

const evaluation = z
  .strictObject({
    modelDigest: text('digest', 'The model that was evaluated: the digest of the model itself.'),
    dataSetDigest: text('digest', 'The held-out data set. No model may be evaluated on what it was trained on.'),
    reportDigest: text('digest', 'The report, with method and figures.'),
    date: text('day', 'Day of the evaluation.'),
    results: z.array(result).check(z.minLength(1), z.describe('What was measured.')),
    thresholds: z.array(threshold).check(z.minLength(1), z.describe('What had to be reached.')),
  })
  .check(z.describe('The record of the evaluation. A model that missed a threshold is not served.'));

const source = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('volume'),
      path: text('absolutePath', 'Where the weights are on the model volume: below /models.'),
      storage: volume,
    }),
    z.strictObject({
      kind: z.literal('endpoint'),
      url: text('httpsUrl', 'OpenAI-compatible endpoint to use instead of serving in the cluster. Judged.'),
    }),
  ])
  .check(z.describe('Where the model is: {kind: volume, …} or {kind: endpoint, …}.'));

const hardware = z
  .strictObject({
    accelerator: z.enum(['cpu', 'nvidia']).check(z.describe('What the model runs on.')),
    gpus: z.optional(whole(1, 16, 'Accelerators of each pod. Without it: 1.')),
    memory: z.optional(text('quantity', 'Memory of each pod. Without it: 48Gi, or 64Gi with an accelerator.')),
    runtimeClass: z.optional(text('objectName', 'RuntimeClass for confidential pods, one of the cluster.')),
  })
  .check(z.describe('What each pod of the model gets.'));

const model = z
  .strictObject({
    name: text('dnsLabel', 'Name under which clients ask for the model; its server is model-<name>.'),
    version: text('identifier', 'Version, as the publisher counts.'),
    licence: text('identifier', 'SPDX identifier of its licence.'),
    publisher: text('words', 'Who made it.'),
    country: text('country', 'Country of their seat.'),
    intendedUse: text('words', 'What it may be used for.'),
    task: z.enum(['generate', 'embed']).check(z.describe('Whether it answers questions or turns texts into vectors.')),
    dimensions: z.optional(whole(1, 2000, 'Length of the vectors of a model that embeds; a search by it needs this.')),
    digest: text('digest', 'SHA-256 of the SHA256SUMS of its files; the server refuses to start on any other.'),
    trainedOn: z
      .array(
        z.strictObject({
          digest: text('digest', 'SHA-256 of its manifest.'),
          provenance: text('words', 'Where it comes from, and on what ground it may be used.'),
        }),
      )
      .check(z.describe('The data sets that it learned from, as far as they are known by digest.')),
    source,
    replicas,
    hardware,
    evaluation,
  })
  .check(z.describe('One model: its card, where it is, and what it runs on.'));

const client = z
  .strictObject({
    requestsPerMinute: whole(1, 10_000, 'Questions a minute, at each pod of the gateway.'),
    promptKibibytes: whole(1, 4096, 'Largest question, in KiB. It is recorded whole, so there is no larger one.'),
    answerTokens: whole(1, 131_072, 'Most tokens of one answer.'),
    answerTokensPerMinute: whole(1, 100_000_000, 'Tokens a minute that all questions may ask for, at each pod.'),
  })
  .check(z.describe('What one client of the models may ask for.'));

const approval = z
  .strictObject({
    name: text('dnsLabel', 'Name of the data set.'),
    digest: text('digest', 'SHA-256 of the SHA256SUMS of its files: these bytes are approved, and no others.'),
    provenance: text('words', 'Where its data comes from, and how it was made.'),
    purpose: text('words', 'What may be learned from it.'),
    approver: text('words', 'Who approved it, and under which number.'),
    from: text('day', 'First day of the approval.'),
    until: text('day', 'Last day of the approval.'),
    storage: volume,
  })
  .check(z.describe("Somebody's word that models may learn from a data set."));

const job = z
  .strictObject({
    name: text('dnsLabel', 'Name of the job and of the model that comes of it.'),
    base: text('dnsLabel', 'Name of the model to begin with, one of modules.ai.models that is on a volume.'),
    dataSet: text('dnsLabel', 'Name of the approved data set.'),
    accelerator: z.enum(['cpu', 'nvidia']).check(z.describe('What it learns on.')),
    memory: text('quantity', 'Memory of its pod.'),
    storage: volume,
    epochs: whole(1, 100, 'Passes over the data set.'),
    deadlineHours: whole(1, 720, 'Hours after which a run is ended.'),
  })
  .check(z.describe('One tuning of a model, started by hand.'));

const collection = z
  .strictObject({
    patientData: z
      .boolean()
      .check(z.describe('Whether its texts are of patients; then each is kept and found for one patient alone.')),
    retentionDays: whole(1, 3650, 'Days after which a text is no longer found, and is deleted.'),
  })
  .check(z.describe('Documents of one kind.'));

/** The modules of the generative-AI hub. */
export const aiModules = {
  ai: z.optional(
    z
      .strictObject({
        replicas: whole(1, 20, 'Pods of the gateway.'),
        signingKey: text(
          'publicKey',
          'Public key of those who release models at the site. Each model is signed with it.',
        ),
        models: z.array(model).check(z.minLength(1), z.describe('The models. Workflows ask the first.')),
        clients: z
          .strictObject({ approval: client })
          .check(z.describe('Who may ask the models, by certificate, and how much.')),
        stopped: z.optional(
          z
            .strictObject({
              reason: text('words', 'Why.'),
              person: text('words', 'Who decided it.'),
              since: text('day', 'Since when.'),
            })
            .check(
              z.describe(
                'Takes the AI out of use: no model and no gateway runs, workflows ask nothing, and what was approved stays.',
              ),
            ),
        ),
      })
      .check(z.describe('Language models behind their gateway. Needs audit and approval.')),
  ),
  retrieval: z.optional(
    z
      .strictObject({
        model: text('dnsLabel', 'Name of the model that makes the vectors: one of modules.ai.models with dimensions.'),
        database,
        documents: volume,
        purge: text('schedule', 'When texts that are too old are deleted, in UTC: 10 3 * * *.'),
        collections: z
          .record(text('dnsLabel', 'Name of the collection: guidelines.'), collection)
          .check(z.describe('What may be searched; at least one.')),
      })
      .check(z.describe("Search in the hospital's own documents, with PostgreSQL and pgvector. Needs ai and audit.")),
  ),
  tuning: z.optional(
    z
      .strictObject({
        dataSets: z.array(approval).check(z.describe('What models may learn from. Nothing else is learned from.')),
        jobs: z.array(job).check(z.describe('What may be tuned on what.')),
      })
      .check(z.describe('Tuning of models inside the boundary, on approved data. Needs ai and audit.')),
  ),
};

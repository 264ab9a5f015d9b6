import * as z from 'zod/mini';
import { text, whole } from '../../document/forms.ts';
import { replicas, volume } from './parts.ts';

const model = z
  .strictObject({
    name: text('identifier', 'Name under which clients ask for the model.'),
    path: text('absolutePath', 'Where the weights are on the model volume.'),
    digest: text('digest', "SHA-256 of the weights' manifest; the server refuses to start on any other."),
    storage: volume,
    endpoint: z.optional(
      text('httpsUrl', 'OpenAI-compatible endpoint to use instead of serving in the cluster. Judged.'),
    ),
  })
  .check(z.describe('The model, by path and digest.'));

const client = z
  .strictObject({
    requestsPerMinute: whole(1, 10_000, 'Questions a minute, at each pod of the gateway.'),
    promptKibibytes: whole(1, 4096, 'Largest question, in KiB. It is recorded whole, so there is no larger one.'),
    answerTokens: whole(1, 131_072, 'Most tokens of one answer.'),
    answerTokensPerMinute: whole(1, 100_000_000, 'Tokens a minute that all questions may ask for, at each pod.'),
  })
  .check(z.describe('What one client of the models may ask for.'));

/** The modules of the generative-AI hub. */
export const aiModules = {
  ai: z.optional(
    z
      .strictObject({
        replicas,
        accelerator: z.enum(['cpu', 'nvidia']).check(z.describe('What the model runs on.')),
        model,
        clients: z
          .strictObject({ approval: client })
          .check(z.describe('Who may ask the models, by certificate, and how much.')),
      })
      .check(z.describe('Language-model server behind its gateway. Needs audit and approval.')),
  ),
};

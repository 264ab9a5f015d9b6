import * as z from 'zod/mini';
import { text } from '../../document/forms.ts';
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

/** The modules of the generative-AI hub. */
export const aiModules = {
  ai: z.optional(
    z
      .strictObject({
        replicas,
        accelerator: z.enum(['cpu', 'nvidia']).check(z.describe('What the model runs on.')),
        model,
      })
      .check(z.describe('Language-model server behind its gateway. Needs audit and approval.')),
  ),
};

import * as z from 'zod/mini';
import { parseDocument } from '../../constructs/core/document/document.ts';
import { text } from '../../constructs/core/document/forms.ts';
import { readText } from '../../constructs/core/document/read.ts';
import { validate } from '../../constructs/core/document/validate.ts';

const amount = (description: string) => z.number().check(z.minimum(0), z.maximum(1e9), z.describe(description));

/** The value of `schema:` in a file of prices that this toolkit reads. */
export const pricesVersion = 'domicile/prices/v1';

/** The shape of a file of prices. Strict: a key that is not here is an error. */
export const pricesSchema = z
  .strictObject({
    schema: z.literal(pricesVersion).check(z.describe('Version of this format.')),
    source: text('words', 'Where the prices are from: an offer, a framework contract, own bookkeeping.'),
    asOf: text('day', 'The day on which they held.'),
    core: amount('Euros a month for a core.'),
    memory: amount('Euros a month for a GiB of memory.'),
    storage: z
      .record(text('objectName', 'Storage class.'), amount('Euros a month.'))
      .check(z.describe('Storage class to euros a month for a GiB.')),
    accelerators: z.optional(
      z
        .record(text('resourceName', 'Resource.'), amount('Euros a month.'))
        .check(z.describe('Resource of an accelerator (nvidia.com/gpu) to euros a month for one.')),
    ),
    spare: z
      .number()
      .check(
        z.minimum(0),
        z.maximum(10),
        z.describe(
          'What is bought besides, so that a machine can fail: 0.5 is half as much again, of cores, memory and accelerators.',
        ),
      ),
    other: z.optional(
      z
        .array(z.strictObject({ name: text('words', 'What it is.'), euros: amount('Euros a month.') }))
        .check(
          z.describe(
            'What no object of the cluster shows: object storage, lines, support, machines for the control plane.',
          ),
        ),
    ),
  })
  .check(z.describe('What a site pays for machines and storage, without tax or with it, as in its own bookkeeping.'));

/** What a file of prices says. */
export type Prices = z.output<typeof pricesSchema>;

/** Reads a file of prices. @throws DomicileError with the place of each mistake */
export function readPrices(file: string): Prices {
  return validate(parseDocument(readText(file), file), pricesSchema);
}

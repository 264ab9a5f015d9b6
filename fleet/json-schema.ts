import * as z from 'zod/mini';
import { fleetSchema } from './schema.ts';

/** The published JSON Schema of fleet files, generated from what validates. */
export function publishedFleetSchema(): string {
  return `${JSON.stringify({ title: 'Domicile fleet file', ...z.toJSONSchema(fleetSchema, { io: 'input' }) }, null, 2)}\n`;
}

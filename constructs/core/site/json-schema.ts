import * as z from 'zod/mini';
import { imageLockSchema } from '../images/schema.ts';
import { siteSchema } from './schema.ts';

/**
 * The published JSON Schemas, for completion in an editor: file name under `sites/` to its text.
 * They are generated from what validates, so that the editor and the toolkit never disagree.
 */
export function publishedSchemas(): Readonly<Record<string, string>> {
  return {
    'site.schema.json': print(siteSchema, 'Domicile site file'),
    'images.schema.json': print(imageLockSchema, 'Domicile image lock'),
  };
}

function print(schema: z.ZodMiniType, title: string): string {
  return `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, null, 2)}\n`;
}

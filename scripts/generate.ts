/** Writes every generated file of the repository. CI fails when running it changes one. */
import { writeFileSync } from 'node:fs';
import { publishedSchemas } from '../constructs/core/site/json-schema.ts';

for (const [file, text] of Object.entries(publishedSchemas())) writeFileSync(`sites/${file}`, text);

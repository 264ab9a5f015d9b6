/**
 * Writes every generated file of the repository. With `--check` it writes nothing and fails when a file is not what it
 * would write, or when a page is left over of a rule that is gone.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publishedSchemas } from '../constructs/core/site/json-schema.ts';
import { tables } from '../test/policies/rules/tables.ts';
import { catalogPage } from './catalog-page.ts';
import { flowsPage } from './flows-page.ts';
import { rulePages } from './rule-pages.ts';
import { sitePage } from './site-page.ts';

const files: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(publishedSchemas()).map(([file, text]) => [`sites/${file}`, text])),
  ...rulePages(tables),
  ...catalogPage(),
  ...sitePage(),
  ...flowsPage(),
};
/** Folders in which nothing but generated files may stand. */
const owned = ['docs/rules'];

const leftOver = owned
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((file) => !Object.hasOwn(files, file));
const changed = Object.keys(files).filter((file) => !existsSync(file) || readFileSync(file, 'utf8') !== files[file]);

if (process.argv.includes('--check')) {
  for (const file of [...changed, ...leftOver])
    console.error(`${file} is not what is generated now; run npm run generate`);
  process.exitCode = changed.length + leftOver.length > 0 ? 1 : 0;
} else {
  for (const file of leftOver) rmSync(file);
  for (const file of changed) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, files[file] ?? '');
  }
}

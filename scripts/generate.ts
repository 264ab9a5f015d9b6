/**
 * Writes every generated file of the repository. With `--check` it writes nothing and fails when a file is not what it
 * would write, or when a page is left over of a rule that is gone.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publishedSchemas } from '../constructs/core/site/json-schema.ts';
import { publishedFleetSchema } from '../fleet/json-schema.ts';
import { rules } from '../policies/rules/index.ts';
import { tables } from '../test/policies/rules/tables.ts';
import { admissionPage } from './admission-page.ts';
import { catalogPage } from './catalog-page.ts';
import { controlsPage } from './controls-page.ts';
import { flowsPage } from './flows-page.ts';
import { hardeningPage } from './hardening-page.ts';
import { KUBERNETES_TYPES, kubernetesTypes, pinnedRelease } from './kubernetes-types.ts';
import { rulePages } from './rule-pages.ts';
import { runbookPages } from './runbook-pages.ts';
import { sitePage } from './site-page.ts';
import { sizingPage } from './sizing-page.ts';

const types = kubernetesTypes();
const files: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(publishedSchemas()).map(([file, text]) => [`sites/${file}`, text])),
  'fleets/fleet.schema.json': publishedFleetSchema(),
  ...rulePages(tables),
  ...controlsPage(rules),
  ...admissionPage(rules),
  ...catalogPage(),
  ...sitePage(),
  ...flowsPage(),
  ...hardeningPage(),
  ...runbookPages(),
  ...sizingPage(),
  ...(types === undefined ? {} : { [KUBERNETES_TYPES]: types }),
};
/** Folders in which nothing but generated files may stand. */
const owned = ['docs/rules', 'docs/runbooks'];

const leftOver = owned
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((file) => !Object.hasOwn(files, file));
const changed = Object.keys(files).filter((file) => !existsSync(file) || readFileSync(file, 'utf8') !== files[file]);

if (types === undefined) staleTypes();

if (process.argv.includes('--check')) {
  for (const file of [...changed, ...leftOver])
    console.error(`${file} is not what is generated now; run npm run generate`);
  if (changed.length + leftOver.length > 0) process.exitCode = 1;
} else {
  for (const file of leftOver) rmSync(file);
  for (const file of changed) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, files[file] ?? '');
  }
}

/** Without Go and its module the table cannot be made again; that it is of the pinned release can be seen all the same. */
function staleTypes(): void {
  const { source } = JSON.parse(readFileSync(KUBERNETES_TYPES, 'utf8'));
  const pinned = `k8s.io/kubernetes ${pinnedRelease()}`;
  console.error(
    `${KUBERNETES_TYPES}: not made again, as Go's module cache does not hold ${pinned}; ` +
      'for that: (cd controlplane && go mod download k8s.io/kubernetes)',
  );
  if (source === pinned) return;
  console.error(`${KUBERNETES_TYPES} is of ${source}, and controlplane/go.mod pins ${pinned}`);
  process.exitCode = 1;
}

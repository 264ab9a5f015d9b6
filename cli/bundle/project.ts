import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { UsageError } from '../command.ts';
import type { Project } from '../deploy/project.ts';
import { programOptions } from '../program.ts';
import { version } from '../version.ts';
import { layout } from './layout.ts';
import { isInside } from './sums.ts';
import { TOOLKIT } from './toolkit.ts';

/** The files of the project itself, by their paths in the bundle: settings, program, site file and image lock. */
export async function projectFiles(project: Project): Promise<ReadonlyMap<string, Uint8Array>> {
  const siteFile = pathOf(project, project.siteFile, 'the site file');
  const lock = pathOf(project, project.site.registry.lock, 'the image lock');
  const kept = [siteFile, lock, ...authorities(project), ...schemasBeside(project, siteFile)];
  return new Map([
    ...(await program(project)),
    [`${layout.project}/cdktf.json`, json(settings(project, siteFile))],
    [`${layout.project}/package.json`, json(manifest(project))],
    [layout.launcher, Buffer.from(LAUNCHER)],
    ...kept.map((path) => [`${layout.project}/${path}`, readFileSync(join(project.root, path))] as const),
  ]);
}

/** A file of the project, as a path from the project folder with forward slashes. */
export function pathOf({ root }: Project, file: string, what: string): string {
  const path = relative(root, resolve(root, file)).replaceAll('\\', '/');
  if (isInside(path) && !path.startsWith('node_modules/')) return path;
  throw new UsageError(`${what} ${file} lies outside the project ${root}; move it into the project`);
}

/** Runs on Node.js alone. Terraform, where it is used, finds the providers of the bundle and asks no registry. */
const LAUNCHER = `#!/bin/sh
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
if [ -z "\${TF_CLI_CONFIG_FILE:-}" ] && [ -f "$here/terraform/terraform.tfrc" ]; then
  export TF_CLI_CONFIG_FILE="$here/terraform/terraform.tfrc"
fi
exec node "$here/node_modules/${TOOLKIT}/bin/domicile.js" "$@"
`;

/** One file and its map, in which the program's own modules are; packages stay packages. */
async function program(project: Project): Promise<readonly (readonly [string, Uint8Array])[]> {
  const { outputFiles } = await build({
    ...programOptions,
    entryPoints: [entryOf(project)],
    absWorkingDir: project.root,
    outfile: join(project.root, 'app.mjs'),
  }).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  const paths = { '.mjs': layout.program, '.map': `${layout.program}.map` } as const;
  return outputFiles.map(({ path, contents }) => [paths[path.endsWith('.map') ? '.map' : '.mjs'], contents] as const);
}

/** The program that `app` runs. */
function entryOf({ app, root }: Project): string {
  const entry = /\s(?:run|tsx)\s+(\S+\.[mc]?[jt]s)$/.exec(app)?.[1];
  if (entry === undefined) {
    throw new UsageError(
      `"app" in ${join(root, 'cdktf.json')} is ${JSON.stringify(app)}, and does not say which file is the program; ` +
        'write "app": "npx domicile run main.ts"',
    );
  }
  return resolve(root, entry);
}

function settings({ root }: Project, siteFile: string): object {
  const { projectId } = JSON.parse(readFileSync(join(root, 'cdktf.json'), 'utf8')) as { readonly projectId?: string };
  return {
    language: 'typescript',
    app: 'node app.mjs',
    projectId,
    sendCrashReports: 'false',
    terraformProviders: [],
    terraformModules: [],
    context: { site: siteFile },
  };
}

function manifest({ site }: Project): object {
  return { name: `${site.name}-platform`, private: true, type: 'module', dependencies: { [TOOLKIT]: version } };
}

/** Whom the machines of a cluster of the site's own trust. */
function authorities(project: Project): readonly string[] {
  const { provision } = project.site.cluster;
  if (provision === undefined || !('authorities' in provision)) return [];
  return [pathOf(project, provision.authorities, 'the file of authorities')];
}

/** What an editor completes site files from; nothing else reads it. */
function schemasBeside(project: Project, siteFile: string): readonly string[] {
  const beside = ['site.schema.json', 'images.schema.json'].map((name) => join(dirname(siteFile), name));
  return beside.filter((path) => existsSync(join(project.root, path)));
}

function json(value: object): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

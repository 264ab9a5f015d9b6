import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { authorityProblems } from '../../cluster/authorities.ts';
import type { ClusterFile } from '../../cluster/file.ts';
import { renderCluster } from '../../cluster/render.ts';
import { readText } from '../../constructs/core/document/read.ts';
import { DomicileError } from '../../constructs/core/errors.ts';
import { loadSite } from '../../constructs/core/site/load.ts';
import { selectedSiteFile } from '../../constructs/core/site/select.ts';
import type { Site } from '../../constructs/core/site/site.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { dayOf } from '../day.ts';
import { replaceManifests } from '../deploy/manifests.ts';
import { inputOf, judgeForSite, type Refusal } from '../judged-for-site.ts';
import { version } from '../version.ts';

/** `domicile cluster`: the files of a cluster of the hospital's own. */
export const command: Command = {
  summary: 'Write what each machine of a cluster of its own needs',
  usage: `Usage: domicile cluster render [SITE] [--out DIR] [--at YYYY-MM-DD]

Writes, for each machine of cluster.provision, every file that a person would otherwise assemble, and a README.md with
the exact order of steps. The site file and the files are judged first; nothing is written when anything blocks. The
same site gives the same bytes. No file holds a secret: make-secrets.sh makes those, where they are needed.

  SITE        site file; default: as in domicile up
  --out DIR   default cluster-files; the folder is replaced as a whole, and refused when secrets are in it
  --at DAY    day on which certificates are examined; default today

Exit code: 0 written, 1 refused by a rule, 2 undecided, 3 usage or a site file that cannot work.
`,
  run,
};

const options = { out: { type: 'string', default: 'cluster-files' }, at: { type: 'string' } } as const;

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [action, file = selectedSiteFile(terminal.env), ...rest] = positionals;
  if (action !== 'render' || rest.length > 0) throw new UsageError('say: domicile cluster render [SITE] [--out DIR]');
  const { site, files } = filesOf(file, dayOf(values.at), terminal);
  const refused = refusalOf(site, files);
  if (refused !== undefined) {
    terminal.stderr.write(`${refused.text}\nNothing was written.\n`);
    return refused.code;
  }
  keepSecrets(values.out, terminal);
  replaceManifests(
    resolve(terminal.cwd, values.out),
    new Map(files.map(({ path, text }) => [path, text])),
    new Set(files.filter(({ executable }) => executable).map(({ path }) => path)),
  );
  const machines = site.cluster.provision?.machines.length ?? 0;
  terminal.stdout.write(
    `${files.length} files for ${machines} machines in ${values.out}; begin with ${values.out}/README.md\n`,
  );
  return 0;
}

/** The folder is replaced as a whole: what people made in it, and cannot make again, must not go with it. */
function keepSecrets(folder: string, { cwd }: Terminal): void {
  if (!existsSync(resolve(cwd, folder, 'secrets'))) return;
  throw new UsageError(
    `${folder}/secrets holds the secrets of this cluster, and ${folder} would be replaced with them; ` +
      `write beside it and take them along: domicile cluster render --out ${folder}.new && cp -rp ${folder}/secrets ${folder}.new/`,
  );
}

function filesOf(file: string, day: string, { cwd }: Terminal) {
  try {
    const site = loadSite(resolve(cwd, file) === resolve(file) ? file : resolve(cwd, file));
    const { provision } = site.cluster;
    const authorities = provision === undefined ? '' : readText(resolve(cwd, provision.authorities));
    const [first, ...others] = provision === undefined ? [] : authorityProblems(site, authorities, day);
    if (first !== undefined) throw new DomicileError(first, ...others);
    return { site, files: renderCluster(site, { version, authorities }) };
  } catch (error) {
    if (error instanceof DomicileError) throw new UsageError(error.message);
    throw error;
  }
}

/** What blocks of the site file and of the files that would be written, by the same judge as everything else. */
function refusalOf(site: Site, files: readonly ClusterFile[]): Refusal | undefined {
  const written = files.filter(({ path }) => path.endsWith('.yaml')).map(({ path, text }) => inputOf(path, text));
  const { problems, refusal } = judgeForSite(site, [inputOf(site.source.file, site.source.text), ...written]);
  const [unread] = problems;
  if (unread !== undefined) throw new Error(`${unread.position.file}: ${unread.message}`);
  return refusal;
}

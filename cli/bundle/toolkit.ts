import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DeployError } from '../../engines/errors.ts';
import { run } from '../../engines/run.ts';
import { type Terminal, UsageError } from '../command.ts';
import { isInside } from './sums.ts';
import { copyFile, isExecutable, treeOf } from './tree.ts';

/** The name under which this toolkit is installed. */
export const TOOLKIT = '@domicile/iac';
const LIMIT_SECONDS = 600;
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier'] as const;

/** Where npm works, and with what. */
export interface NpmOptions {
  /** The project with package.json and package-lock.json. */
  readonly root: string;
  /** An empty folder that the caller removes. */
  readonly scratch: string;
  readonly env: Terminal['env'];
  readonly signal: AbortSignal;
}

/**
 * Installs what the lock file of the project names, without development dependencies and without running a script, and
 * copies it. npm refuses whatever does not have the lock's integrity.
 * @throws {@link UsageError} when the project is not locked, or its packages are links into other folders
 */
export async function addToolkit(options: NpmOptions, packages: string): Promise<void> {
  const { root, scratch } = options;
  const own = readManifest(root).name === TOOLKIT;
  copyLocked(root, scratch, own);
  await npm(['ci', '--omit=dev', '--prefer-offline', ...QUIET], scratch, options);
  copyPackages(join(scratch, 'node_modules'), packages);
  if (own) await copyOwn(options, join(packages, TOOLKIT));
  const command = join(packages, TOOLKIT, 'dist', 'cli.js');
  if (!existsSync(command)) throw new UsageError(`${TOOLKIT} was not built; in its own folder run: npm run build`);
}

/** Runs npm, and gives its standard output. @throws DeployError with what npm says */
export async function npm(args: readonly string[], cwd: string, { env, signal }: NpmOptions): Promise<string> {
  const { code, stdout, stderr } = await run('npm', args, { cwd, env, limitSeconds: LIMIT_SECONDS, signal });
  if (code === 0) return stdout;
  const said = (stderr.trim() === '' ? stdout : stderr)
    .split('\n')
    .filter((line) => !/^npm warn|^npm error *$/.test(line));
  throw new DeployError(`npm ${args[0]} failed; nothing was written:\n${said.slice(0, 20).join('\n').trim()}`);
}

interface Manifest {
  readonly name?: string;
}

interface LockedPackage {
  readonly link?: boolean;
  readonly dev?: boolean;
  /** It came inside the archive of another package. */
  readonly inBundle?: boolean;
  readonly resolved?: string;
  readonly integrity?: string;
}

interface Lock {
  readonly packages?: Readonly<Record<string, LockedPackage>>;
}

function readManifest(root: string): Manifest {
  return readJson(join(root, 'package.json'), 'run this in a project that has one') as Manifest;
}

/** Everything that `npm ci` reads, so that it need not run in the project itself. */
function copyLocked(root: string, scratch: string, own: boolean): void {
  const mend = 'lock the dependencies first: npm install';
  const { packages = {} } = readJson(join(root, 'package-lock.json'), mend) as Lock;
  if (!own && packages[`node_modules/${TOOLKIT}`] === undefined) {
    throw new UsageError(`${join(root, 'package-lock.json')} does not name ${TOOLKIT}; run: npm install ${TOOLKIT}`);
  }
  const { '': _root, ...locked } = packages;
  for (const [path, { link, dev, inBundle, integrity, resolved = '' }] of Object.entries(locked)) {
    if (link === true)
      throw new UsageError(`${path} is a link to ${resolved}; pack that folder (npm pack) and install the file`);
    if (integrity === undefined && !dev && !inBundle) {
      throw new UsageError(
        `${path} has no integrity in package-lock.json, so that nothing can be compared with it; ` +
          'lock anew: rm -r node_modules package-lock.json && npm install',
      );
    }
    if (resolved.startsWith('file:')) copyTarball(root, scratch, resolved.slice('file:'.length));
  }
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
    if (existsSync(join(root, name))) copyFileSync(join(root, name), join(scratch, name));
  }
}

function copyTarball(root: string, scratch: string, path: string): void {
  if (!isInside(path))
    throw new UsageError(`the lock file names file:${path}, outside the project; move it into the project`);
  mkdirSync(dirname(join(scratch, path)), { recursive: true });
  copyFileSync(join(root, path), join(scratch, path));
}

/** Without npm's own notes, and without the links of `.bin`: programs are run by their path. */
function copyPackages(from: string, to: string): void {
  for (const { path, kind, mode } of treeOf(from).entries) {
    if (path === '.package-lock.json' || /(?:^|\/)\.bin\//.test(path)) continue;
    if (kind !== 'file')
      throw new UsageError(`node_modules/${path} is no regular file; such a package cannot be bundled`);
    copyFile(join(from, path), join(to, path), isExecutable({ mode }));
  }
}

/** The toolkit's own repository is not among its dependencies: what it would publish is copied. */
async function copyOwn(options: NpmOptions, to: string): Promise<void> {
  const listed = JSON.parse(await npm(['pack', '--dry-run', '--json', ...QUIET], options.root, options)) as readonly {
    readonly files: readonly { readonly path: string; readonly mode: number }[];
  }[];
  for (const { path, mode } of listed[0]?.files ?? []) {
    copyFile(join(options.root, path), join(to, path), isExecutable({ mode }));
  }
}

function readJson(file: string, mend: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}; ${mend}`);
  }
}

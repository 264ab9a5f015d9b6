import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { DeployError } from '../../engines/errors.ts';
import { run } from '../../engines/run.ts';
import { terraformEnvironment } from '../../engines/terraform/environment.ts';
import { probeIn, type TerraformProbe } from '../../engines/terraform/probe.ts';
import { type Terminal, UsageError } from '../command.ts';
import { PROVIDER_LOCK } from '../deploy/provider-lock.ts';
import { type BundleRecord, INSTALL_FOLDER, layout } from './layout.ts';
import { terraformConfiguration } from './mirror.ts';
import { put } from './seal.ts';
import { inOrder, treeOf } from './tree.ts';

const LIMIT_SECONDS = 300;

/** Which providers a bundle is to carry. */
export interface ProviderChoice {
  /** A mirror as `terraform providers mirror` writes it; undefined: wherever Terraform finds the provider. */
  readonly mirror: string | undefined;
  /** Platforms besides this machine's: `linux_arm64`. */
  readonly platforms: readonly string[];
}

/** What the providers are taken with. */
export interface ProviderOptions extends ProviderChoice {
  /** An empty folder that the caller removes. */
  readonly scratch: string;
  readonly env: Terminal['env'];
  readonly signal: AbortSignal;
}

type Usable = TerraformProbe & { readonly usable: true };

/**
 * Puts the provider, as Terraform selects it, with a lock file for every platform and a CLI configuration that knows no
 * registry, into the bundle at `root`.
 * @throws {@link DeployError} when Terraform finds no provider, or the mirror lacks a platform
 */
export async function addProviders(root: string, options: ProviderOptions): Promise<BundleRecord['terraform']> {
  const { scratch, platforms } = options;
  const env = environmentOf(options);
  const probe = await probeIn(scratch, { env, signal: options.signal });
  if (!probe.usable) throw notFound(probe.reason);
  const { source, provider, platform } = probe;
  if (source === undefined) throw notFound(`${probe.program} does not say where its provider comes from`);
  const selected = join(scratch, '.terraform', 'providers', source, provider);
  const to = `${layout.providers}/${source}/${provider}`;
  addUnpacked(join(selected, platform), root, `${to}/${platform}`);
  const others = [...new Set(platforms)].filter((name) => name !== platform).sort(inOrder);
  for (const other of others) addOther(root, `${to}/${other}`, { ...probe, source, platform: other }, options.mirror);
  const all = [platform, ...others].sort(inOrder);
  put(root, layout.providerLock, await lockFor(root, { ...options, env }, probe, all));
  put(root, layout.terraformConfiguration, terraformConfiguration(INSTALL_FOLDER));
  return { program: probe.program, source, provider, platforms: all };
}

/** With a mirror that the caller names, Terraform looks nowhere else. */
function environmentOf({ mirror, scratch, env }: ProviderOptions): Terminal['env'] {
  if (mirror === undefined) return env;
  const file = join(scratch, 'mirror.tfrc');
  writeFileSync(
    file,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(resolve(mirror))}\n  }\n}\n`,
  );
  return { ...env, TF_CLI_CONFIG_FILE: file };
}

function notFound(reason: string): DeployError {
  return new DeployError(
    `there is no Terraform provider to bundle: ${reason}\nNothing was written. Fill a mirror where a registry can be ` +
      'reached (terraform providers mirror -platform=linux_amd64 DIR) and give --providers DIR; or give ' +
      '--without-provider, for a bundle that deploys by server-side apply only.',
  );
}

function addUnpacked(from: string, root: string, to: string): void {
  for (const { path } of treeOf(from).entries) putPart(root, `${to}/${path}`, readFileSync(join(from, path)));
}

/** A platform that is not this machine's: Terraform cannot be asked for it, so that it must lie in the named mirror. */
function addOther(
  root: string,
  to: string,
  wanted: Usable & { readonly source: string },
  mirror: string | undefined,
): void {
  const { source, provider, platform } = wanted;
  const needed = `${source} ${provider} for ${platform}`;
  if (mirror === undefined) throw new UsageError(`${needed}: give --providers DIR, a mirror that has it`);
  const folder = join(mirror, source);
  const unpacked = join(folder, provider, platform);
  const packed = join(folder, `terraform-provider-${basename(source)}_${provider}_${platform}.zip`);
  if (existsSync(unpacked)) {
    addUnpacked(unpacked, root, to);
    return;
  }
  if (!existsSync(packed)) {
    const mend = `terraform providers mirror -platform=${platform} ${mirror}`;
    throw new DeployError(`${mirror} does not have ${needed}; nothing was written. Fill it: ${mend}`);
  }
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(packed)))) {
    if (!path.endsWith('/')) putPart(root, `${to}/${path}`, bytes);
  }
}

/** A package holds the program and its licence; archives do not always say which of them can be run. */
function putPart(root: string, path: string, bytes: Uint8Array): void {
  put(root, path, bytes, basename(path).startsWith('terraform-provider-'));
}

/** Terraform itself locks what it will be given, for every platform, from the bundle and from nowhere else. */
async function lockFor(root: string, options: ProviderOptions, { program }: Usable, platforms: readonly string[]) {
  const folder = join(options.scratch, 'lock');
  mkdirSync(folder);
  writeFileSync(join(folder, 'main.tf.json'), readFileSync(join(options.scratch, 'main.tf.json')));
  const args = ['providers', 'lock', '-no-color', `-fs-mirror=${join(root, layout.providers)}`];
  const { code, stderr } = await run(program, [...args, ...platforms.map((name) => `-platform=${name}`)], {
    cwd: folder,
    env: terraformEnvironment(options.env),
    limitSeconds: LIMIT_SECONDS,
    signal: options.signal,
  });
  if (code !== 0) throw new DeployError(`${program} providers lock failed; nothing was written:\n${stderr.trim()}`);
  return readFileSync(join(folder, PROVIDER_LOCK), 'utf8');
}

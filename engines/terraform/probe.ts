import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunError, run } from '../run.ts';
import { terraformEnvironment } from './environment.ts';

const LIMIT_SECONDS = 90;
const PROVIDER = { source: 'hashicorp/kubernetes', version: '>= 2.38, < 4' } as const;

/** Whether this machine can deploy with Terraform or OpenTofu. */
export type TerraformProbe =
  | {
      readonly usable: true;
      readonly program: string;
      readonly version: string;
      /** Version of the provider. */
      readonly provider: string;
      /** Where the provider comes from by name: `registry.terraform.io/hashicorp/kubernetes`; undefined when Terraform did not say. */
      readonly source: string | undefined;
      /** `linux_amd64` */
      readonly platform: string;
    }
  | {
      readonly usable: false;
      readonly program: string | undefined;
      readonly version: string | undefined;
      readonly reason: string;
    };

/** What a probe is given. */
export interface ProbeOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/**
 * Asks Terraform itself whether it finds the Kubernetes provider, in an empty scratch folder: in a mirror, in its
 * implied local mirror, or in a registry. Nothing is left behind.
 */
export async function probeTerraform(options: ProbeOptions): Promise<TerraformProbe> {
  const scratch = mkdtempSync(join(tmpdir(), 'domicile-probe-'));
  try {
    return await probeIn(scratch, options);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The same in an empty folder of the caller's, in which Terraform's working folder and lock file stay. */
export async function probeIn(folder: string, options: ProbeOptions): Promise<TerraformProbe> {
  const found = await findProgram(options);
  if (found !== undefined) return await initialise(folder, found, options);
  return { usable: false, program: undefined, version: undefined, reason: 'neither terraform nor tofu is on PATH' };
}

interface VersionOutput {
  readonly terraform_version: string;
  readonly platform: string;
  readonly provider_selections?: Readonly<Record<string, string>>;
}

interface Program {
  readonly program: string;
  readonly version: string;
}

async function initialise(scratch: string, found: Program, options: ProbeOptions): Promise<TerraformProbe> {
  const configuration = { terraform: { required_providers: { kubernetes: PROVIDER } } };
  writeFileSync(join(scratch, 'main.tf.json'), JSON.stringify(configuration));
  const init = await attempt(found.program, ['init', '-backend=false', '-input=false', '-no-color'], scratch, options);
  if (init.code !== 0) return { usable: false, ...found, reason: reasonIn(init.stderr) };
  const { provider_selections: selections = {}, platform } = await versionIn(found.program, scratch, options);
  const [source, provider = 'unknown'] =
    Object.entries(selections).find(([name]) => name.endsWith('/hashicorp/kubernetes')) ?? [];
  return { usable: true, ...found, provider, source, platform };
}

/** The same variable as cdktf's own command line obeys. */
async function findProgram({ env, signal }: ProbeOptions): Promise<Program | undefined> {
  const candidates = env.TERRAFORM_BINARY_NAME ? [env.TERRAFORM_BINARY_NAME] : ['terraform', 'tofu'];
  for (const program of candidates) {
    try {
      return { program, version: (await versionIn(program, tmpdir(), { env, signal })).terraform_version };
    } catch (error) {
      if (signal.aborted) throw error; // not there, or not what its name says: try the next
    }
  }
  return undefined;
}

async function versionIn(program: string, cwd: string, options: ProbeOptions): Promise<VersionOutput> {
  const { stdout } = await attempt(program, ['version', '-json'], cwd, options);
  return JSON.parse(stdout) as VersionOutput;
}

async function attempt(program: string, args: readonly string[], cwd: string, { env, signal }: ProbeOptions) {
  try {
    return await run(program, args, { cwd, env: terraformEnvironment(env), limitSeconds: LIMIT_SECONDS, signal });
  } catch (error) {
    if (error instanceof RunError && !signal.aborted) return { code: 1, stdout: '', stderr: error.message };
    throw error;
  }
}

/** The first sentences of what Terraform draws in a box. */
function reasonIn(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.replace(/^[\s│╷╵]+/, '').trim());
  const start = lines.findIndex((line) => line.startsWith('Error'));
  return lines
    .slice(Math.max(0, start))
    .filter((line) => line !== '')
    .slice(0, 4)
    .join(' ');
}

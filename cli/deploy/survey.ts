import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type BinaryName, type FoundBinary, findBinaries } from '../../controlplane/launcher/binaries.ts';
import { canBuild } from '../../controlplane/launcher/build.ts';
import { findControlPlane } from '../../controlplane/launcher/launcher.ts';
import { Kubectl } from '../../engines/kubectl.ts';
import { run } from '../../engines/run.ts';
import { probeTerraform, type TerraformProbe } from '../../engines/terraform/probe.ts';
import type { Terminal } from '../command.ts';
import { type Project, targetOf } from './project.ts';

/** One line of what a machine has. */
export interface Check {
  readonly name: string;
  readonly found: boolean;
  /** What was found, with its version and place; or why it counts as missing. */
  readonly detail: string;
  readonly neededFor: string;
  /** How to get it. */
  readonly remedy: string;
  /** True when `up` cannot do its whole work without it. */
  readonly required: boolean;
}

/** What a machine has, and so what `up` can do on it. */
export interface Survey {
  readonly checks: readonly Check[];
  readonly terraform: TerraformProbe;
  /** True when a cluster is reachable, or a local control plane can be started or built. */
  readonly canDeploy: boolean;
}

/** Everything a survey looks at. Without a project the cluster is not looked at. */
export interface SurveyOptions {
  readonly terminal: Terminal;
  readonly project: Project | undefined;
  readonly signal: AbortSignal;
}

const CONTROL_PLANE = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok'] as const;

/** The three ways to a cluster. */
export const WAYS_TO_A_CLUSTER = [
  'your own cluster: name its kubeconfig and context in the site file (cluster.kubeconfig, cluster.context)',
  `prebuilt programs: put ${CONTROL_PLANE.join(', ')} into a folder and name it in KUBEBUILDER_ASSETS, or onto PATH`,
  'Go 1.26 or newer on PATH: the first run then builds them once (about seven minutes on two cores) and keeps them',
] as const;

/** Looks at the machine. Starts, builds and changes nothing. */
export async function survey(options: SurveyOptions): Promise<Survey> {
  const { terminal, project } = options;
  const { found, missing } = findBinaries(terminal.env);
  const go = await goVersion(options);
  const terraform = await probeTerraform({ env: terminal.env, signal: options.signal });
  const controlPlane = controlPlaneCheck(found, missing, go);
  const kubectl = kubectlCheck(found, go);
  const cluster = project === undefined ? undefined : await clusterCheck(project, found, options, controlPlane.found);
  const checks = [
    nodeCheck(),
    kubectl,
    controlPlane,
    goCheck(go, controlPlane.found && kubectl.found),
    terraformCheck(terraform),
    cdktfCheck(terminal.cwd),
    ...(cluster === undefined ? [] : [cluster]),
  ];
  const reachable = cluster === undefined ? controlPlane.found : cluster.found;
  const required = cluster === undefined ? checks : checks.map((check) => relax(check, project));
  return { checks: required, terraform, canDeploy: reachable && kubectl.found };
}

/** With a cluster of its own a site needs no local control plane. */
function relax(check: Check, project: Project | undefined): Check {
  const own = project !== undefined && !targetOf(project).local;
  return own && check.name === 'local control plane' ? { ...check, required: false } : check;
}

function nodeCheck(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return {
    name: 'Node.js',
    found: major > 20 || (major === 20 && minor >= 19),
    detail: process.versions.node,
    neededFor: 'everything',
    remedy: 'install Node.js 20.19 or newer',
    required: true,
  };
}

function kubectlCheck(found: ReadonlyMap<BinaryName, FoundBinary>, go: string | undefined): Check {
  const kubectl = found.get('kubectl');
  return {
    name: 'kubectl',
    found: kubectl !== undefined || go !== undefined,
    detail: kubectl === undefined ? (go === undefined ? 'not found' : 'will be built with Go') : shown(kubectl),
    neededFor: 'applying, waiting for rollouts, Secrets',
    remedy: 'install kubectl onto PATH, or install Go and let the first run build it',
    required: true,
  };
}

function controlPlaneCheck(
  found: ReadonlyMap<BinaryName, FoundBinary>,
  missing: readonly BinaryName[],
  go: string | undefined,
): Check {
  const lacking = missing.filter((name) => name !== 'kubectl');
  const sources = [...new Set(CONTROL_PLANE.flatMap((name) => found.get(name)?.source ?? []))];
  const built = `${lacking.join(', ')} will be built with Go, once: about seven minutes on two cores`;
  return {
    name: 'local control plane',
    found: lacking.length === 0 || go !== undefined,
    detail:
      lacking.length === 0
        ? `all programs, from ${sources.join(' and ')}`
        : go === undefined
          ? `lacks ${lacking.join(', ')}`
          : built,
    neededFor: 'a rehearsal on this machine, without a cluster of your own',
    remedy: WAYS_TO_A_CLUSTER.slice(1).join('; or '),
    required: true,
  };
}

function goCheck(go: string | undefined, needless: boolean): Check {
  return {
    name: 'Go',
    found: go !== undefined,
    detail: go ?? 'not found',
    neededFor: needless ? 'nothing now: every program is there' : 'building the local control plane',
    remedy: 'install Go 1.26 or newer',
    required: false,
  };
}

function terraformCheck(probe: TerraformProbe): Check {
  return {
    name: 'Terraform',
    found: probe.usable,
    detail: probe.usable
      ? `${probe.program} ${probe.version} with hashicorp/kubernetes ${probe.provider}`
      : probe.reason,
    neededFor: 'npx cdktf deploy and up --engine terraform; without it up uses server-side apply',
    remedy:
      'install Terraform or OpenTofu; offline, put the provider hashicorp/kubernetes (>= 2.38, < 4) into its plugins folder',
    required: false,
  };
}

function cdktfCheck(folder: string): Check {
  const version = installedVersion(folder, 'cdktf-cli');
  return {
    name: 'cdktf-cli',
    found: version !== undefined,
    detail: version ?? 'not installed in this project',
    neededFor: 'npx cdktf synth, diff, deploy and destroy',
    remedy: 'npm install --save-dev cdktf-cli@0.21.0',
    required: false,
  };
}

async function clusterCheck(
  project: Project,
  found: ReadonlyMap<BinaryName, FoundBinary>,
  options: SurveyOptions,
  canStart: boolean,
): Promise<Check> {
  const { kubeconfig, context, local } = targetOf(project);
  const check = { name: 'cluster', neededFor: `deploying the site ${project.site.name}`, required: true } as const;
  const where = `context ${context} in ${kubeconfig}`;
  if (local) {
    const running = await findControlPlane(project.root);
    const detail =
      running === undefined
        ? 'the local control plane is not running; up starts it'
        : `the local control plane runs at ${running.server}`;
    return { ...check, found: running !== undefined || canStart, detail, remedy: 'domicile up' };
  }
  const remedy = 'correct cluster.kubeconfig and cluster.context in the site file, or the network between';
  if (!existsSync(kubeconfig)) return { ...check, found: false, detail: `${kubeconfig} does not exist`, remedy };
  const reason = await unreachable(project, kubeconfig, context, found.get('kubectl')?.path ?? 'kubectl', options);
  return {
    ...check,
    found: reason === undefined,
    detail: reason === undefined ? `${where} answers` : `${where}: ${reason}`,
    remedy,
  };
}

async function unreachable(
  project: Project,
  kubeconfig: string,
  context: string,
  program: string,
  options: SurveyOptions,
) {
  const { terminal, signal } = options;
  const cacheFolder = join(project.root, '.domicile', 'cache');
  const kubectl = new Kubectl({
    program,
    kubeconfig,
    context,
    cacheFolder,
    cwd: project.root,
    env: terminal.env,
    signal,
  });
  try {
    const { code, stderr } = await kubectl.attempt(['get', '--raw=/readyz', '--request-timeout=10s'], undefined, 20);
    return code === 0 ? undefined : stderr.trim().split('\n').at(-1);
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  }
}

async function goVersion({ terminal, signal }: SurveyOptions): Promise<string | undefined> {
  if (!canBuild(terminal.env)) return undefined;
  const { code, stdout } = await run('go', ['version'], { cwd: '/', env: terminal.env, limitSeconds: 30, signal });
  return code === 0 ? stdout.trim().replace(/^go version /, '') : undefined;
}

function installedVersion(folder: string, name: string): string | undefined {
  try {
    const { version } = createRequire(join(folder, 'package.json'))(`${name}/package.json`) as {
      readonly version: string;
    };
    return version;
  } catch {
    return undefined;
  }
}

function shown({ path, source }: FoundBinary): string {
  return source === 'PATH' ? path : `${path} (${source})`;
}

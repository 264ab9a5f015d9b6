import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { DomicileError } from '../../constructs/core/errors.ts';
import { loadSite } from '../../constructs/core/site/load.ts';
import { onSelectedCluster, selectedSiteFile } from '../../constructs/core/site/select.ts';
import type { Site } from '../../constructs/core/site/site.ts';
import { layoutOf } from '../../controlplane/launcher/layout.ts';
import { type Terminal, UsageError } from '../command.ts';

/** A folder with a cdktf.json, and the site that is selected in it. */
export interface Project {
  readonly root: string;
  /** The command line that runs the app, from cdktf.json. */
  readonly app: string;
  /** Absolute folder of the judged output. */
  readonly output: string;
  readonly site: Site;
  /** As the caller wrote it, from {@link root}. */
  readonly siteFile: string;
  /** The caller's variables, with those that the options set. */
  readonly environment: Terminal['env'];
}

/** The cluster that the site names, with absolute paths. */
export interface Target {
  readonly kubeconfig: string;
  readonly context: string;
  /** True when it is the control plane that this command starts in the project's own `.domicile/`. */
  readonly local: boolean;
}

/** Options that say which site, and which cluster in place of the one that the site names. For node:util parseArgs. */
export const projectOptions = {
  site: { type: 'string' },
  kubeconfig: { type: 'string' },
  context: { type: 'string' },
} as const;

/** The same options in a usage text. */
export const projectUsage = `  --site FILE        default: DOMICILE_SITE, the context key site, or sites/reference-hospital.yaml
  --kubeconfig FILE  in place of the one that the site names; or DOMICILE_KUBECONFIG
  --context NAME     in place of the one that the site names; or DOMICILE_CONTEXT`;

/** What the caller chose among {@link projectOptions}. */
export type ProjectChoice = { readonly [option in keyof typeof projectOptions]?: string | undefined };

/**
 * Reads the project around the working folder.
 * @throws {@link UsageError} when there is none, or its site file cannot be used
 */
export function openProject(terminal: Terminal, choice: ProjectChoice): Project {
  const root = projectRoot(terminal.cwd);
  if (root === undefined) {
    throw new UsageError(`there is no cdktf.json in ${terminal.cwd} or above it; run this in a project`);
  }
  const { app, output = 'cdktf.out', context } = readSettings(join(root, 'cdktf.json'));
  if (typeof app !== 'string') {
    throw new UsageError(`${join(root, 'cdktf.json')} has no "app"; write "app": "npx domicile run main.ts"`);
  }
  const environment = {
    CDKTF_CONTEXT_JSON: JSON.stringify(context ?? {}),
    ...terminal.env,
    ...chosen(terminal, choice),
  };
  const siteFile = selectedSiteFile(environment);
  return {
    root,
    app,
    output: resolve(root, output),
    site: readSite(root, siteFile, environment),
    siteFile,
    environment,
  };
}

/** Options as the variables that the app reads, so that a synth in another process sees the same. */
function chosen({ cwd }: Terminal, { site, kubeconfig, context }: ProjectChoice): Record<string, string> {
  return {
    ...(site === undefined ? {} : { DOMICILE_SITE: resolve(cwd, site) }),
    ...(kubeconfig === undefined ? {} : { DOMICILE_KUBECONFIG: resolve(cwd, kubeconfig) }),
    ...(context === undefined ? {} : { DOMICILE_CONTEXT: context }),
  };
}

/** The nearest folder with a cdktf.json, from `folder` upwards; undefined when there is none. */
export function projectRoot(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, 'cdktf.json'))) return at;
    if (at === dirname(at)) return undefined;
  }
}

/** The cluster that a site names. */
export function targetOf({ root, site }: Project): Target {
  const { kubeconfig, context } = site.cluster;
  const path = kubeconfig.startsWith('~/') ? join(homedir(), kubeconfig.slice(2)) : kubeconfig;
  const absolute = isAbsolute(path) ? path : join(root, path);
  return { kubeconfig: absolute, context, local: absolute === layoutOf(root).kubeconfig };
}

interface Settings {
  readonly app?: unknown;
  readonly output?: string;
  readonly context?: object;
}

function readSettings(file: string): Settings {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Settings;
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readSite(root: string, siteFile: string, environment: Terminal['env']): Site {
  try {
    return onSelectedCluster(loadSite(resolve(root, siteFile)), environment);
  } catch (error) {
    if (error instanceof DomicileError) throw new UsageError(error.message);
    throw error;
  }
}

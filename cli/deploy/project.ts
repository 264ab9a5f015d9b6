import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { DomicileError } from '../../constructs/core/errors.ts';
import { loadSite } from '../../constructs/core/site/load.ts';
import { selectedSiteFile } from '../../constructs/core/site/select.ts';
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
}

/** The cluster that the site names, with absolute paths. */
export interface Target {
  readonly kubeconfig: string;
  readonly context: string;
  /** True when it is the control plane that this command starts in the project's own `.domicile/`. */
  readonly local: boolean;
}

/**
 * Reads the project around the working folder.
 * @throws {@link UsageError} when there is none, or its site file cannot be used
 */
export function openProject(terminal: Terminal, siteOption: string | undefined): Project {
  const root = projectRoot(terminal.cwd);
  if (root === undefined) {
    throw new UsageError(`there is no cdktf.json in ${terminal.cwd} or above it; run this in a project`);
  }
  const { app, output = 'cdktf.out', context } = readSettings(join(root, 'cdktf.json'));
  if (typeof app !== 'string') {
    throw new UsageError(`${join(root, 'cdktf.json')} has no "app"; write "app": "npx domicile run main.ts"`);
  }
  const chosen = siteOption === undefined ? undefined : resolve(terminal.cwd, siteOption);
  const siteFile = chosen ?? selectedSiteFile({ CDKTF_CONTEXT_JSON: JSON.stringify(context ?? {}), ...terminal.env });
  return { root, app, output: resolve(root, output), site: readSite(root, siteFile), siteFile };
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

function readSite(root: string, siteFile: string): Site {
  try {
    return loadSite(resolve(root, siteFile));
  } catch (error) {
    if (error instanceof DomicileError) throw new UsageError(error.message);
    throw error;
  }
}

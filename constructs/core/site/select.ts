import { forms } from '../document/forms.ts';
import { DomicileError } from '../errors.ts';
import { loadSite } from './load.ts';
import type { Site } from './site.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The site file that is used when nobody names one. */
export const defaultSiteFile = 'sites/reference-hospital.yaml';

/**
 * The site file that the caller has chosen: `DOMICILE_SITE`, or the cdktf context key `site`, or the default.
 * @throws {@link DomicileError} `app-environment` when the context is not what the cdktf command writes
 */
export function selectedSiteFile(env: Environment = process.env): string {
  return selected(env, 'DOMICILE_SITE', 'site', 'a path', 'sites/clinic.yaml') ?? defaultSiteFile;
}

/**
 * The selected site, for the selected cluster: `DOMICILE_KUBECONFIG` and `DOMICILE_CONTEXT`, or the cdktf context keys
 * `kubeconfig` and `context`, name another cluster than the site file does. What the site says of its identity stays.
 * @throws {@link DomicileError} when the file, the kubeconfig or the context cannot be used
 */
export function loadSelectedSite(env: Environment = process.env): Site {
  return onSelectedCluster(loadSite(selectedSiteFile(env)), env);
}

/** The site, on the cluster that the environment names in place of its own; see {@link loadSelectedSite}. */
export function onSelectedCluster(site: Site, env: Environment): Site {
  const kubeconfig = wellFormed('filePath', selected(env, 'DOMICILE_KUBECONFIG', 'kubeconfig', 'a path', 'kubeconfig'));
  const context = wellFormed('identifier', selected(env, 'DOMICILE_CONTEXT', 'context', 'a name', 'hospital'));
  const { cluster } = site;
  return {
    ...site,
    cluster: { ...cluster, kubeconfig: kubeconfig ?? cluster.kubeconfig, context: context ?? cluster.context },
  };
}

/** What a variable says, or else a key of the cdktf context; undefined when neither says anything. */
function selected(env: Environment, variable: string, key: string, form: string, example: string): string | undefined {
  const given = env[variable];
  if (given !== undefined && given !== '') return given;
  const value = contextOf(env.CDKTF_CONTEXT_JSON)[key];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value !== '') return value;
  throw wrongContext(
    `the context key ${key} is not ${form}`,
    JSON.stringify(value),
    `write "${key}": "${example}" in the context of cdktf.json`,
  );
}

/** Same forms as in the site file: what is chosen here ends up in the same places. */
function wellFormed(form: 'filePath' | 'identifier', value: string | undefined): string | undefined {
  if (value === undefined || forms[form].pattern.test(value)) return value;
  throw new DomicileError({
    code: 'app-environment',
    message: 'the kubeconfig or context that was chosen cannot be used',
    seen: JSON.stringify(value),
    allowed: forms[form].allowed,
    mend: 'correct DOMICILE_KUBECONFIG, DOMICILE_CONTEXT, or the option',
  });
}

function contextOf(json: string | undefined): Readonly<Record<string, unknown>> {
  if (json === undefined || json === '') return {};
  const mend = 'unset CDKTF_CONTEXT_JSON; the cdktf command sets it from cdktf.json';
  try {
    const context: unknown = JSON.parse(json);
    if (typeof context === 'object' && context !== null) return { ...context };
  } catch {
    throw wrongContext('CDKTF_CONTEXT_JSON is not JSON', json, mend);
  }
  throw wrongContext('CDKTF_CONTEXT_JSON is not an object', json, mend);
}

function wrongContext(message: string, seen: string, mend: string): DomicileError {
  return new DomicileError({ code: 'app-environment', message, seen, mend });
}

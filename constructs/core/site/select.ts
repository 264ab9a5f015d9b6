import { DomicileError } from '../errors.ts';

/** The site file that is used when nobody names one. */
export const defaultSiteFile = 'sites/reference-hospital.yaml';

/**
 * The site file that the caller has chosen: `DOMICILE_SITE`, or the cdktf context key `site`, or the default.
 * @throws {@link DomicileError} `app-environment` when the context is not what the cdktf command writes
 */
export function selectedSiteFile(env: Readonly<Record<string, string | undefined>> = process.env): string {
  if (env.DOMICILE_SITE !== undefined && env.DOMICILE_SITE !== '') return env.DOMICILE_SITE;
  const site = contextOf(env.CDKTF_CONTEXT_JSON).site;
  if (site === undefined) return defaultSiteFile;
  if (typeof site === 'string' && site !== '') return site;
  throw wrongContext(
    'the context key site is not a path',
    JSON.stringify(site),
    'write "site": "sites/clinic.yaml" in the context of cdktf.json',
  );
}

function contextOf(json: string | undefined): { readonly site?: unknown } {
  if (json === undefined || json === '') return {};
  const mend = 'unset CDKTF_CONTEXT_JSON; the cdktf command sets it from cdktf.json';
  try {
    const context: unknown = JSON.parse(json);
    if (typeof context === 'object' && context !== null) return context;
  } catch {
    throw wrongContext('CDKTF_CONTEXT_JSON is not JSON', json, mend);
  }
  throw wrongContext('CDKTF_CONTEXT_JSON is not an object', json, mend);
}

function wrongContext(message: string, seen: string, mend: string): DomicileError {
  return new DomicileError({ code: 'app-environment', message, seen, mend });
}

import { readFileSync } from 'node:fs';
import { version } from '../cli/version.ts';
import { runbookFiles } from '../cluster/runbooks/runbooks.ts';
import { loadSite } from '../constructs/core/site/load.ts';

const SITE = 'sites/on-prem.yaml';

/** docs/runbooks/: the runbooks of the sample site that provisions its own cluster, as `domicile cluster render` writes them. */
export function runbookPages(): Readonly<Record<string, string>> {
  const site = loadSite(SITE);
  const { provision: cluster } = site.cluster;
  if (cluster === undefined || site.nodes === undefined) throw new Error(`${SITE} provisions no cluster`);
  const authorities = readFileSync(cluster.authorities, 'utf8');
  const files = runbookFiles({ site, cluster, servers: site.nodes, version, authorities });
  return Object.fromEntries(files.map(({ path, text }) => [`docs/${path}`, text]));
}

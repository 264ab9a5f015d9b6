import { readFileSync } from 'node:fs';
import type { ClusterFile } from '../../cluster/file.ts';
import { renderCluster } from '../../cluster/render.ts';
import { parseSite } from '../../constructs/core/site/load.ts';

/** The text of the site that provisions its own cluster. */
export const onPrem = readFileSync('sites/on-prem.yaml', 'utf8');

/** The authorities of that site: made up for it. */
export const authorities = readFileSync('sites/on-prem.authorities.pem', 'utf8');

/** Every file of the cluster of a site, by its path. */
export function rendered(text = onPrem): Readonly<Record<string, string>> {
  return Object.fromEntries(filesOf(text).map((file) => [file.path, file.text]));
}

/** As {@link rendered}, with what else is known of each file. */
export function filesOf(text = onPrem): readonly ClusterFile[] {
  return renderCluster(parseSite(text, 'sites/on-prem.yaml'), { version: '0.0.0-test', authorities });
}

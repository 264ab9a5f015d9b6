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

/** The same site on Talos Linux. */
export const onTalos = onPrem
  .replace(
    / {4}distribution: rke2\n {4}version: .*\n {4}artifacts: .*\n/,
    `    distribution: talos
    version: v1.13.2
    kubernetes: v1.36.3
    installer: registry.on-prem.example/siderolabs/installer@sha256:${'7'.repeat(64)}
    diskKeys:
      kind: tpm
`,
  )
  .replace(/ {4}networkPlugin: .*\n {4}firewall: .*\n {4}selinux: .*\n {4}encryption: .*\n/, '')
  .replaceAll(/ {8}room: .*\n/g, '$&        installDisk: /dev/sda\n');

/** The same site on a cluster that others run. */
export const onExisting = onPrem
  .replace(
    / {4}distribution: rke2\n {4}version: .*\n {4}artifacts: .*\n/,
    `    distribution: existing
    kubernetes: v1.36.3
    operator: Computing centre
    provides: { auditPolicy: true, podSecurityDefaults: true, encryptionAtRest: false, nodeAccess: false }
`,
  )
  .replace(/ {4}networkPlugin: .*\n {4}firewall: .*\n {4}selinux: .*\n {4}encryption: .*\n/, '')
  .replace(/ {4}snapshots:\n(?: {6}.*\n)+/, '');

import type { ClusterSummary } from '../../engine/cluster.ts';
import { type Html, html } from './markup.ts';

/** The running cluster that was read, and what of it neither the toolkit nor Kubernetes made. */
export function clusterSection(cluster: ClusterSummary | undefined): Html | undefined {
  if (cluster === undefined) return undefined;
  const { context, identity, version, kinds, objects, earlierRevisions, compared, others } = cluster;
  return html`
<section aria-labelledby="cluster">
  <h2 id="cluster">Cluster</h2>
  <dl>
    <div><dt>Context</dt><dd><bdi>${context}</bdi></dd></div>
    <div><dt>Kubernetes</dt><dd><bdi>${version}</bdi>, kube-system <code>${identity ?? 'not readable'}</code></dd></div>
    <div><dt>Read</dt><dd>${objects} objects of ${kinds} kinds; ${earlierRevisions} of them earlier revisions, not in force and not judged</dd></div>
    <div><dt>Site</dt><dd>${compared ? 'compared, object by object' : 'not compared'}</dd></div>
  </dl>
  ${others.length === 0 ? html`<p>Everything in it was made by the toolkit or by Kubernetes itself.</p>` : table(others)}
</section>`;
}

function table(others: ClusterSummary['others']): Html {
  return html`<p>Not made by the toolkit, and judged like everything else:</p>
  <div class="scroll" role="region" aria-label="Table of objects that the toolkit did not make" tabindex="0"><table>
    <thead><tr><th scope="col">Kind</th><th scope="col">Object</th><th scope="col">Written by</th></tr></thead>
    <tbody>${others.map(row)}</tbody>
  </table></div>`;
}

function row({ kind, namespace, name, by }: ClusterSummary['others'][number]): Html {
  const object = namespace === null ? name : `${namespace}/${name}`;
  return html`<tr><th scope="row"><bdi>${kind}</bdi></th><td><code>${object}</code></td><td><bdi>${by}</bdi></td></tr>`;
}

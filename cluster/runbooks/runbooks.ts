import type { ClusterContext, ContextOf } from '../context.ts';
import type { ClusterFile } from '../file.ts';
import { existingOperations } from './existing/operations.ts';
import { indexPage } from './index-page.ts';
import { runbookPage } from './markdown.ts';
import type { Operations } from './operations.ts';
import { rke2Operations } from './rke2/operations.ts';
import type { Runbook } from './runbook.ts';
import { talosOperations } from './talos/operations.ts';
import { TOPICS } from './topics.ts';

/** Every runbook of a site's own cluster, with its names and addresses; none of them holds a secret. */
export function runbooksOf(context: ClusterContext): readonly Runbook[] {
  const operations = operationsOf(context);
  return TOPICS.map(({ id, title, symptom, blastRadius, procedure }) => ({
    id,
    title,
    symptom: symptom(context),
    blastRadius: blastRadius(context),
    ...procedure(operations, context),
  }));
}

/** The runbooks as pages of the folder `runbooks/`, with a first page that says which to open. */
export function runbookFiles(context: ClusterContext): readonly ClusterFile[] {
  const runbooks = runbooksOf(context);
  const page = (name: string, text: string): ClusterFile => ({ path: `runbooks/${name}.md`, text, executable: false });
  return [
    page('README', indexPage(runbooks, operationsOf(context), context)),
    ...runbooks.map((runbook) => page(runbook.id, runbookPage(runbook, context))),
  ];
}

function operationsOf(context: ClusterContext): Operations {
  if (isOf(context, 'rke2')) return rke2Operations(context);
  if (isOf(context, 'talos')) return talosOperations(context);
  if (isOf(context, 'existing')) return existingOperations(context);
  throw new Error(`no runbooks for ${context.cluster.distribution}`);
}

function isOf<Distribution extends ClusterContext['cluster']['distribution']>(
  context: ClusterContext,
  distribution: Distribution,
): context is ContextOf<Distribution> {
  return context.cluster.distribution === distribution;
}

import { AWAITED_KINDS } from '../../engines/apply/readiness.ts';
import type { LayerResult } from '../../engines/engine.ts';
import { isUnchanged } from '../../engines/engine.ts';
import type { RenderedLayer } from '../../engines/render.ts';
import type { SecretOutcome } from '../../engines/secrets/ensure.ts';
import type { Judgement } from '../../policies/judge.ts';
import type { Deployment } from './deploy.ts';
import { REPORT_FILE } from './report.ts';
import { row } from './row.ts';

/** The verdict, its coverage, and where the whole report is. */
export function verdictLines({ verdict, counts, coverage }: Judgement, boundary: string): readonly string[] {
  const waived = counts.waived === 0 ? '' : `, ${counts.waived} waived`;
  return [
    row('Verdict', `${verdict}: ${counts.subjects} subjects by ${counts.rules} rules, boundary ${boundary}${waived}`),
    row(
      'Coverage',
      `${coverage.values} values: ${coverage.placed} placed, ${coverage.inert} inert, ${coverage.undecided} undecided`,
    ),
    row('Report', `${REPORT_FILE} (open it in a browser)`),
  ];
}

/** What was applied for each layer, and what became of Secrets and rollouts. */
export function deploymentLines(
  { layers, secrets }: Deployment,
  rendered: readonly RenderedLayer[],
): readonly string[] {
  const workloads = rendered
    .flatMap(({ objects }) => objects)
    .filter(({ kind }) => AWAITED_KINDS.has(kind) && kind !== 'Namespace');
  return [
    row('Layers', isUnchanged(layers) ? 'no change' : ''),
    ...layers.map((result) => row(`  ${result.layer}`, layerText(result))),
    row('Secrets', secretText(secrets)),
    ...missingSecrets(secrets),
    row('Rollouts', `all ${workloads.length} workloads are ready`),
  ];
}

/** What a reader must not conclude from a green local run. */
export const LOCAL_LIMITS = [
  'No packet is filtered: NetworkPolicies are stored, and nothing enforces them.',
  'No container runs and no image is pulled: kwok plays the nodes, so probes, users and read-only roots are not exercised.',
  'Image digests of a synthetic lock are made up; a production site refuses such a lock.',
  'Volumes are names from a prepared pool: no byte is stored, nothing is encrypted below them.',
  'There is no cluster DNS, no load balancer and no certificate authority but the one in the cluster.',
  'What is real: the API server with its admission, Pod Security, RBAC, quotas and Secret encryption, the controllers and the scheduler.',
] as const;

function layerText({ created, changed, deleted, unchanged }: LayerResult): string {
  const parts = [
    [created, 'created'],
    [changed, 'changed'],
    [deleted, 'deleted'],
    [unchanged, 'unchanged'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return said.length === 0 ? 'nothing' : said.join(', ');
}

function secretText(secrets: readonly SecretOutcome[]): string {
  const count = (outcome: SecretOutcome['outcome']) => secrets.filter((secret) => secret.outcome === outcome).length;
  const waiting = count('waiting') === 0 ? '' : `, ${count('waiting')} copies of them to follow (domicile secrets)`;
  const awaited = count('awaited') === 0 ? '' : `, ${count('awaited')} to come from cert-manager or the secret store`;
  return `${count('created')} created, ${count('kept')} kept, ${count('missing')} for you to create${waiting}${awaited}`;
}

function missingSecrets(secrets: readonly SecretOutcome[]): readonly string[] {
  return secrets
    .filter(({ outcome }) => outcome === 'missing')
    .map(({ requirement: { namespace, name, purpose, contents } }) => {
      const keys = contents.kind !== 'external' ? [] : contents.keys.map((key) => `--from-file=${key}=FILE`);
      return `  ${purpose}: kubectl create secret generic ${name} --namespace=${namespace} ${keys.join(' ')}`;
    });
}

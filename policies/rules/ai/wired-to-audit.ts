import { defineRule } from '../../engine/rule.ts';
import type { Context, Path, Verdict } from '../../engine/types.ts';
import { surelyReaches } from '../../reach/path.ts';
import { reachOf } from '../../reach/reach.ts';
import { isAi, roleLabel, roleOf, type Workload, workloadsOf } from '../shared/roles.ts';
import { servicesOf } from '../shared/service.ts';
import { textsOf } from '../shared/text.ts';
import { openReason, placeholderIn } from '../shared/value.ts';
import { podOf, workloadKinds } from '../shared/workload.ts';

/** Every AI workload and every FHIR server is told where the audit collector is, and may send there. */
export const wiredToAudit = defineRule({
  id: 'AI-002',
  title:
    'Every AI workload and every FHIR server is told where the audit collector is, and the network lets it send there.',
  severity: 'high',
  enforcement: 'deny',
  controls: [
    'ai-act/art-12',
    'ai-act/art-19-1',
    'ai-act/art-26-6',
    'ehds/annex-ii-3',
    'c5-2026/OPS-10',
    'iso-27001/A.8.15',
    'eu-csf/SOV-7',
  ],
  selects: workloadKinds,
  whenSilent: 'pass',
  rationale:
    'A decision that left no record cannot be reviewed, contested or explained. The rule shows the wiring; that every ' +
    'single inference left a record can only be seen at run time.',
  remedy:
    `name the Service of the workload with ${roleLabel}: audit-collector in a variable (AUDIT_ENDPOINT), an argument or the ` +
    'mounted configuration, and allow egress to it; the constructs do both when given the collector',
  *evaluate(subject, context) {
    const pod = podOf(subject);
    const role = pod && roleOf(pod);
    if (pod !== undefined && (isAi(role) || role === 'fhir')) yield judge({ subject, pod }, context);
  },
});

const expected = 'the Service of an audit collector of this input, with egress and ingress allowed';

function judge(from: Workload, context: Context): Verdict {
  const collectors = workloadsOf(context).filter(({ pod }) => roleOf(pod) === 'audit-collector');
  const told = collectors.flatMap((to) => mention(from, to, context) ?? []);
  const [first] = told;
  if (first === undefined) {
    const open = textsOf(from, context).find(({ text }) => openReason(text) !== undefined);
    const because = 'no variable, argument or mounted configuration names an audit collector of this input';
    if (open) return { result: 'indeterminate', path: open.path, found: placeholderIn(open.text), because, expected };
    return { result: 'fail', path: [...from.pod.path, 'containers'], found: '(nothing)', because, expected };
  }
  const allowed = told.some(({ to }) => surelyReaches(reachOf(context), from.subject, to.subject));
  const because = 'the network policies do not let it send there';
  return { result: allowed ? 'pass' : 'fail', path: first.path, found: first.found, because, expected };
}

interface Mention {
  readonly to: Workload;
  readonly path: Path;
  readonly found: string;
}

/** Where the workload's own configuration names a Service of the collector. */
function mention(from: Workload, to: Workload, context: Context): Mention | undefined {
  const names = servicesOf(to, from, context);
  for (const { text, path } of textsOf(from, context)) {
    const found = hostsIn(text).find((host) => names.has(host.toLowerCase()));
    if (found !== undefined) return { to, path, found };
  }
  return undefined;
}

/** Whatever is written as a host: with dots, after `//`, or before a port. A bare word is no host. */
function hostsIn(text: string): readonly string[] {
  return [...text.matchAll(/(\/\/)?(?<![\w$.-])([a-z0-9-]+(?:\.[a-z0-9-]+)*)(?![\w$-])(:\d+)?/gi)].flatMap(
    ([, slashes, host = '', port]) => (host.includes('.') || slashes || port ? [host] : []),
  );
}

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { deployersOf } from '../../constructs/core/site/deployers.ts';
import { requireDeployer } from '../../engines/deployer.ts';
import type { Kubectl } from '../../engines/kubectl.ts';
import { type ProbeResult, requireRealNodes, runProbes } from '../../engines/probe/run.ts';
import { digestOf } from '../../policies/evidence/canonical.ts';
import { fileOf, sealed } from '../../policies/evidence/envelope.ts';
import { examine } from '../../policies/evidence/examine.ts';
import type { Judged } from '../../policies/evidence/statement.ts';
import { compared, type Destination, type ProbedEdge, type ProbeEdge, probesOf } from '../../policies/reach/probes.ts';
import { parseCidr } from '../../policies/rules/shared/cidr.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { kubectlFor } from '../deploy/connect.ts';
import { supervised, type Work } from '../deploy/failure.ts';
import { openProject, projectOptions, projectUsage } from '../deploy/project.ts';
import { row } from '../deploy/row.ts';
import { privateKey, publicKey } from '../live/keys.ts';
import { surveyCluster } from '../live/survey.ts';
import { openTarget } from '../live/target.ts';
import { countsOf, PROBE_PREDICATE, type Probed, type ProbeParts, probeStatement } from '../probe/evidence.ts';
import { CONTROL_NAMESPACE, controlPod, outcomesIn, podsFor } from '../probe/tries.ts';
import { loadSubjects } from '../reach/load.ts';
import { boundaryFrom } from './check.ts';

const DEFAULT_FOLDER = join('.domicile', 'evidence');

/** `domicile probe`: tries on a real cluster what `reach` says of it. */
export const command: Command = {
  summary: 'Try on a real cluster which connections its policies let through, and compare with what reach predicts',
  usage: `Usage: domicile probe --image IMAGE@sha256:… [--key PRIVATE.pem] [OPTION…]
       domicile probe --check FILE --key PUBLIC.pem

Reads the cluster, works out who may reach whom, and starts short-lived pods without privileges: one for each set of pods that
no policy can tell apart, in its namespace, with its labels, never ready and so behind no Service. Each tries a TCP connection
to every workload's ports and to the destinations given. What came of it is compared with the prediction, connection by
connection. The pods are removed, whatever happens. See docs/probe.md.

  --image IMAGE           what the pods run, by digest: an image that the site uses already, with sh and nc (or bash and timeout)
  --destination ADDR:PORT an address outside of the cluster where something listens; can be given again and again
  --control               try also from a namespace without policies, made for this and removed after it: it shows that a
                          destination listens to which every policy is closed
  --key FILE              sign the result as evidence; with --check: the public key of who should have signed
  --check FILE            examine such evidence; needs no cluster
  --output FOLDER         default ${DEFAULT_FOLDER}
${projectUsage}

Exit code: 0 everything is as predicted; 1 something is open or closed against the prediction; 2 something could not be shown;
3 usage, a cluster that cannot be read, or one whose nodes are simulated.
`,
  run,
};

const options = {
  ...projectOptions,
  image: { type: 'string' },
  destination: { type: 'string', multiple: true },
  control: { type: 'boolean', default: false },
  key: { type: 'string' },
  check: { type: 'string' },
  output: { type: 'string', default: DEFAULT_FOLDER },
} as const;

type Values = ReturnType<typeof parsed>;

function parsed(args: readonly string[]) {
  return parseArgs({ args: [...args], options }).values;
}

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const values = parsed(args);
  if (values.check !== undefined) return examineFile(values.check, values.key, terminal);
  const { image = '' } = values;
  if (!/@sha256:[0-9a-f]{64}$/.test(image))
    throw new UsageError(
      `--image "${image}": name the image by digest, as IMAGE@sha256:… (domicile images lists those of the site)`,
    );
  const destinations = (values.destination ?? []).map(destinationIn);
  const key = values.key === undefined ? undefined : privateKey(values.key, terminal.cwd);
  return supervised(
    'probe',
    terminal,
    async (work) => {
      const { probed, policies } = await probe(values, image, destinations, terminal, work);
      tell(probed, terminal);
      if (key !== undefined)
        terminal.stdout.write(
          `${row('Evidence', save(policies, probed, key, resolve(terminal.cwd, values.output)))}\n`,
        );
      return codeOf(probed.edges);
    },
    3,
  );
}

async function probe(
  values: Values,
  image: string,
  destinations: readonly Destination[],
  terminal: Terminal,
  work: Work,
): Promise<{ readonly probed: Probed; readonly policies: readonly Judged[] }> {
  const project = openProject(terminal, values);
  const target = await openTarget({ ...values, secrets: 'none' }, terminal, work);
  try {
    const kubectl = kubectlFor(project, terminal, work);
    await requireRealNodes(kubectl);
    const deployers = deployersOf(project.site);
    if (deployers !== undefined) await requireDeployer(kubectl, deployers);
    const boundary = await boundaryFrom({ site: resolve(project.root, project.siteFile) }, terminal);
    const { reading, subjects } = await surveyCluster(target, { secrets: 'none' }, terminal, work);
    const loaded = loadSubjects(subjects, { boundary, podNetworks: undefined }, 'the cluster');
    if (loaded.foreign.length > 0) {
      const names = loaded.foreign.map(({ address }) => address).join(', ');
      terminal.stderr.write(`domicile probe: not read, and may open or close what is predicted here: ${names}\n`);
    }
    const ofSite = probesOf(loaded.graph, destinations).filter(({ source }) => isOfSite(source.namespace, subjects));
    const { edges, failures } = await tryAll(kubectl, ofSite, image, values.control, work);
    const { context, identity, version } = reading;
    const cluster = { context, identity: identity ?? null, version };
    const policies = reading.objects.filter(({ kind }) => /NetworkPolicy$/.test(kind)).map(judgedAs);
    return { probed: { edges, failures, image, control: values.control, cluster, at: new Date() }, policies };
  } finally {
    await target.api.close();
  }
}

/** Pods are started in the namespaces of the platform and nowhere else. */
function isOfSite(namespace: string, subjects: Parameters<typeof loadSubjects>[0]): boolean {
  return subjects.some(({ kind, name, body }) => {
    if (kind !== 'Namespace' || name !== namespace) return false;
    const { labels } = body.metadata as { readonly labels?: Readonly<Record<string, string>> };
    return labels?.['app.kubernetes.io/part-of'] === 'domicile';
  });
}

async function tryAll(
  kubectl: Kubectl,
  edges: readonly ProbeEdge[],
  image: string,
  control: boolean,
  { progress }: Work,
): Promise<{ readonly edges: readonly ProbedEdge[]; readonly failures: readonly string[] }> {
  progress.step('probing');
  const pods = podsFor(edges, image);
  const targets = [...new Map(edges.map(({ target }) => [`${target.address} ${target.port}`, target])).values()];
  const extra = control ? [controlPod(targets, image)] : [];
  const results = await withControl(kubectl, control, () =>
    runProbes(kubectl, [...pods.map(({ pod }) => pod), ...extra], progress.report),
  );
  progress.clear();
  const tried = pods.flatMap((pod, index) => withOutcomes(pod.edges, results[index]));
  const free = control ? outcomesOf(results.at(-1), targets.length) : [];
  const reached = targets.filter((_, index) => free[index] === 'open');
  const names = [...pods.map(({ pod }) => pod), ...extra].map(({ namespace, name }) => `${namespace}/${name}`);
  const failures = results.flatMap((result, index) =>
    'failure' in result ? `${names[index]}: ${result.failure}` : [],
  );
  return { edges: compared(tried, reached), failures };
}

function withOutcomes(edges: readonly ProbeEdge[], result: ProbeResult | undefined) {
  const outcomes = outcomesOf(result, edges.length);
  return edges.map((edge, index) => ({ ...edge, outcome: outcomes[index] ?? 'untried' }));
}

function outcomesOf(result: ProbeResult | undefined, count: number) {
  return outcomesIn(result ?? { failure: 'it was not started' }, count);
}

async function withControl<T>(kubectl: Kubectl, control: boolean, action: () => Promise<T>): Promise<T> {
  if (!control) return action();
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: CONTROL_NAMESPACE, labels } };
  try {
    await kubectl.text(['apply', '--server-side', '--field-manager=domicile', '-f', '-'], JSON.stringify(namespace));
    return await action();
  } finally {
    await kubectl.text(['delete', 'namespace', CONTROL_NAMESPACE, '--ignore-not-found', '--wait=false']);
  }
}

function destinationIn(text: string): Destination {
  const [, bracketed, plain, port = ''] = /^(?:\[([0-9a-fA-F:]+)\]|([0-9.]+)):(\d{1,5})$/.exec(text) ?? [];
  const address = bracketed ?? plain ?? '';
  const isAddress = parseCidr(`${address}/${address.includes(':') ? 128 : 32}`) !== undefined;
  if (isAddress && Number(port) >= 1 && Number(port) <= 65_535) return { address, port: Number(port) };
  throw new UsageError(`--destination "${text}" is no address with a port; write 192.0.2.7:443 or [2001:db8::7]:443`);
}

function codeOf(edges: readonly ProbedEdge[]): ExitCode {
  const counts = countsOf(edges);
  if (counts['open against the prediction'] + counts['closed against the prediction'] > 0) return 1;
  return counts['not shown'] > 0 || counts['as predicted'] === 0 ? 2 : 0;
}

const SHOWN_FIRST = [
  'open against the prediction',
  'closed against the prediction',
  'not shown',
  'not predicted',
] as const;

function tell({ edges, failures, cluster }: Probed, terminal: Terminal): void {
  const counts = countsOf(edges);
  const lines = SHOWN_FIRST.flatMap((kind) =>
    edges
      .filter(({ shown }) => shown === kind)
      .map(
        ({ source, target, predicted, outcome }) =>
          `  ${source.standsFor.join(' = ')} → ${target.name}:${target.port}  predicted ${predicted}, ${outcome}: ${kind}`,
      ),
  );
  const summary = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
  terminal.stdout.write(
    `${[...lines, ...failures.map((failure) => `  ${failure}`), row('Connections', `${edges.length} tried: ${summary.join(', ')}`), row('Cluster', `${cluster.context}, Kubernetes ${cluster.version}, kube-system ${cluster.identity ?? 'not readable'}`)].join('\n')}\n`,
  );
}

function judgedAs(object: { readonly kind: string; readonly metadata: { readonly [field: string]: unknown } }): Judged {
  const { managedFields: _, ...metadata } = object.metadata;
  const { kind } = object;
  return {
    name: `${kind} ${metadata.namespace}/${metadata.name}`,
    digest: { sha256: digestOf({ ...object, metadata }) },
  };
}

function save(policies: readonly Judged[], probed: Probed, key: ReturnType<typeof privateKey>, folder: string): string {
  const bytes = fileOf(sealed(Buffer.from(JSON.stringify(probeStatement(policies, probed))), key));
  const file = join(folder, `${createHash('sha256').update(bytes).digest('hex')}.dsse.json`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, bytes);
  } catch (error) {
    throw new UsageError(`cannot write the evidence: ${error instanceof Error ? error.message : String(error)}`);
  }
  return file;
}

function examineFile(file: string, key: string | undefined, terminal: Terminal): ExitCode {
  if (key === undefined) throw new UsageError('give --key FILE: the public key of who should have signed');
  const examined = examine<ProbeParts>(bytesOf(file, terminal.cwd), publicKey(key, terminal.cwd), PROBE_PREDICATE);
  if (!examined.genuine) {
    terminal.stderr.write(`domicile probe: ${file} is not genuine: ${examined.place}: ${examined.reason}\n`);
    return 1;
  }
  const { counts, at, cluster, edges } = examined.statement.predicate;
  const summary = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
  terminal.stdout.write(
    `${row('Connections', `${edges.length} tried at ${at}: ${summary.join(', ')}`)}\n` +
      `${row('Cluster', `${cluster.context}, Kubernetes ${cluster.version}, kube-system ${cluster.identity ?? 'not readable'}`)}\n` +
      `${row('Evidence', 'genuine: signed by the given key, and whole')}\n`,
  );
  if (counts['open against the prediction'] + counts['closed against the prediction'] > 0) return 1;
  return counts['not shown'] > 0 || counts['as predicted'] === 0 ? 2 : 0;
}

function bytesOf(file: string, cwd: string): Buffer {
  try {
    return readFileSync(resolve(cwd, file));
  } catch (error) {
    throw new UsageError(`cannot read the evidence: ${error instanceof Error ? error.message : String(error)}`);
  }
}

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { deployersOf } from '../../constructs/core/site/deployers.ts';
import { requireDeployer } from '../../engines/deployer.ts';
import { requireRealNodes } from '../../engines/probe/run.ts';
import { digestOf } from '../../policies/evidence/canonical.ts';
import type { Judged } from '../../policies/evidence/statement.ts';
import { type Destination, probesOf } from '../../policies/reach/probes.ts';
import { parseCidr } from '../../policies/rules/shared/cidr.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { kubectlFor } from '../deploy/connect.ts';
import { supervised, type Work } from '../deploy/failure.ts';
import { openProject, projectOptions, projectUsage } from '../deploy/project.ts';
import { row } from '../deploy/row.ts';
import { EVIDENCE_FOLDER, saveEvidence } from '../live/evidence-file.ts';
import { privateKey } from '../live/keys.ts';
import { surveyCluster } from '../live/survey.ts';
import { openTarget } from '../live/target.ts';
import { tryAll } from '../probe/attempt.ts';
import { type Probed, probeStatement } from '../probe/evidence.ts';
import { examineProbe, tell } from '../probe/told.ts';
import { loadSubjects } from '../reach/load.ts';
import { boundaryFrom } from './check.ts';

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
  --output FOLDER         default ${EVIDENCE_FOLDER}
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
  output: { type: 'string', default: EVIDENCE_FOLDER },
} as const;

type Values = ReturnType<typeof parsed>;

function parsed(args: readonly string[]) {
  return parseArgs({ args: [...args], options }).values;
}

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const values = parsed(args);
  if (values.check !== undefined) return examineProbe(values.check, values.key, terminal);
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
      const code = tell(probed, terminal);
      if (key !== undefined) {
        const file = saveEvidence(probeStatement(policies, probed), key, resolve(terminal.cwd, values.output));
        terminal.stdout.write(`${row('Evidence', file)}\n`);
      }
      return code;
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
    const how = { image, control: values.control };
    const found = await tryAll(kubectl, ofSite, how, work);
    const { context, identity, version } = reading;
    const cluster = { context, identity: identity ?? null, version };
    const policies = reading.objects.filter(({ kind }) => /NetworkPolicy$/.test(kind)).map(judgedAs);
    return { probed: { ...found, ...how, cluster, at: new Date() }, policies };
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

function destinationIn(text: string): Destination {
  const [, bracketed, plain, port = ''] = /^(?:\[([0-9a-fA-F:]+)\]|([0-9.]+)):(\d{1,5})$/.exec(text) ?? [];
  const address = bracketed ?? plain ?? '';
  const isAddress = parseCidr(`${address}/${address.includes(':') ? 128 : 32}`) !== undefined;
  if (isAddress && Number(port) >= 1 && Number(port) <= 65_535) return { address, port: Number(port) };
  throw new UsageError(`--destination "${text}" is no address with a port; write 192.0.2.7:443 or [2001:db8::7]:443`);
}

function judgedAs(object: { readonly kind: string; readonly metadata: { readonly [field: string]: unknown } }): Judged {
  const { managedFields: _, ...metadata } = object.metadata;
  const { kind } = object;
  return {
    name: `${kind} ${metadata.namespace}/${metadata.name}`,
    digest: { sha256: digestOf({ ...object, metadata }) },
  };
}

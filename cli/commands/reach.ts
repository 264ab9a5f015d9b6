import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { NoSuchPlace, type Place, placeOf } from '../../policies/reach/place.ts';
import { NO_PORT, type PortSet, type PortSets, PROTOCOLS } from '../../policies/reach/ports.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { clusterOptions, clusterUsage } from '../live/options.ts';
import { readQuestion } from '../reach/ask.ts';
import { differenceInWords, differenceOf } from '../reach/difference.ts';
import { matrixFormats } from '../reach/formats.ts';
import { type Loaded, loadFiles, networksOf } from '../reach/load.ts';
import { wayRecord } from '../reach/record.ts';
import { answerInWords, waysFor } from '../reach/ways.ts';
import { boundaryFrom } from './check.ts';

const { diff: _, against: __, ...whichCluster } = clusterOptions;

const options = {
  ...whichCluster,
  live: { type: 'boolean', default: false },
  ask: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  port: { type: 'string' },
  avoid: { type: 'string' },
  direct: { type: 'boolean', default: false },
  diff: { type: 'boolean', default: false },
  format: { type: 'string', default: 'text' },
  output: { type: 'string' },
  site: { type: 'string' },
  boundary: { type: 'string' },
  'pod-network': { type: 'string' },
} as const;

/** `domicile reach`: who may open a connection to whom, by the network policies. */
export const command: Command = {
  summary: 'Say who may open a connection to whom, by which policy, and what leaves the cluster',
  usage: `Usage: domicile reach INPUT… [QUESTION] [OPTION…]
       domicile reach --live [QUESTION] [OPTION…]
       domicile reach --diff OLD NEW

INPUT is what domicile check takes: manifests, a plan, cdktf.out, a folder, - for standard input. Without a question every
connection is listed. See docs/reach.md for what is read, and what no configuration shows.

  --from PLACE --to PLACE  is there a way, over any number of connections? With one of them: everything reached, or everyone
                           who reaches it. PLACE is NAMESPACE/WORKLOAD, WORKLOAD, NAMESPACE/*, role=ROLE, data-class=CLASS,
                           internet (public addresses), outside (all addresses), an address or a network
  --ask "…?"               the same in words: "can ai/model-gateway reach the internet?", "who can reach patient data?",
                           "what can clinical/fhir reach?"
  --port 443|53/UDP        ports of the last connection
  --avoid PLACE            ways that lead past it: --from role=ai-model --to role=fhir --avoid role=approval
  --direct                 one connection only
  --diff                   what became reachable from OLD to NEW, and what was closed
  --format ${Object.keys(matrixFormats).join('|')}  default text; dot and svg draw every connection
  --output FILE            write it there, not to standard output
  --pod-network CIDR,…     where pods have their addresses; else any block in a policy may hold them
  --site FILE, --boundary  as domicile check takes them: they place the names that an egress gateway lets through

A running cluster, in place of files:

  --live                   read every object of the cluster
${clusterUsage
  .split('\n')
  .filter((line) => !/--(?:diff|against)/.test(line))
  .join('\n')}

Exit code: 0 listed, or there is no way (with --diff: nothing became reachable); 1 there is a way (something became
reachable); 2 there may be one, as something that decides is not known; 3 usage, or an input that cannot be read.
`,
  run,
};

type Values = ReturnType<typeof parsed>['values'];

function parsed(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true });
}

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parsed(args);
  if (!Object.hasOwn(matrixFormats, values.format)) {
    throw new UsageError(`there is no format "${values.format}"; there are: ${Object.keys(matrixFormats).join(', ')}`);
  }
  if (values.diff) return compare(positionals, values, terminal);
  if (values.live) {
    const { withCluster } = await import('../reach/live.ts');
    if (positionals.length > 0) throw new UsageError(`--live reads a cluster, not files; leave ${positionals[0]} away`);
    return withCluster(values, terminal, (loaded) => answer(loaded, values, terminal));
  }
  if (positionals.length === 0) throw new UsageError('give a file, a folder, or - for standard input; see --help');
  return answer(await load(positionals, values, terminal), values, terminal);
}

async function load(names: readonly string[], values: Values, terminal: Terminal): Promise<Loaded> {
  const boundary = await boundaryFrom(values, terminal);
  return loadFiles(names, { boundary, podNetworks: networksOf(values['pod-network']) }, terminal);
}

async function compare(names: readonly string[], values: Values, terminal: Terminal): Promise<ExitCode> {
  const [before, after, ...more] = names;
  if (before === undefined || after === undefined || more.length > 0) {
    throw new UsageError('--diff compares two inputs: domicile reach --diff OLD NEW');
  }
  if (values.format !== 'text' && values.format !== 'json') throw new UsageError('--diff is told as text or json');
  const [old, now] = [await load([before], values, terminal), await load([after], values, terminal)];
  const difference = differenceOf(old, now);
  const record = `${JSON.stringify({ schema: 'domicile/reach-difference/v1', ...difference }, null, 2)}\n`;
  write(values.format === 'json' ? record : differenceInWords(difference), values, terminal);
  mention([...old.foreign, ...now.foreign], terminal);
  if (difference.opened.some(({ certain }) => certain)) return 1;
  return difference.opened.length > 0 || now.foreign.length > 0 ? 2 : 0;
}

/** Answers the question that was asked, or lists everything. */
function answer(loaded: Loaded, values: Values, terminal: Terminal): ExitCode {
  mention(loaded.foreign, terminal);
  const asked = values.ask === undefined ? values : { ...values, ...readQuestion(values.ask) };
  if (asked.from === undefined && asked.to === undefined) {
    if (values.avoid !== undefined || asked.port !== undefined || values.direct)
      throw new UsageError('--port, --avoid and --direct belong to a question: give --from, --to, or both');
    write(matrixFormats[values.format]?.(loaded) ?? '', values, terminal);
    return 0;
  }
  if (values.format !== 'text' && values.format !== 'json') {
    throw new UsageError(
      `an answer is told as text or json; ${values.format} draws every connection: leave the question away`,
    );
  }
  return tell(loaded, asked, values, terminal);
}

interface Asked {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly port?: string | undefined;
}

function tell(loaded: Loaded, asked: Asked, values: Values, terminal: Terminal): ExitCode {
  const place = (text: string | undefined) => (text === undefined ? undefined : named(text, loaded));
  const [from, to] = [place(asked.from), place(asked.to)];
  const about = {
    avoid: place(values.avoid),
    direct: values.direct,
    ...(asked.port === undefined ? {} : { ports: portsIn(asked.port, loaded.graph.reach.portSets) }),
  };
  const ways = waysFor(loaded, from, to, about);
  const question = `${from?.text ?? 'anybody'} → ${to?.text ?? 'anything'}`;
  if (values.format === 'json') {
    const record = { schema: 'domicile/reach-answer/v1', question, ways: ways.map((way) => wayRecord(way, loaded)) };
    write(`${JSON.stringify(record, null, 2)}\n`, values, terminal);
  } else write(answerInWords(question, ways, loaded), values, terminal);
  // A question with two ends is a demand that there be no way; with one it is a list.
  if (from === undefined || to === undefined) return 0;
  if (ways.some(({ certain }) => certain)) return 1;
  return ways.length > 0 || loaded.foreign.length > 0 ? 2 : 0;
}

function named(text: string, { graph }: Loaded): Place {
  try {
    return placeOf(text, graph);
  } catch (error) {
    if (error instanceof NoSuchPlace) throw new UsageError(error.message);
    throw error;
  }
}

/** `443`, `8000-8080`, `53/UDP`; TCP where nothing else is said. */
function portsIn(text: string, sets: PortSets): PortSet {
  const [, first, last, written = 'TCP'] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/([A-Za-z]+))?$/.exec(text) ?? [];
  const protocol = PROTOCOLS.find((one) => one === written.toUpperCase());
  const range = { first: Number(first), last: Number(last ?? first) };
  const isRange = range.first >= 1 && range.last <= 65_535 && range.first <= range.last;
  const ports = protocol !== undefined && isRange ? sets.of([{ protocol, ...range }]) : NO_PORT;
  if (ports === NO_PORT)
    throw new UsageError(`"${text}" is no port; write 443, 8000-8080 or 53/UDP (TCP, UDP or SCTP)`);
  return ports;
}

function mention(foreign: Loaded['foreign'], terminal: Terminal): void {
  if (foreign.length === 0) return;
  const names = foreign.map(({ address }) => address).join(', ');
  terminal.stderr.write(`domicile reach: not read, and may open or close what is said here: ${names}\n`);
}

function write(text: string, { output }: Values, terminal: Terminal): void {
  if (output === undefined) terminal.stdout.write(text);
  else writeFileSync(resolve(terminal.cwd, output), text);
}

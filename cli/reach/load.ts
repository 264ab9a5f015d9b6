import type { Context, Subject } from '../../policies/engine/types.ts';
import type { Boundary } from '../../policies/judge.ts';
import { prepareInputs, runOf } from '../../policies/judge.ts';
import { foreignPolicies } from '../../policies/reach/foreign.ts';
import { ReachGraph } from '../../policies/reach/graph.ts';
import { Reach, reachOf } from '../../policies/reach/reach.ts';
import { parseCidr, type Range } from '../../policies/rules/shared/cidr.ts';
import { readInputs } from '../../policies/subjects/index.ts';
import { type Terminal, UsageError } from '../command.ts';
import { gather } from '../inputs.ts';

/** A configuration or a cluster, with who reaches whom in it. */
export interface Loaded {
  readonly context: Context;
  readonly graph: ReachGraph;
  /** Policies that were seen and are not understood: no answer is certain beside them. */
  readonly foreign: readonly Subject[];
}

/** Reads files and folders as `domicile check` does. @throws UsageError when something cannot be read, or has no pods */
export async function loadFiles(
  names: readonly string[],
  about: { readonly boundary: Boundary; readonly podNetworks: readonly Range[] | undefined },
  terminal: Terminal,
): Promise<Loaded> {
  const { files } = await gather(names, terminal);
  const { subjects, problems } = readInputs(await prepareInputs(files));
  const named = new Set(files.filter((file) => file.named).map((file) => file.name));
  const unreadable = problems.filter(({ code, position }) => code !== 'unknown-format' || named.has(position.file));
  if (unreadable.length > 0) {
    const lines = unreadable.map(
      ({ message, position: { file, line, column } }) => `${file}:${line}:${column}: ${message}`,
    );
    throw new UsageError(lines.join('\n'));
  }
  return loadSubjects(subjects, about, names.join(', '));
}

/** Works out who reaches whom among subjects that are read. @throws UsageError when there are no pods */
export function loadSubjects(
  subjects: readonly Subject[],
  { boundary, podNetworks }: { readonly boundary: Boundary; readonly podNetworks: readonly Range[] | undefined },
  where: string,
): Loaded {
  const { context } = runOf(subjects, boundary);
  const reach = podNetworks === undefined ? reachOf(context) : new Reach(context, { podNetworks });
  if (reach.endpoints.length === 0) throw new UsageError(`there is no workload in ${where}: nothing reaches anything`);
  return { context, graph: new ReachGraph(reach, context), foreign: foreignPolicies(context) };
}

/** `--pod-network 10.42.0.0/16,fd00:42::/56`. @throws UsageError when a part is no network */
export function networksOf(text: string | undefined): readonly Range[] | undefined {
  return text?.split(',').map((part) => {
    const range = parseCidr(part.trim());
    if (range === undefined)
      throw new UsageError(`--pod-network: "${part}" is no network in CIDR notation, such as 10.42.0.0/16`);
    return range;
  });
}

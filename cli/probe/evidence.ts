import { type Judged, type Statement, statementOf } from '../../policies/evidence/statement.ts';
import type { ProbedEdge, Shown } from '../../policies/reach/probes.ts';
import { version } from '../version.ts';

/** `predicateType` of what `domicile probe` states. */
export const PROBE_PREDICATE = 'https://domicile.internal/evidence/probe/v1';

/** What a probe states. */
export interface ProbeParts {
  readonly tool: { readonly name: string; readonly version: string };
  /** When the pods had ended: RFC 3339, UTC. */
  readonly at: string;
  readonly cluster: { readonly context: string; readonly identity: string | null; readonly version: string };
  /** The image that tried, by digest. */
  readonly image: string;
  /** Whether a pod that no policy holds tried as well, so that closed destinations are known to listen. */
  readonly control: boolean;
  readonly counts: Readonly<Record<Shown, number>>;
  readonly edges: readonly {
    readonly from: readonly string[];
    readonly to: string;
    readonly address: string;
    readonly port: number;
    readonly predicted: string;
    readonly outcome: string;
    readonly shown: Shown;
  }[];
  /** Pods that could not try anything, and why. */
  readonly failures: readonly string[];
}

/** A probe as it is told and stored. */
export interface Probed {
  readonly edges: readonly ProbedEdge[];
  readonly failures: readonly string[];
  readonly image: string;
  readonly control: boolean;
  readonly cluster: ProbeParts['cluster'];
  readonly at: Date;
}

/** How many edges showed what. */
export function countsOf(edges: readonly ProbedEdge[]): Readonly<Record<Shown, number>> {
  const counts = {
    'as predicted': 0,
    'open against the prediction': 0,
    'closed against the prediction': 0,
    'not predicted': 0,
    'not shown': 0,
  };
  for (const { shown } of edges) counts[shown]++;
  return counts;
}

/** States what was tried and what came of it, about the policies that were in force. */
export function probeStatement(policies: readonly Judged[], probed: Probed): Statement<ProbeParts> {
  const { edges, failures, image, control, cluster, at } = probed;
  const parts: ProbeParts = {
    tool: { name: 'domicile', version },
    at: at.toISOString(),
    cluster,
    image,
    control,
    counts: countsOf(edges),
    edges: edges.map(({ source, target, predicted, outcome, shown }) => ({
      from: source.standsFor,
      to: target.name,
      address: target.address,
      port: target.port,
      predicted,
      outcome,
      shown,
    })),
    failures,
  };
  return statementOf(policies, parts, PROBE_PREDICATE);
}

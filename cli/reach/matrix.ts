import type { Edge, WorkloadNode } from '../../policies/reach/graph.ts';
import type { Direction } from '../../policies/reach/policy.ts';
import type { Outside } from '../../policies/reach/reach.ts';
import type { Loaded } from './load.ts';

/** A way between a workload and addresses outside of the cluster. */
export interface OutsideEdge extends Outside {
  readonly workload: WorkloadNode;
  readonly direction: Direction;
}

/** Every connection of a configuration. */
export interface Matrix {
  readonly nodes: readonly WorkloadNode[];
  readonly edges: readonly Edge[];
  readonly outside: readonly OutsideEdge[];
}

/** Who may open a connection to whom, in full. */
export function matrixOf({ graph }: Loaded): Matrix {
  return {
    nodes: graph.nodes,
    edges: graph.nodes.flatMap((node) => graph.from(node)),
    outside: graph.nodes.flatMap((workload) =>
      (['Egress', 'Ingress'] as const).flatMap((direction) =>
        graph.outside(workload, direction).map((one) => ({ ...one, workload, direction })),
      ),
    ),
  };
}

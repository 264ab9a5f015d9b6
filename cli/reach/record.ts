import { toCidrs } from '../../policies/reach/addresses.ts';
import type { Stop, Way } from '../../policies/reach/ask.ts';
import type { Loaded } from './load.ts';

/** A way as JSON: one record for each connection, with the policies that let it be. */
export function wayRecord({ hops, certain }: Way, { graph }: Loaded) {
  return {
    certain,
    connections: hops.map((hop) => ({
      from: stopRecord(hop.from),
      to: stopRecord(hop.to),
      ports: graph.reach.portSets.ranges(hop.ports),
      certain: hop.certain,
      letOutBy: hop.out,
      letInBy: hop.in,
    })),
  };
}

function stopRecord(stop: Stop) {
  return 'workload' in stop ? { workload: stop.workload.name } : { addresses: toCidrs(stop.addresses) };
}

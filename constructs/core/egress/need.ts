import type { IConstruct } from 'constructs';
import type { ExternalEndpoint, NetworkPeer, TrafficProps } from '../network-intent.ts';

/** Pods that leave the cluster. */
export interface Leaver extends NetworkPeer {
  allowTo(target: NetworkPeer, traffic: TrafficProps): void;
}

/** That one workload needs one destination outside the cluster, and why. */
export interface EgressNeed {
  readonly from: Leaver;
  readonly endpoint: ExternalEndpoint;
  readonly purpose: string;
}

/** What lets needs through: the egress gateway. */
export interface EgressGate {
  admit(need: EgressNeed): void;
}

interface Ledger {
  gate: EgressGate | undefined;
  readonly needs: EgressNeed[];
}

// Layers declare their needs before the gateway exists, and may do so after: the ledger of the tree knows both.
const ledgers = new WeakMap<IConstruct, Ledger>();

/** Hands a need to the gateway of the tree, at once or as soon as there is one. */
export function declareNeed(need: EgressNeed): void {
  const ledger = ledgerOf(need.from);
  ledger.needs.push(need);
  ledger.gate?.admit(need);
}

/** Makes `gate` the gateway of the tree: it is handed every need, also those of before. */
export function openGate(scope: IConstruct, gate: EgressGate): void {
  const ledger = ledgerOf(scope);
  ledger.gate = gate;
  for (const need of ledger.needs) gate.admit(need);
}

function ledgerOf({ node: { root } }: IConstruct): Ledger {
  const found = ledgers.get(root);
  if (found !== undefined) return found;
  const ledger: Ledger = { gate: undefined, needs: [] };
  ledgers.set(root, ledger);
  return ledger;
}

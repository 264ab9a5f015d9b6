import type { Boundary, Claim } from '../engine/types.ts';
import { decimalCidr, type Network } from './network.ts';

/** The site's own words about its hosts and networks, ready to look up. */
export interface Claims {
  /** The claim whose host or `*.suffix` covers a lower-case ASCII host; the most specific one. */
  readonly forHost: (host: string) => Claim | undefined;
  /** The claim whose CIDR covers a whole address or network. */
  readonly forNetwork: (text: string) => Claim | undefined;
}

/** Indexes the claims of a boundary. */
export function claimsOf({ claims }: Boundary): Claims {
  const exact = new Map<string, Claim>();
  const suffixes = new Map<string, Claim>();
  const networks: { readonly network: Network; readonly claim: Claim }[] = [];
  for (const claim of claims) {
    const match = claim.match.toLowerCase();
    const network = decimalCidr(match);
    if (network !== undefined) networks.push({ network, claim });
    else if (match.startsWith('*.')) suffixes.set(match.slice(2), claim);
    else exact.set(match, claim);
  }
  return {
    forHost: (host) => exact.get(host) ?? below(suffixes, host),
    forNetwork: (text) => {
      const wanted = decimalCidr(text);
      return wanted && networks.find(({ network }) => network.holds(wanted))?.claim;
    },
  };
}

function below(suffixes: ReadonlyMap<string, Claim>, host: string): Claim | undefined {
  if (suffixes.size === 0) return undefined;
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
    const claim = suffixes.get(host.slice(dot + 1));
    if (claim !== undefined) return claim;
  }
  return undefined;
}

import type { Boundary, Claim } from '../engine/types.ts';
import { decimalCidr, type Network } from './network.ts';

/** The site's own words about its hosts and networks, ready to look up. */
export interface Claims {
  /** The claim of exactly this lower-case ASCII host. */
  readonly exactly: (host: string) => Claim | undefined;
  /** The claim whose host or `*.suffix` covers a lower-case ASCII host; the most specific one. */
  readonly forHost: (host: string) => Claim | undefined;
  /** The claim of a region by its name (`heidelberg`), or of a zone in it (`heidelberg-a`). */
  readonly forRegion: (name: string) => Claim | undefined;
  /** The claim whose CIDR covers a whole address or network. */
  readonly forNetwork: (text: string) => Claim | undefined;
}

/** No site has a network with fewer fixed bits: such a claim would cover a good part of the internet. */
const FEWEST_BITS = { 4: 8, 6: 16 } as const;

/** Indexes the claims of a boundary. */
export function claimsOf({ claims }: Boundary): Claims {
  const exact = new Map<string, Claim>();
  const suffixes = new Map<string, Claim>();
  const networks: { readonly network: Network; readonly claim: Claim }[] = [];
  for (const claim of claims) {
    const match = claim.match.toLowerCase();
    const network = decimalCidr(match);
    if (network !== undefined) {
      if (network.bits.length >= FEWEST_BITS[network.family]) networks.push({ network, claim });
    } else if (match.startsWith('*.')) suffixes.set(match.slice(2), claim);
    else exact.set(match, claim);
  }
  return {
    exactly: (host) => exact.get(host),
    forHost: (host) => exact.get(host) ?? below(suffixes, host),
    forRegion: (name) => {
      const region = name.toLowerCase();
      return exact.get(region) ?? exact.get(region.replace(/-[a-z0-9]{1,3}$/, ''));
    },
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

import { TOP_LEVEL_DOMAINS } from '../../catalog/hosts/top-level-domains.ts';
import type { Boundary, Claim } from '../engine/types.ts';
import { readAddress, readCidr } from './address.ts';
import { readHostName } from './host-name.ts';
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

/** No site has a public network with fewer fixed bits: such a claim would cover a good part of the internet. */
const FEWEST_BITS = { 4: 16, 6: 28 } as const;

/** Whether a claim of this network can be the word of one site; its own private ranges are as wide as they are. */
function isClaimable(text: string, { family, bits }: Network): boolean {
  const { reach } = (text.includes('/') ? readCidr(text) : readAddress(text)) ?? { reach: 'opaque' };
  return reach === 'local' || (reach === 'public' && bits.length >= FEWEST_BITS[family]);
}

/** What stands before a country below which anybody registers: `co.uk`, `or.at`. */
const SECOND_LEVEL = new Set(
  'ac asso biz co com edu gob gouv gov gv info ltd mil ne net nom or org plc priv sch'.split(' '),
);

/** Whether anybody may register names below a suffix, so that no site can speak for all of them. */
function isOpenToAll(suffix: string): boolean {
  const [last = '', second, third] = suffix.split('.').reverse();
  if (!TOP_LEVEL_DOMAINS.has(last)) return false;
  return second === undefined || (third === undefined && last.length === 2 && SECOND_LEVEL.has(second));
}

/** Indexes the claims of a boundary. */
export function claimsOf({ claims }: Boundary): Claims {
  const exact = new Map<string, Claim>();
  const suffixes = new Map<string, Claim>();
  const networks: { readonly network: Network; readonly claim: Claim }[] = [];
  for (const claim of claims) {
    const match = claim.match.toLowerCase();
    const network = decimalCidr(match);
    if (network !== undefined) {
      if (isClaimable(match, network)) networks.push({ network, claim });
    } else if (match.startsWith('*.')) {
      const suffix = asciiOf(match.slice(2));
      if (!isOpenToAll(suffix)) suffixes.set(suffix, claim);
    } else exact.set(asciiOf(match), claim);
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

/** Hosts are looked up as a resolver would, so that is how a claim of one is kept. */
function asciiOf(host: string): string {
  return readHostName(host)?.ascii ?? host;
}

function below(suffixes: ReadonlyMap<string, Claim>, host: string): Claim | undefined {
  if (suffixes.size === 0) return undefined;
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
    const claim = suffixes.get(host.slice(dot + 1));
    if (claim !== undefined) return claim;
  }
  return undefined;
}

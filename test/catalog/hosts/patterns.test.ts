import { describe, expect, it } from 'vitest';
import { FAMILIES } from '../../../catalog/hosts/families/index.ts';
import { findHost } from '../../../catalog/hosts/index.ts';
import type { HostFamily } from '../../../catalog/hosts/types.ts';
import { EEA30 } from '../../../catalog/jurisdictions.ts';
import { allRegions, providerId, type Region } from '../../../catalog/regions/index.ts';

/** A pattern with a name in its place, below a label that anybody may choose. */
function hostOf(pattern: string, name: string): string {
  const filled = pattern.replace('=', '').replace('{region}', name).replace('{code}', name);
  return `chosen.${filled.replaceAll('*', 'x9').replaceAll('#', '7')}`;
}

const isEea = (country: string) => country === 'EU' || EEA30.includes(country);

interface Somewhere {
  readonly country: string | null;
  readonly among?: readonly string[] | undefined;
}

function isInside(fact: Somewhere | undefined): boolean {
  if (fact?.among !== undefined) return fact.among.every(isEea);
  return typeof fact?.country === 'string' && isEea(fact.country);
}

/** Text beside the name, so that a word such as `eu` could be part of what somebody chose. */
const besideText = (pattern: string) => /-\*|\*-|-#/.test(pattern);

function regionsOf({ regions, operator }: HostFamily, pattern: string): readonly Region[] {
  const provider = providerId(regions ?? operator ?? '');
  const named = allRegions().filter((each) => each.provider === provider && each.inHosts !== false);
  const spelled = named.filter(({ code }) => /^[a-z0-9-]+$/i.test(code));
  return besideText(pattern) ? spelled.filter(({ kind }) => kind !== 'multi-region') : spelled;
}

const patterns = FAMILIES.flatMap((family) => (family.regional ?? []).map((pattern) => [pattern, family] as const));

describe('a host is where the region in it is', () => {
  it('for every pattern and every region of its provider', () => {
    const astray = patterns
      .filter(([pattern]) => pattern.includes('{region}'))
      .flatMap(([pattern, family]) =>
        regionsOf(family, pattern)
          .map((region) => [hostOf(pattern, region.code.toLowerCase()), region] as const)
          .filter(([host, region]) => isInside(findHost(host)) !== isInside(region)),
      );
    expect(astray.map(([host]) => host)).toEqual([]);
  });

  it('for every pattern and every code of its family', () => {
    const astray = patterns
      .filter(([pattern]) => pattern.includes('{code}'))
      .flatMap(([pattern, { codes = {} }]) =>
        Object.entries(codes)
          .map(([code, country]) => [hostOf(pattern, code), country] as const)
          .filter(([host, country]) => isInside(findHost(host)) !== isEea(country)),
      );
    expect(astray.map(([host]) => host)).toEqual([]);
  });
});

describe('a region that nobody lists makes no host inside', () => {
  const invented = ['eu-fake-1', 'eu-west-9', 'europe-west5', 'eu-zurich-9', 'europe-west2-x', 'uksouth-9', 'fra-x'];

  it.each(invented)('%s, in every pattern', (name) => {
    const wholly = patterns.map(([pattern]) => hostOf(pattern, name)).filter((host) => isInside(findHost(host)));
    // STACKIT has no region outside member states, so that its domain alone says enough.
    expect(wholly.filter((host) => !/\.(?:on)?stackit\.cloud$/.test(host))).toEqual([]);
  });
});

describe('a word for several regions beside text that anybody may choose says nothing', () => {
  it.each([
    ['a function app that is called so', 'france-klinik.azurewebsites.net'],
    ['a name that begins like a region', 'westeurope-klinik.azurewebsites.net'],
    ['a function of a project', 'eu-klinik.cloudfunctions.net'],
    ['the old S3 name of a region', 'eu.s3.amazonaws.com'],
    ['the same in a host of another service', 'x.eu-fake-1.aws.cloud.qdrant.io'],
    ["another partition's region", 's3.eu-central-1.amazonaws.eu'],
  ])('%s: %s', (_name, host) => expect(findHost(host)?.country ?? null).toBeNull());

  it('and a partition in one country stays there, whatever region stands before it', () => {
    expect(findHost('s3.eu-central-1.amazonaws.com.cn')?.country).toBe('CN');
    expect(findHost('s3.de.io.cloud.ovh.us')?.country).toBe('US');
  });
});

describe('a domain that is somewhere has hosts that are not', () => {
  it.each([
    'api-us.deepl.com',
    'api-jp.deepl.com',
    'api.us.mailjet.com',
    'us.api.mistral.ai',
    'us.aleph-alpha.com',
    'eu-uk.berget.ai',
  ])('%s is not inside', (host) => expect(isInside(findHost(host))).toBe(false));

  it.each(['api.mistral.ai', 'api.deepl.com', 'in-v3.mailjet.com', 'status.codeberg.org', 'u123.your-storagebox.de'])(
    '%s is',
    (host) => expect(isInside(findHost(host))).toBe(true),
  );
});

describe('no two families say different things of one pattern', () => {
  it('of those that state a country, and of those that state none', () => {
    const said = FAMILIES.flatMap(({ at = {}, unplaced = {} }) => [
      ...Object.entries(at),
      ...Object.keys(unplaced).map((pattern) => [pattern, 'nowhere'] as const),
    ]);
    const first = new Map<string, string>();
    const twice = said.filter(([pattern, country]) => {
      const before = first.get(pattern) ?? country;
      first.set(pattern, before);
      return before !== country;
    });
    expect(twice).toEqual([]);
  });
});

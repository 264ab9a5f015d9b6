import { describe, expect, it } from 'vitest';
import { EEA30 } from '../../catalog/jurisdictions.ts';
import { findRegions, providerId, type Region, regionProviders } from '../../catalog/regions/index.ts';
import { OTHER_PROVIDER_NAMES } from '../../catalog/regions/provider-names.ts';

/** `aws eu-west-2` → the one reading that the provider's own table gives. */
function only(name: string): Region | undefined {
  const space = name.indexOf(' ');
  const readings = findRegions(name.slice(space + 1), name.slice(0, space));
  expect(readings.length).toBeLessThanOrEqual(1);
  return readings[0];
}

describe('names that look European and are not in the EEA', () => {
  it.each([
    ['aws eu-west-2', 'GB'],
    ['aws eu-central-2', 'CH'],
    ['aws eu-isoe-west-1', 'GB'],
    ['gcp europe-west2', 'GB'],
    ['gcp europe-west6', 'CH'],
    ['azure uksouth', 'GB'],
    ['azure switzerlandnorth', 'CH'],
    ['oci eu-zurich-1', 'CH'],
    ['oci eu-jovanovac-1', 'RS'],
    ['oci eu-crissier-1', 'CH'],
    ['ibm eu-gb', 'GB'],
    ['alibaba eu-west-1', 'GB'],
    ['wasabi eu-west-1', 'GB'],
    ['wasabi eu-west-3', 'GB'],
    ['impossible-cloud eu-west-2', 'GB'],
    ['leaseweb eu-west-2', 'GB'],
    ['linode eu-west', 'GB'],
    ['kamatera EU-LO', 'GB'],
    ['ovh eu-west-eri', 'GB'],
    ['ovh EU-WEST-LZ-MNC-A', 'GB'],
    ['ovh EU-WEST-LZ-ZRH-A', 'CH'],
    ['otc eu-ch2', 'CH'],
    ['tencent eu-moscow', 'RU'],
  ])('%s lies in %s', (name, country) => {
    expect(only(name)?.country).toBe(country);
    expect(EEA30).not.toContain(country);
  });
});

describe('names that look like another place', () => {
  it.each([
    ['outscale eu-west-2', 'FR'],
    ['alibaba eu-west-2', 'FR'],
    ['wasabi eu-west-2', 'FR'],
    ['wasabi eu-central-1', 'NL'],
    ['equinix-metal de', 'US'],
    ['equinix-metal fr', 'DE'],
    ['equinix-metal ch', 'US'],
    ['huawei ap-southeast-1', 'HK'],
    ['linode ap-south', 'SG'],
    ['zata us-east-1', 'IN'],
    ['aws EU', 'IE'],
    ['mongodb-atlas-azure EUROPE_NORTH', 'IE'],
    ['mongodb-atlas-gcp WESTERN_EUROPE', 'BE'],
    ['sap-btp eu20', 'NL'],
    ['sap-btp eu13', 'IT'],
    ['stackit eu02', 'AT'],
  ])('%s lies in %s', (name, country) => expect(only(name)?.country).toBe(country));
});

describe('European providers abroad', () => {
  it.each([
    ['ovh BHS5', 'CA'],
    ['ovh UK1', 'GB'],
    ['ovh US-EAST-VA-1', 'US'],
    ['hetzner ash-dc1', 'US'],
    ['hetzner hil', 'US'],
    ['hetzner sin', 'SG'],
    ['exoscale ch-gva-2', 'CH'],
    ['ionos gb/lhr', 'GB'],
    ['ionos us-las', 'US'],
    ['upcloud uk-lon1', 'GB'],
    ['cleura Dx1', 'AE'],
    ['clever-cloud ldn', 'GB'],
    ['aruba UK1', 'GB'],
    ['outscale us-west-1', 'US'],
  ])('%s lies in %s', (name, country) => expect(only(name)?.country).toBe(country));
});

describe('zones', () => {
  it.each([
    ['aws eu-west-1b', 'IE'],
    ['aws usw2-az2', 'US'],
    ['aws eus1-az3', 'IT'],
    ['aws us-gov-west-1a', 'US'],
    ['aws eusc-de-east-1b', 'DE'],
    ['gcp europe-west3-a', 'DE'],
    ['gcp us-central1-ai1a', 'US'],
    ['azure swedencentral-az2', 'SE'],
    ['azure westeurope-3', 'NL'],
    ['azure eastus2euap-az1', 'US'],
    ['oci Uocm:EU-FRANKFURT-1-AD-3', 'DE'],
    ['oci Uocm:PHX-AD-1', 'US'],
    ['oci US-ASHBURN-AD-2', 'US'],
    ['ibm eu-de-2', 'DE'],
    ['ibm eu-fr2-1', 'FR'],
    ['ibm fra05', 'DE'],
    ['alibaba cn-hangzhou-b', 'CN'],
    ['alibaba eu-central-1a', 'DE'],
    ['ovh eu-west-par-c', 'FR'],
    ['ovh GRA11', 'FR'],
    ['scaleway nl-ams-3', 'NL'],
    ['hetzner fsn1-dc14', 'DE'],
    ['otc eu-de-03', 'DE'],
    ['otc eu-ch2b', 'CH'],
    ['stackit eu01-m', 'DE'],
    ['outscale cloudgouv-eu-west-1a', 'FR'],
    ['sap-btp cf-eu10-004', 'DE'],
  ])('%s lies in %s, as its region does', (name, country) => {
    expect(only(name)).toMatchObject({ country, kind: 'zone' });
  });
});

describe('zones that their region does not have', () => {
  it.each([
    ['aws', ['eu-west-1d', 'eu-west-1f', 'eu-north-1e', 'eu-central-1d', 'euw1-az4', 'euc1-az0', 'eusc-de-east-1d']],
    ['aws', ['eu-central-1-wl1-ber-wlz-0', 'eu-central-1-ham-1c', 'ca-central-1c', 'us-east-1g']],
    ['gcp', ['europe-west1-a', 'europe-west3-d', 'europe-west3-ai1a', 'europe-west4-ai1b', 'us-central1-d']],
    [
      'azure',
      ['germanynorth-1', 'francesouth-az2', 'westeurope-4', 'germany-1', '(US) West Europe', '(Europe) East US'],
    ],
    ['oci', ['xyzA:EU-AMSTERDAM-1-AD-2', 'EU-FRANKFURT-1-AD-4', 'AMS-AD-2']],
    ['ibm', ['fra19', 'fra00', 'mil02', 'eu-de-4']],
    ['ovh', ['DE99', 'GRA0', 'SBG12', 'eu-west-par-d', 'EU-WEST-LZ-BRU-D']],
    ['hetzner', ['nbg1-dc0', 'fsn1-dc99']],
    ['alibaba', ['eu-central-1k']],
    ['scaleway', ['fr-par-4']],
  ])('%s has none of %j', (provider, zones) => {
    expect(zones.filter((zone) => findRegions(zone, provider).length > 0)).toEqual([]);
  });
});

describe('edge zones that lie in another country than the region that they extend', () => {
  it.each([
    ['aws eu-central-1-waw-1a', 'PL'],
    ['aws eu-central-1-ist-1a', 'TR'],
    ['aws euc1-ath1-az1', 'GR'],
    ['aws eu-north-1-cph-1', 'DK'],
    ['aws eu-west-3-wl1-cmn-wlz-1', 'MA'],
    ['aws eu-west-3-wl1-dss-wlz-1', 'SN'],
    ['aws ap-southeast-1-bkk-1a', 'TH'],
    ['aws us-east-1-lim-1a', 'PE'],
    ['aws use1-qro1-az1', 'MX'],
    ['aws use1-wl1-bos-wlz1', 'US'],
    ['ovh AF-NORTH-LZ-RBA-A', 'MA'],
  ])('%s lies in %s', (name, country) => expect(only(name)?.country).toBe(country));

  it.each(['eu-central-1-xyz-1a', 'eu-west-3-wl1-xyz-wlz-1', 'euc1-xyz1-az1'])('%s is unknown', (zone) => {
    expect(findRegions(zone, 'aws')).toEqual([]);
  });
});

describe('spellings that the provider itself accepts', () => {
  it.each([
    ['azure UK South', 'GB'],
    ['azure (Europe) Spain Central', 'ES'],
    ['azure West US (Stage)', 'US'],
    ['azure WESTEUROPE', 'NL'],
    ['azure United Arab Emirates', 'AE'],
    ['aws EU-CENTRAL-1', 'DE'],
    ['aws Europe (Zurich)', 'CH'],
    ['aws apse1', 'SG'],
    ['oci lhr', 'GB'],
    ['oci Germany Central (Frankfurt)', 'DE'],
    ['ibm eu-de-smart', 'DE'],
    ['alibaba oss-eu-central-1', 'DE'],
    ['ionos de-txl', 'DE'],
    ['ionos de/fra/2', 'DE'],
    ['otc eu-de_clinic', 'DE'],
    ['sap-btp cf-eu20', 'NL'],
    ['sap-btp neo-eu3', 'NL'],
    ['gcp regional-europe-west9', 'FR'],
    ['snowflake aws_eu_central_1', 'DE'],
    ['snowflake west-europe.azure', 'NL'],
    ['snowflake PUBLIC.GCP_EUROPE_WEST2', 'GB'],
    ['mongodb-atlas-aws EU_WEST_2', 'GB'],
    ['mongodb-atlas-gcp EUROPE_WEST_3', 'DE'],
    ['elastic-cloud azure-westeurope', 'NL'],
    ['aiven google-europe-west6', 'CH'],
    ['aiven azure-germany-westcentral', 'DE'],
    ['aiven do-lon', 'GB'],
    ['aiven upcloud-fi-hel', 'FI'],
  ])('%s is in %s', (name, country) => expect(only(name)?.country).toBe(country));
});

describe('words for more than one place', () => {
  it.each([
    ['gcp EU', 'EU', undefined],
    ['gcp us', 'US', undefined],
    ['gcp nam4', 'US', undefined],
    ['gcp ASIA1', 'JP', undefined],
    ['gcp eur4', 'EU', ['FI', 'NL', 'BE']],
    ['gcp eur5', null, ['GB', 'BE', 'NL']],
    ['gcp eur6', null, ['NL', 'DE', 'CH']],
    ['gcp asia', null, ['TW', 'HK', 'JP', 'KR', 'IN', 'SG', 'ID']],
    ['ibm eu', 'EU', ['NL', 'DE', 'IT']],
    ['hetzner eu-central', 'EU', ['DE', 'FI']],
    ['contabo EU', 'EU', ['DE', 'FR']],
    ['azure canada', 'CA', undefined],
    ['cloudflare-r2 eu', 'EU', undefined],
  ])('%s: country %s, copies among %j', (name, country, among) => {
    expect(only(name)?.country).toBe(country);
    expect(only(name)?.among).toEqual(among);
  });

  it.each([
    'gcp europe',
    'gcp global',
    'azure europe',
    'azure Global',
    'aws aws-global',
    'cloudflare-r2 weur',
    'cloudflare-r2 auto',
    'upcloud europe-2',
    'leaseweb eu-west-3',
    'storj eu1',
  ])('%s names no country', (name) => expect(only(name)).toMatchObject({ country: null }));
});

describe('what nobody uses is unknown', () => {
  it.each([
    ['a region that does not exist', 'eu-west-9', 'aws'],
    ['a zone letter that cannot exist', 'eu-west-1z', 'aws'],
    ['a zone of a region that does not exist', 'eu-east-1a', 'aws'],
    ['a local zone as a zone of zones', 'us-east-1-chi-2aa', 'aws'],
    ['a number that Google left out', 'europe-west5', 'gcp'],
    ["another provider's region", 'eu-central-1', 'azure'],
    ['a no-break space', 'UK\u00a0South', 'azure'],
    ['a zero-width space', 'eu-\u200bcentral-1', 'aws'],
    ['a Cyrillic letter', 'eu-w\u0435st-1', 'aws'],
    ['a full-width letter', '\uff45u-west-1', 'aws'],
    ['a Kelvin sign', 'u\u212asouth', 'azure'],
    ['a non-breaking hyphen', 'eu\u2011west\u20111', 'aws'],
    ['an extension of a landscape that does not exist', 'cf-eu99-002', 'sap-btp'],
    ['a line break', 'eu-west-1\n', 'aws'],
    ['a space', ' ', 'aws'],
    ['nothing', '', 'aws'],
    ['a prototype key', '__proto__', 'aws'],
    ['an unknown provider', 'eu-west-1', 'nobody'],
    ['a payload', 'a'.repeat(100_000), 'azure'],
  ])('%s', (_, value, provider) => expect(findRegions(value, provider)).toEqual([]));
});

describe('without a provider', () => {
  it('every reading is given, so that a name of two places is seen to be one', () => {
    const countries = new Map(findRegions('eu-west-2').map(({ provider, country }) => [provider, country]));
    expect(countries.get('aws')).toBe('GB');
    expect(countries.get('outscale')).toBe('FR');
  });

  it('services on other clouds are asked only when nobody else knows the name', () => {
    expect(findRegions('westeurope').map(({ provider }) => provider)).toEqual(['azure']);
    expect(findRegions('EU_WEST_2').map(({ country }) => country)).toEqual(['GB']);
  });
});

describe('providers', () => {
  it.each([
    ['google', 'gcp'],
    ['AliCloud', 'alibaba'],
    ['OVHcloud', 'ovh'],
    ['akamai', 'linode'],
    ['opentelekomcloud', 'otc'],
  ])('%s is %s', (name, id) => expect(providerId(name)).toBe(id));

  it('every other name leads to a listed provider', () => {
    const lost = Object.keys(OTHER_PROVIDER_NAMES).filter(
      (name) => !regionProviders().includes(providerId(name) ?? ''),
    );
    expect(lost).toEqual([]);
  });

  it('a prototype key is no provider', () => expect(providerId('constructor')).toBeUndefined());
});

import { parse } from 'tldts';
import { describe, expect, it } from 'vitest';
import { COUNTRY_NAMES } from '../../../catalog/countries.ts';
import { FAMILIES } from '../../../catalog/hosts/families/index.ts';
import { CANONICAL_URLS, NAME_DOMAINS } from '../../../catalog/hosts/identifiers.ts';
import { findHost } from '../../../catalog/hosts/index.ts';
import { SWITCHES, TELLING_MODELS, TELLING_VALUES } from '../../../catalog/hosts/switches.ts';
import { TOP_LEVEL_DOMAINS } from '../../../catalog/hosts/top-level-domains.ts';
import type { HostFamily } from '../../../catalog/hosts/types.ts';
import { findOperator } from '../../../catalog/operators.ts';
import { providerId } from '../../../catalog/regions/index.ts';
import { CATALOG } from '../../../catalog/version.ts';

const isCountry = (code: string) => code === 'EU' || Object.hasOwn(COUNTRY_NAMES, code);

describe('a host whose name holds the region', () => {
  it.each([
    ['my-bucket.s3.eu-central-1.amazonaws.com', 'DE'],
    ['my.bucket.with.dots.s3.eu-west-2.amazonaws.com', 'GB'],
    ['eu-west-1.s3.eu-west-2.amazonaws.com', 'GB'],
    ['s3-eu-west-1.amazonaws.com', 'IE'],
    ['bucket.s3-website.eu-central-1.amazonaws.com', 'DE'],
    ['bucket.s3.dualstack.eu-north-1.amazonaws.com', 'SE'],
    ['ap-1.s3-accesspoint.eu-west-3.amazonaws.com', 'FR'],
    ['bucket.vpce-1a2b.s3.eu-west-1.vpce.amazonaws.com', 'IE'],
    ['db.cluster-c1.eu-central-1.rds.amazonaws.com', 'DE'],
    ['x.0001.euw2.cache.amazonaws.com', 'GB'],
    ['s3.cn-north-1.amazonaws.com.cn', 'CN'],
    ['storage.europe-west3.rep.googleapis.com', 'DE'],
    ['europe-west6-docker.pkg.dev', 'CH'],
    ['us-central1-aiplatform.googleapis.com', 'US'],
    ['proj.nw.r.appspot.com', 'GB'],
    ['svc-abcd-ew.a.run.app', 'BE'],
    ['europe-west2-project.cloudfunctions.net', 'GB'],
    ['aks-1.hcp.uksouth.azmk8s.io', 'GB'],
    ['account-westeurope.documents.azure.com', 'NL'],
    ['westeurope-5.in.applicationinsights.azure.com', 'NL'],
    ['ns.compat.objectstorage.uk-london-1.oraclecloud.com', 'GB'],
    ['fra.ocir.io', 'DE'],
    ['oss-eu-west-1.aliyuncs.com', 'GB'],
    ['oss-cn-hangzhou-internal.aliyuncs.com', 'CN'],
    ['s3.bhs.io.cloud.ovh.net', 'CA'],
    ['ash.your-objectstorage.com', 'US'],
    ['sos-hr-zag-1.exo.io', 'HR'],
    ['oos.eu-west-2.outscale.com', 'FR'],
    ['s3.eu-west-1.wasabisys.com', 'GB'],
    ['s3.eu-west-2.wasabisys.com', 'FR'],
    ['x.westeurope.azure.elastic-cloud.com', 'NL'],
    ['redis-1.c1.eu-west-1-3.ec2.cloud.redislabs.com', 'IE'],
    ['ingest.eu2.signalfx.com', 'GB'],
  ])('%s is in %s', (host, country) => expect(findHost(host)?.country).toBe(country));
});

describe('a host whose name does not say', () => {
  it.each([
    's3.eu-east-1.amazonaws.com',
    'us-east-1.s3.amazonaws.com',
    'delivery.logs.amazonaws.com',
    'account.blob.core.windows.net',
    'x.openai.azure.com',
    'storage.googleapis.com',
    'account.r2.cloudflarestorage.com',
    'cluster0.abc.mongodb.net',
    'router.huggingface.co',
    'registry.k8s.io',
    'eu.api.openai.com',
    'd111111abcdef8.cloudfront.net',
  ])('%s has no country, and a reason', (host) => {
    const fact = findHost(host);
    expect(fact?.country).toBeNull();
    expect(fact?.where).not.toBe('');
  });
});

describe('a suffix', () => {
  it.each([
    'evilgcr.io',
    'amazonaws.com.evil.de',
    'notdocker.io',
    'openai.com.de',
    'eu-central-1.amazonaws.com.evil',
    'io',
    'com',
    '',
  ])('matches on label boundaries only: %s is nobody', (host) => expect(findHost(host)).toBeUndefined());

  it('may be narrowed to the host itself', () => {
    expect(findHost('s3.amazonaws.com')?.country).toBe('US');
    expect(findHost('bucket.s3.amazonaws.com')?.country).toBeNull();
  });

  it('gives way to a longer one', () => {
    expect(findHost('api.sentry.io')?.country).toBe('US');
    expect(findHost('o1.ingest.de.sentry.io')?.country).toBe('DE');
  });
});

describe('a region that the operator does not have, below a domain that is somewhere', () => {
  it.each(['object.storage.eu99.onstackit.cloud', 'x.eu07.stackit.cloud'])('%s is nowhere', (host) => {
    expect(findHost(host)?.country).toBeNull();
  });

  it.each(['object.storage.eu01.onstackit.cloud', 'registry.onstackit.cloud', 'db01.onstackit.cloud'])(
    '%s is in the Union',
    (host) => expect(findHost(host)?.country).not.toBeNull(),
  );
});

describe('a first label that anybody may choose', () => {
  it.each([
    'germanywestcentral.azure-api.net',
    'swedencentral.servicebus.windows.net',
    'westeurope.webpubsub.azure.com',
  ])('%s says nothing of the place', (host) => expect(findHost(host)?.country ?? null).toBeNull());
});

describe('a host of Grafana Cloud', () => {
  it.each([
    ['otlp-gateway-prod-eu-central-0.grafana.net', 'CH'],
    ['prometheus-prod-24-prod-eu-west-2.grafana.net', 'DE'],
    ['otlp-gateway-prod-me-central-0.grafana.net', 'SA'],
    ['otlp-gateway-prod-eu-west-9.grafana.net', null],
    ['prometheus-prod-56-prod-us-east-2.aws-us-east-1-1.grafana.net', 'US'],
  ])('%s is where its cluster is, whatever the name of the cluster suggests: %s', (host, country) => {
    expect(findHost(host)?.country ?? null).toBe(country);
  });
});

describe('a label that names an edge, not the region that processes', () => {
  it.each([
    ['api.ie1.twilio.com', 'US'],
    ['api.de1.twilio.com', 'US'],
    ['api.dublin.ie1.twilio.com', 'IE'],
    ['api.frankfurt.twilio.com', 'US'],
  ])('%s is judged as %s', (host, country) => expect(findHost(host)?.country).toBe(country));
});

describe('every family', () => {
  it('states only countries that exist', () => {
    const stated = FAMILIES.flatMap(({ at = {}, codes = {} }) => [...Object.values(at), ...Object.values(codes)]);
    expect(stated.filter((country) => !isCountry(country))).toEqual([]);
    expect(stated.length).toBeGreaterThan(500);
  });

  it('has a source and a day', () => {
    expect(FAMILIES.filter(({ source, asOf }) => source === '' || !/^20\d\d-\d\d-\d\d$/.test(asOf))).toEqual([]);
    expect(FAMILIES.filter(({ asOf }) => asOf > CATALOG.asOf)).toEqual([]);
  });

  it('states something, and never another country of its operator’s parent than the operators’ catalogue', () => {
    const stated = ({ at = {}, regional = [], unplaced = {} }: HostFamily) =>
      Object.keys(at).length + regional.length + Object.keys(unplaced).length;
    expect(FAMILIES.filter((family) => stated(family) === 0)).toEqual([]);
    const contradicted = FAMILIES.filter(({ operator, parent }) => {
      const listed = operator === null ? undefined : findOperator(operator)?.ultimateParent.country;
      return parent !== undefined && listed !== undefined && parent !== listed;
    });
    expect(contradicted).toEqual([]);
  });

  it('names an operator that the catalogue lists, or its parent’s country, or gathers several', () => {
    const lost = FAMILIES.filter(
      ({ operator, parent }) => operator !== null && parent === undefined && findOperator(operator) === undefined,
    );
    expect(lost.map(({ operator }) => operator)).toEqual([]);
    expect(FAMILIES.filter(({ parent }) => parent !== undefined && !isCountry(parent))).toEqual([]);
  });

  it('takes {region} from a provider whose regions are listed', () => {
    const captured = FAMILIES.filter(({ regional = [] }) => regional.some((pattern) => pattern.includes('{region}')));
    expect(captured.filter(({ regions, operator }) => providerId(regions ?? operator ?? '') === undefined)).toEqual([]);
    const coded = FAMILIES.filter(({ regional = [] }) => regional.some((pattern) => pattern.includes('{code}')));
    expect(coded.filter(({ codes = {} }) => Object.keys(codes).length === 0)).toEqual([]);
  });

  it('is written in lower case, without port or trailing dot', () => {
    const patterns = FAMILIES.flatMap(({ at = {}, regional = [], unplaced = {} }) => [
      ...Object.keys(at),
      ...regional,
      ...Object.keys(unplaced),
    ]);
    expect(patterns.filter((pattern) => !/^=?(?:[a-z0-9_*{}#-]+\.)*[a-z0-9*-]+$/.test(pattern))).toEqual([]);
  });

  it('never claims a public suffix as its own', () => {
    const domains = FAMILIES.flatMap(({ at = {} }) => Object.keys(at)).map((pattern) => pattern.replace('=', ''));
    expect(domains.filter((domain) => parse(domain).domain === null)).toEqual([]);
  });
});

describe('settings and values that decide a place', () => {
  it('state only countries that exist', () => {
    const stated = SWITCHES.flatMap(({ values }) => Object.values(values)).filter((country) => country !== '');
    expect(stated.filter((country) => !isCountry(country))).toEqual([]);
    const told = [...TELLING_VALUES, ...TELLING_MODELS].flatMap(({ country, among = [] }) => [
      country ?? 'EU',
      ...among,
    ]);
    expect(told.filter((country) => !isCountry(country))).toEqual([]);
  });

  it('are keyed in lower case, words joined by an underscore', () => {
    const keys = SWITCHES.flatMap((each) => each.keys);
    expect(keys.filter((key) => !/^[a-z0-9]+(?:_[a-z0-9]+)*$/.test(key))).toEqual([]);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('names that are no addresses', () => {
  it('are exact authorities with the paths that are names', () => {
    expect(Object.keys(CANONICAL_URLS).filter((authority) => authority !== authority.toLowerCase())).toEqual([]);
    expect(Object.values(CANONICAL_URLS).filter((paths) => paths.length === 0)).toEqual([]);
  });

  it('never hide a host that the catalogue places inside', () => {
    const placed = [...NAME_DOMAINS].map((domain) => [domain, findHost(domain)?.country ?? null] as const);
    const hidden = placed.filter(([, country]) => country !== null && country !== 'US');
    expect(hidden).toEqual([]);
  });
});

describe('the top-level domains', () => {
  /** Some countries register names only below a second label. */
  const delegated = (label: string) => [`x.${label}`, `x.co.${label}`].some((name) => parse(name).isIcann === true);

  it.each(['com', 'de', 'eu', 'io', 'zip', 'xn--p1ai'])('%s is one', (label) => {
    expect(TOP_LEVEL_DOMAINS.has(label)).toBe(true);
    expect(parse(`x.${label}`).isIcann).toBe(true);
  });

  it.each(['svc', 'local', 'cluster', 'interop', 'properties', 'kafka'])('%s is none', (label) => {
    const listed = TOP_LEVEL_DOMAINS.has(label);
    expect(parse(`x.y.${label}`).isIcann).toBe(listed);
  });

  it('are those of the Public Suffix List that tldts packs', () => {
    expect([...TOP_LEVEL_DOMAINS].filter((label) => !delegated(label))).toEqual([]);
  });
});

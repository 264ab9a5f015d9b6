import { describe, expect, it } from 'vitest';
import { boundaryOf } from '../../../policies/boundary.ts';
import { createPlaces } from '../../../policies/places/index.ts';
import { claim, eea, read } from './support.ts';

describe('a URL is judged by the host that its readers reach', () => {
  it.each([
    ['plain', 'https://api.openai.com/v1'],
    ['userinfo that looks like a host', 'https://eu.example@api.openai.com/'],
    ['a back-slash, which browsers take for a slash', 'https://api.openai.com\\@registry.klinik.internal/'],
    ['the same the other way round, for other readers', 'https://registry.klinik.internal\\@api.openai.com/'],
    ['back-slashes for slashes', 'https:\\\\api.openai.com/v1'],
    ['one slash', 'https:/api.openai.com/v1'],
    ['no slash', 'https:api.openai.com/v1'],
    ['no scheme', '//api.openai.com/v1'],
    ['a line break inside the host', 'https://api.open\nai.com/v1'],
    ['a tab inside the scheme', 'ht\ttps://api.openai.com/v1'],
    ['a percent-encoded letter', 'https://%61pi.openai.com'],
    ['a percent-encoded dot', 'https://api%2Eopenai.com'],
    ['upper case', 'https://API.OPENAI.COM'],
    ['a trailing dot', 'https://api.openai.com.'],
    ['full-width letters', 'https://ａｐｉ.openai.com'],
    ['ideographic full stops', 'https://api。openai。com'],
    ['circled letters', 'https://ⓐⓟⓘ.anthropic.com'],
    ['a soft hyphen', 'https://api.op\u00adenai.com'],
    ['a zero-width space', 'https://api\u200b.openai.com'],
    ['a port', 'https://api.openai.com:8443/x'],
    ['behind another URL', 'https://relay.svc/?to=https://api.openai.com/v1'],
    ['escaped slashes', 'https:\\/\\/api.openai.com\\/v1'],
  ])('%s', (_name, text) => expect(read(text)).toBe('outside'));

  it.each([
    ['the inside host is only userinfo', 'https://s3.eu-central-1.amazonaws.com@evil.example/'],
    ['the inside host is only a fragment', 'https://evil.com#s3.eu-central-1.amazonaws.com'],
    ['the inside host is only a path', 'https://evil.com/s3.eu-central-1.amazonaws.com'],
    ['the inside host is only a prefix', 'https://s3.eu-central-1.amazonaws.com.evil.com'],
    ['a suffix without a label boundary', 'https://evilamazonaws.com/'],
    ['a look-alike letter', 'https://ѕ3.eu-central-1.amazonaws.com.ua/'],
    ['a wildcard name around a private address', 'https://10.0.0.1.nip.io/'],
    ['a European ending proves nothing', 'https://backup.example-hosting.eu/'],
    ['localhost as a label of another name', 'https://localhost.evil.com/'],
    ['a cluster suffix as a label of another name', 'https://fhir.svc.cluster.local.evil.us/'],
    ['a region that does not exist', 'https://s3.eu-east-1.amazonaws.com'],
    ['decimal address', 'http://134744072/'],
    ['octal address', 'http://010.010.010.010/'],
    ['hexadecimal address in another scheme', 'tcp://0x08080808:53'],
    ['mapped IPv6', 'http://[::ffff:8.8.8.8]/'],
    ['a port that is none', 'https://s3.fr-par.scw.cloud:x/'],
  ])('never inside: %s', (_name, text) => expect(read(text)).toBe('unknown'));

  it.each([
    ['Service', 'https://fhir.interop.svc.cluster.local:8443/fhir'],
    ['Service by its short name', 'http://fhir:8080/fhir'],
    ['Service with its namespace', 'fhir.interop:8080'],
    ['Service with userinfo', 'postgres://fhir%40klinikum.example@fhir-db-rw.interop.svc.cluster.local:5432/hapi'],
    ['loopback as a number', 'http://2130706433/'],
    ['private address', 'http://10.20.8.31:2484'],
    ['metadata service', 'http://169.254.169.254/latest'],
    ['unspecified address', 'netty:tcp://0.0.0.0:2575'],
    ['unix socket', 'unix:///var/run/x.sock'],
    ['workload identity', 'spiffe://klinik.de/ns/fhir/sa/server'],
  ])('names no place: %s', (_name, text) => expect(read(text)).toBe('inert'));
});

describe('every host of a text counts', () => {
  it.each([
    ['Kafka brokers', 'broker-0.fhir.svc:9092,pkc-abc.us-east-1.aws.confluent.cloud:9092'],
    ['Postgres with two hosts', 'postgres://u:p@db.svc:5432,db.us-east-1.rds.amazonaws.com:5432/x'],
    ['Postgres key words', 'host=db.svc,x.us-west-2.rds.amazonaws.com port=5432 dbname=x'],
    ['Mongo', 'mongodb://u:p@a.svc:1,x.us-east-1.docdb.amazonaws.com:2/db?replicaSet=r'],
    ['Redis sentinel', 'redis-sentinel://s0.ns.svc:26379,x.0001.use1.cache.amazonaws.com:26379/mymaster'],
    ['AMQP with userinfo for each', 'amqp://u:p@mq.svc:5672,u:p@b.eastus.cloudapp.azure.com:5672'],
    ['SQL Server', 'Server=tcp:x.uksouth.cloudapp.azure.com,1433;Database=x;User ID=u;Password=p'],
    ['SQL Server with an instance', 'jdbc:sqlserver://x.uksouth.cloudapp.azure.com\\prod;databaseName=a'],
    ['MySQL, the Go way', 'u:p@tcp(x.us-east-1.rds.amazonaws.com:3306)/db'],
    [
      'MySQL, the Java way',
      'jdbc:mysql://address=(host=h1.svc)(port=1),address=(host=x.us-east-1.rds.amazonaws.com)(port=1)/db',
    ],
    [
      'Oracle descriptor',
      'jdbc:oracle:thin:@(ADDRESS=(HOST=10.20.8.31))(ADDRESS=(HOST=adb.uk-london-1.oraclecloud.com)(PORT=1522))',
    ],
    [
      'Azure connection string',
      'InstrumentationKey=0;IngestionEndpoint=https://uksouth-1.in.applicationinsights.azure.com/',
    ],
    ['a command', 'curl -sf https://api.openai.com/v1/models | jq .'],
    ['a flag', '--endpoint=https://api.openai.com'],
    ['a proxy script', 'return "PROXY 10.9.0.5:3128; PROXY px.uksouth.cloudapp.azure.com:8080";'],
    ['a regular expression', '^(.*\\.)?api\\.openai\\.com$'],
    ['a git address', 'git@github.com:org/repo.git'],
    ['a gRPC target', 'dns:///api.openai.com:443'],
  ])('%s', (_name, text) => expect(read(text)).toBe('outside'));

  it('gives each of them, with the text that names it', () => {
    const { pieces } = eea.classify('broker.svc:9092,s3.fr-par.scw.cloud:443,api.openai.com:443', { key: 'BROKERS' });
    expect(pieces.map(({ found, place }) => [found, place.verdict])).toEqual([
      ['s3.fr-par.scw.cloud', 'inside'],
      ['api.openai.com', 'outside'],
    ]);
  });
});

describe("a site's claims", () => {
  const places = createPlaces({
    ...boundaryOf('EEA'),
    claims: [
      claim('registry.klinik.example', 'DE'),
      claim('*.partner.de', 'DE'),
      claim('*.amazonaws.com', 'DE'),
      claim('acme.azurecr.io', 'NL'),
      claim('api.openai.com', 'DE'),
      claim('203.0.114.0/24', 'DE'),
      claim('0.0.0.0/0', 'DE'),
      claim('lab.example', 'CH'),
      claim('*.com', 'DE'),
      claim('*.co.uk', 'DE'),
      claim('klinik-süd.de.', 'DE'),
      claim('52.0.0.0/8', 'DE'),
      claim('10.0.0.0/8', 'DE'),
      claim('8.8.8.8', 'DE'),
      claim('::ffff:0:0/96', 'DE'),
      claim('64:ff9b::/96', 'DE'),
      claim('2a00::/16', 'DE'),
    ],
  });
  const verdict = (value: string) => places.place(value).verdict;

  it.each([
    ['the host itself', 'https://registry.klinik.example/v2/', 'inside'],
    ['not a host below it', 'https://x.registry.klinik.example/', 'unknown'],
    ['a host below a suffix', 'https://mq.lab.partner.de', 'inside'],
    ['not the suffix itself', 'https://partner.de', 'unknown'],
    ['not a name that only ends alike', 'https://evilpartner.de', 'unknown'],
    ['a resource whose region the name leaves open', 'acme.azurecr.io/app', 'inside'],
    ['not what the catalogue has placed', 'https://api.openai.com', 'outside'],
    ['not the hosts of a known provider by a suffix', 'my-bucket.s3.amazonaws.com', 'unknown'],
    ['an address', '203.0.114.9', 'inside'],
    ['a network inside it', '203.0.114.128/25', 'inside'],
    ['not a network around it', '203.0.114.0/23', 'unknown'],
    ['not the whole internet', '198.41.0.4', 'unknown'],
    ['a claim abroad', 'https://lab.example', 'outside'],
    ['not all of a top-level domain', 'https://somebody.com', 'unknown'],
    ['not all that anybody may register', 'https://somebody.co.uk', 'unknown'],
    ['a host as a resolver reads it', 'https://KLINIK-Süd.de/', 'inside'],
    ['not a hundredth of the internet', '52.1.2.3', 'unknown'],
    ['not one of IPv6', '2a00:1450::1', 'unknown'],
    ['a private range as wide as it is', '10.1.2.3', 'inside'],
    ['not a public resolver', '8.8.8.8', 'unknown'],
    ['not IPv4 in the clothes of IPv6', '::ffff:52.1.2.3', 'unknown'],
    ['not what is translated', '64:ff9b::3401:203', 'unknown'],
    ['an address of its own in the clothes of IPv6', '::ffff:203.0.114.9', 'inside'],
  ])('%s', (_name, value, wanted) => expect(verdict(value)).toBe(wanted));

  it('say that they are claims', () => {
    expect(places.place('https://registry.klinik.example')).toMatchObject({
      source: 'site claim',
      country: 'DE',
      operator: 'klinik',
    });
  });

  it('leave the operator to the catalogue', () => {
    expect(places.place('acme.azurecr.io')).toMatchObject({ country: 'NL', operator: 'azure', jurisdiction: 'US' });
  });
});

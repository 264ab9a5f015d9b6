import { describe, expect, test } from 'vitest';
import { boundaryOf, judge, packOf } from '../../../policies/judge.ts';

/** What is found in a ConfigMap with this file, or with this binary file. */
function findings(file: string, content: string, field: 'data' | 'binaryData' = 'data') {
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', namespace: 'b' },
    [field]: { [file]: content },
  };
  const input = { name: 'a.json', bytes: Buffer.from(JSON.stringify(object)) };
  return judge([input], boundaryOf('EEA'), packOf('eea-residency')).judgement.findings.map(({ found }) => found);
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const far = 'api.openai.com';

describe('what an attack once got through stays closed', () => {
  test.each([
    ['the second URL of a list', 'brokers', `nats://queue.b.svc:4222,nats://${far}:4222`],
    [
      'the second broker, its scheme with an underscore',
      'brokers',
      `SASL_SSL://queue.b.svc:9093,SASL_SSL://${far}:9093`,
    ],
    ['a host after an at sign and two slashes', 'url', `jdbc:oracle:thin:@//${far}:1521/fhir`],
    ['a host in the query of a database URL', 'url', `postgresql:///fhir?host=${far}&port=5432`],
    ['hosts in the query, one of them inside', 'url', `postgresql://db.b.svc/fhir?host=db.b.svc%2C${far}`],
    ['base64 in a file of properties', 'app.properties', base64(`endpoint=https://${far}/\n`)],
    ['a wildcard that reads like an alias of YAML', 'app.properties', `upstream.endpoint: *.${far}\n`],
    ['characters by their numbers in XML', 'a.xml', `<a><url>https&#x3a;&#47;&#47;api&#x2e;openai&#x2e;com</url></a>`],
    ['characters by their numbers in TOML', 'a.toml', '[a]\nurl = "https://api\\u002eopenai.com/"\n'],
    ['characters by their numbers in properties', 'a.properties', 'url=\\u0068ttps://api\\u002eopenai.com\n'],
  ])('%s', (_name, file, content) => {
    expect(findings(file, content)).toContain(far);
  });

  test('a tab inside a host behind a flag, of which the second half is known inside', () => {
    expect(findings('start', '--endpoint=https://kwz\tmailjet.com/')).toContain('kwzmailjet.com');
  });

  test('base64 of base64 in binary data', () => {
    expect(findings('app.yaml', base64(base64(`url: https://${far}/\n`)), 'binaryData')).toContain(far);
  });

  test('a switch whose name has digits between capitals', () => {
    expect(findings('O11Y_REALM', 'us0')).toContain('us0');
  });

  test('a line break inside a host behind a flag, of which the second half is known inside', () => {
    expect(findings('start', '--upstream=https://zyk\ngmx.net/')).toContain('zykgmx.net');
  });

  test('a line break inside a host, of which the second half is known inside', () => {
    expect(findings('endpoint', 'https://kwz\nmailjet.com/')).toContain('kwzmailjet.com');
  });
});

describe('and what looks alike passes', () => {
  test.each([
    ['a list of brokers in the cluster', 'brokers', 'SASL_SSL://a.b.svc:9093,SASL_SSL://c.b.svc:9093'],
    ['a database in the cluster', 'url', 'postgresql://db.b.svc/fhir?sslmode=verify-full'],
    ['a socket on the machine', 'url', 'postgresql:///fhir?host=/var/run/postgresql'],
    ['an Oracle database in the cluster', 'url', 'jdbc:oracle:thin:@//db.b.svc:1521/fhir'],
    ['an alias of YAML', 'app.yaml', 'x: &inner https://db.b.svc/\nurl: *inner\n'],
    ['XML with references', 'a.xml', '<a><title>Tom &amp; Jerry &#8212; 3 &#60; 4</title></a>'],
    ['a pattern in properties', 'a.properties', 'pattern=\\\\d+\\u0020\\\\w+\n'],
  ])('%s', (_name, file, content) => {
    expect(findings(file, content)).toEqual([]);
  });
});

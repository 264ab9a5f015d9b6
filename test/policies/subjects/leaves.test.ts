import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundaryOf } from '../../../policies/boundary.ts';
import { createPlaces } from '../../../policies/places/index.ts';
import { createLeaves, readInputs, type TextClassifier } from '../../../policies/subjects/index.ts';

const places = createPlaces(boundaryOf('EEA'));
const judged = (text: string, name = 'a.yaml') => {
  const { subjects, problems } = readInputs([{ name, bytes: Buffer.from(text, 'utf8') }]);
  expect(problems).toEqual([]);
  const { leaves, coverage } = createLeaves(places);
  return {
    leaves: subjects.flatMap((subject) => leaves(subject)),
    coverage: coverage(subjects),
  };
};
/** `path = found (classification)` of everything that is not inert. */
const shown = (text: string, name?: string) =>
  judged(text, name).leaves.map((leaf) => `${leaf.path.join('.')} = ${leaf.found} (${leaf.classification})`);

const configMap = (data: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n${data}`;
const configMapOf = (key: string, content: string) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { [key]: content } });
const secretOf = (key: string, content: Uint8Array | string) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's' },
    data: { [key]: Buffer.from(content).toString('base64') },
  });
const pod = (container: object, rest: object = {}) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'c', ...container }], ...rest },
  });

const FOREIGN = 'https://s3.us-east-1.amazonaws.com/b';
const HOST = 's3.us-east-1.amazonaws.com';

describe('text that anybody may put anything into is searched', () => {
  it.each<[string, string, string[]]>([
    ['a ConfigMap value', configMap(`  url: ${FOREIGN}\n`), [`data.url = ${HOST} (placed)`]],
    [
      'an environment variable, whose name is the context',
      pod({ env: [{ name: 'AWS_REGION', value: 'eu-west-2' }] }),
      ['spec.containers.0.env.0.value = eu-west-2 (placed)'],
    ],
    [
      'a flag and its value',
      pod({ args: ['--region', 'eu-west-2'] }),
      ['spec.containers.0.args.1 = eu-west-2 (placed)'],
    ],
    [
      'a flag with its value',
      pod({ args: [`--endpoint=${FOREIGN}`] }),
      [`spec.containers.0.args.0 = ${HOST} (placed)`],
    ],
    [
      'an address put together from variables',
      pod({
        env: [
          { name: 'R', value: 'us-east-1' },
          { name: 'U', value: 'https://s3.$(R).amazonaws.com' },
        ],
      }),
      ['spec.containers.0.env.0.value = us-east-1 (placed)', `spec.containers.0.env.1.value = ${HOST} (placed)`],
    ],
    [
      'a probe',
      pod({ livenessProbe: { httpGet: { host: HOST, port: 443 } } }),
      [`spec.containers.0.livenessProbe.httpGet.host = ${HOST} (placed)`],
    ],
    [
      'a lifecycle hook',
      pod({ lifecycle: { preStop: { exec: { command: ['curl', FOREIGN] } } } }),
      [`spec.containers.0.lifecycle.preStop.exec.command.1 = ${HOST} (placed)`],
    ],
    [
      'an annotation',
      `apiVersion: v1\nkind: Pod\nmetadata: {name: p, annotations: {x/backup: "${FOREIGN}"}}`,
      [`metadata.annotations.x/backup = ${HOST} (placed)`],
    ],
    [
      'a node selector on a region',
      pod({}, { nodeSelector: { 'topology.kubernetes.io/region': 'europe-west2', 'kubernetes.io/arch': 'amd64' } }),
      ['spec.nodeSelector.topology.kubernetes.io/region = europe-west2 (placed)'],
    ],
    ['a field that Kubernetes does not have', pod({}, { mirror: FOREIGN }), [`spec.mirror = ${HOST} (placed)`]],
    ['a Secret in base64', secretOf('url', FOREIGN), [`data.url = ${HOST} (placed)`]],
    ['base64 in base64', secretOf('url', Buffer.from(FOREIGN).toString('base64')), [`data.url = ${HOST} (placed)`]],
    ['gzip in base64', secretOf('f', gzipSync(`url=${FOREIGN}\n`)), [`data.f = ${HOST} (placed)`]],
    [
      'base64 in a ConfigMap',
      configMap(`  x: ${Buffer.from(`endpoint: ${FOREIGN}`).toString('base64')}\n`),
      [`data.x = ${HOST} (placed)`],
    ],
    [
      'a key of unknown data that is a registry',
      configMapOf('config.json', '{"auths":{"docker.io":{"auth":"eDp5"}}}'),
      ['data.config.json = docker.io (placed)'],
    ],
    [
      'a container in a custom resource',
      `apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: {name: i}\nspec: {predictor: {containers: [{name: c, image: nginx, command: [a]}]}}`,
      ['spec.predictor.containers.0.image = nginx (placed)'],
    ],
  ])('%s', (_, text, expected) => {
    expect(shown(text)).toEqual(expected);
  });
});

describe('documents inside of strings', () => {
  it.each<[string, string, string, string]>([
    ['YAML', 'app.yaml', `a:\n  b:\n    - ${FOREIGN}\n`, 'key app.yaml, line 3'],
    ['JSON', 'app.json', `{\n"a": {"url": "${FOREIGN}"}}`, 'key app.json, line 2'],
    ['JSON in YAML', 'app.yaml', `a: 1\nb: '{"url": "${FOREIGN}"}'\n`, 'key app.yaml, line 2, key b, line 1'],
    ['ini', 'app.ini', `[s3]\n; a comment about us-east-1\nendpoint = ${FOREIGN}\n`, 'key app.ini, line 3'],
    ['properties', 'a.properties', `a.b=c\nquarkus.url=${FOREIGN}\n`, 'key a.properties, line 2'],
    ['properties over two lines', 'a.properties', `a.b=c\nquarkus.url=\\\n  ${FOREIGN}\n`, 'key a.properties, line 2'],
    ['TOML', 'a.toml', `[a]\nurl = "${FOREIGN}"\n`, 'key a.toml, line 2'],
    ['XML, an attribute', 'a.xml', `<a>\n <b url="${FOREIGN}"/>\n</a>\n`, 'key a.xml, line 2'],
    ['XML, character data', 'a.xml', `<a>\n <url><![CDATA[${FOREIGN}]]></url>\n</a>\n`, 'key a.xml, line 2'],
    ['XML, a setting among words', 'a.xml', `<a>\n <arg>-Durl="${FOREIGN}" -v\n</arg></a>\n`, 'key a.xml, line 2'],
    [
      'XML, an external entity',
      'a.xml',
      `<?xml version="1.0"?>\n<!ENTITY x SYSTEM "${FOREIGN}">\n`,
      'key a.xml, line 2',
    ],
    ['XML, an element', 'a.xml', `<a>\n <url>${FOREIGN}</url>\n</a>\n`, 'key a.xml, line 2'],
    ['nginx', 'nginx.conf', `server {\n  proxy_pass ${FOREIGN};\n}\n`, 'key nginx.conf, line 2'],
    ['shell', 'run.sh', `#!/bin/sh\nset -e\ncurl -sf ${FOREIGN}\n`, 'key run.sh, line 3'],
    ['shell that exports', 'run.sh', `#!/bin/sh\nexport URL="${FOREIGN}"\n`, 'key run.sh, line 2'],
  ])('%s: the leaf says where inside it stands', (_, key, content, within) => {
    const { leaves } = judged(configMapOf(key, content), 'a.json');
    expect(leaves.map((leaf) => [leaf.path, leaf.found, leaf.within])).toEqual([[['data', key], HOST, within]]);
  });

  it('a Dockerfile names the images that it builds from, and its own stages are none', () => {
    const content =
      'FROM node:20 AS build\nRUN npm run build\nFROM build\nCOPY --from=build /a /a\nCOPY --from=busybox:1 /b /b\n';
    const { leaves } = judged(configMapOf('Dockerfile', content), 'a.json');
    expect(leaves.map((leaf) => leaf.found)).toEqual(['node:20', 'busybox:1']);
  });

  it('a Kubernetes object in a string is read as one', () => {
    const inner = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'us-east-1' },
      spec: { externalName: HOST },
    });
    const { leaves } = judged(configMapOf('o.json', inner), 'a.json');
    expect(leaves.map((leaf) => leaf.found)).toEqual([HOST]);
  });

  it('more than four inside each other are undecided, not searched without end', () => {
    let text = `url: ${FOREIGN}`;
    for (let i = 0; i < 6; i++) text = Buffer.from(`layer: ${text}\n`).toString('base64');
    expect(judged(configMapOf('k', text), 'a.json').coverage).toMatchObject({ placed: 0, undecided: 1 });
  });

  it('binary content and a gzip bomb are undecided', () => {
    expect(judged(secretOf('k', Buffer.from([1, 2, 3, 0xff, 0xfe, 0])), 'a.json').coverage.undecided).toBe(1);
    expect(judged(secretOf('k', gzipSync(Buffer.alloc(20_000_000, 'a'))), 'a.json').coverage.undecided).toBe(1);
  });

  it('a certificate is inert', () => {
    const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.alloc(300, 'q').toString('base64')}\n-----END CERTIFICATE-----\n`;
    expect(judged(configMapOf('ca.crt', pem), 'a.json').leaves).toEqual([]);
    expect(judged(secretOf('ca.crt', pem), 'a.json').leaves).toEqual([]);
  });
});

describe('names, labels and identifiers name no place, whatever they look like', () => {
  it.each<[string, string]>([
    [
      'the name of an object',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: us-east-1, namespace: eu-west-2, labels: {region: us-east-1}}',
    ],
    [
      'annotation keys that look like hosts',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p, annotations: {nginx.ingress.kubernetes.io/backend-protocol: HTTPS}}',
    ],
    [
      'an XML namespace',
      configMapOf(
        'a.xml',
        '<routes xmlns="http://camel.apache.org/schema/spring" xmlns:x="http://us.example.com/x"/>\n',
      ),
    ],
    [
      'the name of a queue in a variable',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {QUEUE_NAME: orders.us}',
    ],
    [
      'objects of JavaScript',
      configMapOf('app.js', 'window.config = {\n  sources: [{ name: "@scope/default.module", root: "/dicom" }],\n};\n'),
    ],
    [
      'an address of IPv6 with a port',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {ADDR: "[fd12::15]:11112", BIND: "[::]:8443"}',
    ],
    [
      'a type of protobuf',
      configMapOf('envoy.yaml', 'a:\n  "@type": type.googleapis.com/envoy.extensions.filters.TcpProxy\n'),
    ],
    [
      'a JSON schema',
      configMapOf(
        's.json',
        '{"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://us.example.com/x"}',
      ),
    ],
    [
      'a FHIR code system and profile',
      configMapOf(
        'o.json',
        '{"resourceType":"Observation","meta":{"profile":["http://hl7.org/fhir/us/core/StructureDefinition/x"]},"code":{"coding":[{"system":"http://loinc.org","code":"718-7"}]}}',
      ),
    ],
    [
      'an expression of an admission policy',
      'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: {name: p}\nspec: {validations: [{expression: "object.x.startsWith(\'docker.io/\')"}]}',
    ],
    [
      'a CSI driver',
      'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: s}\nprovisioner: ebs.csi.aws.com',
    ],
    [
      'where people reviewed an API',
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a.b.k8s.io, annotations: {api-approved.kubernetes.io: "https://github.com/kubernetes/enhancements/pull/1"}}',
    ],
    [
      'a time zone',
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\nspec: {schedule: "0 0 * * *", timeZone: America/New_York}',
    ],
    [
      'what a controller reports about itself',
      `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nstatus: {conditions: [{message: cannot reach ${HOST}}], reason: ${HOST}}`,
    ],
  ])('%s', (_, text) => {
    expect(judged(text).leaves).toEqual([]);
  });
});

describe('what nobody can decide', () => {
  it('an object of an unknown kind is undecided as a whole, and searched all the same', () => {
    expect(shown(`apiVersion: vendor.example/v1\nkind: Thing\nmetadata: {name: t}\nspec: {url: "${FOREIGN}"}`)).toEqual(
      [' = vendor.example/v1/Thing (undecided)', `spec.url = ${HOST} (placed)`],
    );
  });

  it('a variable that something else fills in', () => {
    expect(
      shown(
        'apiVersion: velero.io/v1\nkind: BackupStorageLocation\nmetadata: {name: d}\nspec: {config: {region: "${R:=eu-central-1}"}}',
      ),
    ).toEqual(['spec.config.region = ${R:=eu-central-1} (undecided)']);
  });
});

describe('whose region names these are', () => {
  it.each<[string, string, string]>([
    ['the provider of a Terraform type', '{"resource":{"exoscale_sks_cluster":{"k":{"zone":"at-vie-2"}}}}', 'AT'],
    ['a backend', '{"terraform":{"backend":{"s3":{"region":"eu-west-2"}}}}', 'GB'],
    [
      'the API group of a custom resource',
      '{"resource":{"kubernetes_manifest":{"m":{"manifest":{"apiVersion":"rds.aws.upbound.io/v1beta1","kind":"Instance","metadata":{},"spec":{"forProvider":{"region":"eu-west-2"}}}}}}}',
      'GB',
    ],
    [
      'a field above',
      '{"resource":{"kubernetes_manifest":{"m":{"manifest":{"apiVersion":"external-secrets.io/v1","kind":"SecretStore","metadata":{},"spec":{"provider":{"aws":{"region":"eu-north-1"}}}}}}}}',
      'SE',
    ],
    [
      'not aws, when an endpoint beside it is of another house',
      '{"resource":{"kubernetes_manifest":{"m":{"manifest":{"apiVersion":"velero.io/v1","kind":"BackupStorageLocation","metadata":{},"spec":{"provider":"aws","config":{"region":"hel1","s3Url":"https://hel1.your-objectstorage.com"}}}}}}}',
      'FI',
    ],
  ])('%s', (_, text, country) => {
    expect(judged(text, 'cdk.tf.json').leaves[0]?.places[0]?.country).toBe(country);
  });
});

describe("Terraform's own grammar", () => {
  it.each<[string, string, string[]]>([
    [
      'a provider of the default registry is inert',
      '{"terraform":{"required_providers":{"aws":{"source":"hashicorp/aws","version":"6.0.0"},"x":"~> 1"}}}',
      [],
    ],
    [
      'a provider of another registry is not',
      '{"terraform":{"required_providers":{"x":{"source":"docker.io/team/x"}}}}',
      ['required_providers.x.source = docker.io (placed)'],
    ],
    [
      'a kubeconfig is inert',
      '{"provider":{"kubernetes":[{"config_path":"~/.kube/config","config_context":"us-east-1"}]}}',
      [],
    ],
    [
      'the address of a cluster is not',
      `{"provider":{"kubernetes":[{"host":"${FOREIGN}"}]}}`,
      [`host = ${HOST} (placed)`],
    ],
    ['a local module is inert', '{"module":{"m":{"source":"./modules/us-east-1"}}}', []],
    ['a module from elsewhere is not', `{"module":{"m":{"source":"s3::${FOREIGN}"}}}`, [`source = ${HOST} (placed)`]],
    [
      'a reference to a resource of the same file is inert',
      '{"resource":{"aws_s3_bucket":{"b":{"kms_key_id":"${aws_kms_key.k.arn}"}}}}',
      [],
    ],
    [
      'a variable is not',
      '{"resource":{"hcloud_server":{"s":{"location":"${var.place}"}}}}',
      ['location = ${var.place} (undecided)'],
    ],
    ['the name of a bucket is inert', '{"resource":{"aws_s3_bucket":{"b":{"bucket":"export-us-east-1"}}}}', []],
    ['an output is judged', `{"output":{"endpoint":{"value":"${FOREIGN}"}}}`, [`value = ${HOST} (placed)`]],
    [
      'what a provisioner runs is judged',
      `{"resource":{"kubernetes_config_map_v1":{"c":{"provisioner":[{"local-exec":{"command":"curl ${FOREIGN}"}}]}}}}`,
      [`command = ${HOST} (placed)`],
    ],
  ])('%s', (_, text, expected) => {
    expect(shown(text, 'cdk.tf.json')).toEqual(expected);
  });
});

describe('every string is accounted for exactly once', () => {
  const all: TextClassifier = {
    classify: (found) => ({ classification: 'inert', reason: 'test', pieces: [], ...{ found } }),
  };

  it('in any object of a kind whose fields are not known', () => {
    const plain = fc.stringMatching(/^[a-z]{1,8}$/);
    const { node } = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        plain,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(plain, tie('node'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(plain, node, { maxKeys: 4 }), (spec) => {
        const object = { apiVersion: 'velero.io/v1', kind: 'Restore', spec };
        const { subjects } = readInputs([{ name: 'a.json', bytes: Buffer.from(JSON.stringify(object)) }]);
        expect(createLeaves(all).coverage(subjects)).toMatchObject({
          values: strings(object),
          placed: 0,
          undecided: 0,
        });
      }),
    );
  });

  it('in the objects of a whole platform', () => {
    const object = JSON.parse(
      pod({ image: 'x', env: [{ name: 'A', value: 'b' }], resources: { limits: { cpu: '1' } } }, { hostname: 'h' }),
    );
    const { subjects } = readInputs([{ name: 'a.json', bytes: Buffer.from(JSON.stringify(object)) }]);
    expect(createLeaves(all).coverage(subjects).values).toBe(strings(object));
  });
});

it.each([
  ['a mistake of YAML in every character', '[::1]'],
  ['marks of certificates that never end', '-----BEGIN A-----'],
  ['commands that never say where', 'curl -'],
])('a value full of bait is read in time: %s', (_name, bait) => {
  expect(shown(configMapOf('run.sh', `x y\n${bait.repeat(60_000 / bait.length)}`), 'a.json')).toEqual([]);
});

function strings(value: unknown): number {
  if (typeof value === 'string') return 1;
  return typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, item) => sum + strings(item), 0)
    : 0;
}

describe('expressions of an engine', () => {
  const process = (element: string) =>
    configMapOf(
      'letter.bpmn',
      `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL">\n${element}\n</bpmn:definitions>\n`,
    );
  const route = (step: string) => configMapOf('routes.yaml', `- route:\n    steps:\n      - ${step}\n`);

  it.each([
    ['what a person finds in a form', process('<f:formField id="a" defaultValue="${findings}"/>')],
    ['what a step hands on', process('<f:outputParameter name="answer">${response.getBytes()}</f:outputParameter>')],
    ['what a route divides', route('split: {simple: "${body}"}')],
  ])('decide no place: %s', (_, text) => {
    expect(shown(text)).toEqual([]);
  });

  it.each([
    ['the address of a connector', process('<f:inputParameter name="url">${sink}</f:inputParameter>'), '${sink}'],
    [
      'a form of a document that is no process',
      configMapOf('a.xml', '<f a="b">\n<g defaultValue="${sink}"/>\n</f>\n'),
      '${sink}',
    ],
    [
      'a name in a form that speaks of a host',
      process('<f:formField id="a" defaultValue="${target.host}"/>'),
      '${target.host}',
    ],
    ['where a route sends to', route('toD: "${header.sink}"'), '${header.sink}'],
    ['a header that a route may be led by', route('setHeader: {name: CamelHttpUri, simple: "${body}"}'), '${body}'],
  ])('leave undecided %s', (_, text, found) => {
    expect(shown(text).join()).toContain(`${found} (undecided)`);
  });
});

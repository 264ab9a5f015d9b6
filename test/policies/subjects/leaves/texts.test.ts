import { describe, expect, it } from 'vitest';
import { boundaryOf, type Judgement, judge, packOf } from '../../../../policies/judge.ts';

/** What is found in a ConfigMap with this one setting. */
function findings(key: string, value: string): Judgement['findings'] {
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', namespace: 'a' },
    data: { [key]: value },
  };
  const input = { name: 'a.json', bytes: Buffer.from(JSON.stringify(object)) };
  return judge([input], boundaryOf('EEA'), packOf('eea-residency')).judgement.findings;
}

/** The hosts that are refused in a ConfigMap with this one setting. */
function refused(key: string, value: string): readonly string[] {
  return findings(key, value).map(({ found }) => found);
}

const unknown = 'sink.wardmetrics.io';

describe('a URL, or a host with a port, is judged whatever it stands under', () => {
  it.each(['APP_NAME', 'user', 'description', 'title', 'id', 'tags', 'kind', 'project', 'cluster_name', 'version'])(
    '%s',
    (key) => {
      expect(refused(key, `https://${unknown}/v1`)).toEqual([unknown]);
      expect(refused(key, `${unknown}:4317`)).toEqual([unknown]);
    },
  );
});

describe('what readers of URLs take for one is judged under a name as well', () => {
  it.each([
    `//${unknown}/v1`,
    `https:/${unknown}`,
    `https:\\\\${unknown}\\v1`,
    `jdbc:oracle:thin:@${unknown}:1521:fhir`,
    `tcp(${unknown}:3306)/fhir`,
  ])('%s', (value) => expect(refused('APP_NAME', value)).toEqual([unknown]));

  it.each(['see //docs', 'ratio 3:4', 'team:core,env:prod', 'com.example.Ward:open', 'KLINIK\\user'])(
    'not so %s',
    (value) => expect(refused('APP_NAME', value)).toEqual([]),
  );
});

describe('a text that is not quite JSON', () => {
  it('says by its keys what stands under them', () => {
    expect(refused('request_body', '{ "messages": ${parameters.messages} }')).toEqual([]);
    expect(refused('request_body', '{ "endpoint": ${parameters.messages} }')).toEqual(['${parameters.messages}']);
  });
});

describe('a URL behind the scheme of a store', () => {
  it.each(['s3', 's3a'])('%s', (scheme) => {
    expect(refused('repository', `${scheme}://https://${unknown}:443/models`)).toEqual([unknown]);
    expect(refused('repository', `${scheme}://http://minio.storage.svc:9000/models`)).toEqual([]);
  });
});

describe('the host that Elastic Cloud writes in base64 behind the name of a deployment', () => {
  const id = (host: string) => `kis:${Buffer.from(`${host}$abc$def`).toString('base64')}`;

  it('is judged', () => {
    expect(refused('ELASTIC_CLOUD_ID', id('us-central1.gcp.cloud.es.io:443'))).toEqual(['us-central1.gcp.cloud.es.io']);
    expect(refused('ELASTIC_CLOUD_ID', id('eu-central-1.aws.cloud.es.io'))).toEqual([]);
    expect(refused('cloud_id', 'abc:def')).toEqual([]);
  });
});

describe('what people read is no address', () => {
  it.each([
    ['a sentence', 'description', `Metrics once went to https://${unknown}/v1 before the move.`],
    ['a link to a runbook', 'runbook_url', 'https://runbooks.wardmetrics.io/kubelet'],
    ['a link to a code host', 'docs_url', 'https://github.com/klinik/runbooks/blob/main/disk.md'],
    ['a link to a standard', 'documentation', 'https://kubernetes.io/docs/concepts/'],
    ['a page of a service', 'runbook_url', 'https://docs.datadoghq.com/agent/troubleshooting/'],
    ['the home page of one', 'homepage', 'https://grafana.com/oss/loki'],
    [
      'a sentence that sends people to such a page',
      'description',
      'How to set it up is told at docs.datadoghq.com in full.',
    ],
    [
      'a sentence that names a service inside',
      'description',
      'Copies go to s3.eu-central-1.amazonaws.com every night.',
    ],
    ['a manual and a link', 'Documentation', 'man:restic(1) https://restic.wardmetrics.io/'],
  ])('%s', (_name, key, value) => expect(refused(key, value)).toEqual([]));

  it.each([
    ['a command in a description', 'description', `please run curl https://${unknown}/v1 now`],
    ['a bucket that copies go to, under a key of names', 'bucket', 'arn:aws:s3:::copies', 'arn:aws:s3:::copies'],
    ['a variable that only programs read', 'DOCS_URL', `https://${unknown}/v1`],
    ['an AI service under a key of links', 'docs_url', 'https://api.openai.com/v1/chat/completions', 'api.openai.com'],
    [
      'telemetry under a key of links',
      'runbook_url',
      'https://http-intake.logs.datadoghq.com/api/v2/logs',
      'http-intake.logs.datadoghq.com',
    ],
    [
      'a store in a sentence',
      'description',
      'Copies go to s3.us-east-1.amazonaws.com every single night.',
      's3.us-east-1.amazonaws.com',
    ],
    [
      'a registry in a sentence',
      'message',
      'Images are taken from ghcr.io/klinik/app when the mirror fails.',
      'ghcr.io',
    ],
    ['a setting among sentences', 'message', `first a word or two\nsink = https://${unknown}/v1`],
  ])('but not %s', (_name, key, value, wanted = unknown) => expect(refused(key, value)).toContain(wanted));
});

describe('a reference is none where its key, its name or what stands beside it proves that no address can stand there', () => {
  it.each([
    ['a revision', 'targetRevision', '{{branch}}'],
    ['a count', 'instances', '${db_replicas:=2}'],
    ['a size', 'STORAGE_SIZE', '$(SETTING)'],
    ['a switch', 'metrics_enabled', '${var.setting}'],
    ['a name', 'cluster_name', '${var.setting}'],
    ['a password', 'bindPW', '$LDAP_PW'],
    ['a flavour', 'FLAVOUR', '${NODE_FLAVOUR}'],
    ['a fingerprint', 'X', '${KES_IDENTITY}'],
    ['a number that a function counts', 'X', '${length(["a", "b"])}'],
    ['a sentence', 'E404', 'Die Seite {{page}} wurde nicht gefunden.'],
    ['a paragraph of a page', 'a.html', '<p>Dear {{ patient.salutation }},</p>'],
    ['the head of a part of a page', 'a.html', '{{ define "row" }}{{ $query := . }}<td></td>{{ end }}'],
    ['a number on a page', 'a.html', '<td>{{ with query "up" }}{{ . | first | value }}{{ end }}</td>'],
    ['the template of a chat', 'chat.jinja', '{% for m in messages %}\n{{ m.content }}\n{% endfor %}'],
    ['a program that reaches no other machine', 'run.sh', 'set -e\nchmod 0750 ${SETTING}\n'],
    ['what a command prints, where none is awaited', 'run.sh', 'X=$(cat f)\nexporter --batch $X\n'],
    ['a header that a command prints', 'run.sh', 'X=$(cat f)\ncurl -H "$X" https://store.portal.svc/x\n'],
    ['a server that tells who it is', 'cluster_advertise', '$CLUSTER_ADVERTISE'],
    ['what another step of a workflow left', 'from', '{{tasks.extract.outputs.artifacts.rows}}'],
  ])('%s', (_name, key, value) => expect(refused(key, value)).toEqual([]));

  it.each([
    ['a key that says nothing', 'SETTING', '${FOO}'],
    ['a variable of Terraform under such a key', 'x', '${var.setting}'],
    ['a variable of the pod under such a key', 'x', '$(SETTING)'],
    ['a value of a chart under such a key', 'x', '{{ .Values.setting }}'],
    ['a lone shell variable under such a key', 'x', '$SETTING'],
    ['a setting in a file', 'app.conf', 'mode = fast\nx = ${SETTING}\n'],
    ['a flag that says nothing', 'run.sh', 'set -e\nexporter --x ${SETTING}\n'],
    ['a program that nobody knows', 'run.sh', 'set -e\nexporter ${SETTING}\n'],
    ['a choice that a count makes', 'X', '${length(var.a) > 1 ? var.b : var.c}'],
    ['a name that speaks of one', 'X', '${SINK_URL}'],
    ['a place where one is awaited', 'ENDPOINT', '${FOO}'],
    ['a default elsewhere', 'X', '${FLAVOUR:-https://sink.wardmetrics.io}'],
    ['a program that connects', 'run.sh', 'set -e\ncurl -d @f ${FLAVOUR}\n'],
    ['a program that connects, behind one that does not', 'run.sh', 'set -e\necho x | nc ${SETTING} 443\n'],
    ['what a command prints, where an address is awaited', 'run.sh', 'X=$(cat f)\nexporter --endpoint $X\n'],
    ['what a command prints, and a program connects to', 'run.sh', 'X=$(cat f)\ncurl -sS "$X"\n'],
    ['a text that is written into it', 'X', "{{ 'https://sink.wardmetrics.io' | lower }}"],
  ])('but not %s', (_name, key, value) => expect(refused(key, value)).not.toEqual([]));

  it.each([
    ['{{ .Values.setting }}', /helm template CHART \| domicile check -/],
    ['${var.setting}', /terraform show -json PLAN/],
    ['$(SETTING)', /write the value/],
  ])('%s is answered with where it can be judged', (value, wanted) => {
    expect(findings('x', value).map(({ because }) => because)).toEqual([expect.stringMatching(wanted)]);
  });
});

describe('an installer that nobody gives a source asks its default one', () => {
  const container = (env: readonly object[]) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'a' },
    spec: { containers: [{ name: 'a', env, command: ['sh', '-c', 'pip install numpy'] }] },
  });
  const foundIn = (object: object) =>
    judge(
      [{ name: 'a.json', bytes: Buffer.from(JSON.stringify(object)) }],
      boundaryOf('EEA'),
      packOf('eea-residency'),
    ).judgement.findings.map(({ found }) => found);

  it.each([
    ['in a script', { 'a.sh': 'set -e\npip install numpy\n' }, ['pip install numpy']],
    [
      'in a script that names one',
      { 'a.sh': 'export PIP_INDEX_URL=https://pypi.store.svc/simple\npip install numpy\n' },
      [],
    ],
    ['in a script beside a file of npm', { 'a.sh': 'echo registry=https://npm.store.svc > .npmrc\nnpm ci\n' }, []],
  ])('%s', (_name, data, wanted) =>
    expect(Object.entries(data).flatMap(([key, value]) => refused(key, value))).toEqual(wanted),
  );

  it('in a container without, and with, a variable that names one', () => {
    expect(foundIn(container([]))).toContain('pip install numpy');
    const named = container([{ name: 'PIP_INDEX_URL', value: 'https://pypi.store.svc/simple' }]);
    expect(foundIn(named)).not.toContain('pip install numpy');
  });
});

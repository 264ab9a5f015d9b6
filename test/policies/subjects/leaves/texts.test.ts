import { describe, expect, it } from 'vitest';
import { boundaryOf, judge, packOf } from '../../../../policies/judge.ts';

/** The hosts that are refused in a ConfigMap with this one setting. */
function refused(key: string, value: string): readonly string[] {
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', namespace: 'a' },
    data: { [key]: value },
  };
  const input = { name: 'a.json', bytes: Buffer.from(JSON.stringify(object)) };
  return judge([input], boundaryOf('EEA'), packOf('eea-residency')).judgement.findings.map(({ found }) => found);
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

describe('what people read is no address', () => {
  it.each([
    ['a sentence', 'description', `Metrics once went to https://${unknown}/v1 before the move.`],
    ['a link to a runbook', 'runbook_url', 'https://runbooks.wardmetrics.io/kubelet'],
    ['a manual and a link', 'Documentation', 'man:restic(1) https://restic.wardmetrics.io/'],
  ])('%s', (_name, key, value) => expect(refused(key, value)).toEqual([]));

  it.each([
    ['a command in a description', 'description', `please run curl https://${unknown}/v1 now`],
    ['a variable that only programs read', 'DOCS_URL', `https://${unknown}/v1`],
    ['a setting among sentences', 'message', `first a word or two\nsink = https://${unknown}/v1`],
  ])('but not %s', (_name, key, value) => expect(refused(key, value)).toContain(unknown));
});

describe('a reference where nothing speaks of an address is none', () => {
  it.each([
    ['a revision', 'targetRevision', '{{branch}}'],
    ['a count', 'instances', '${db_replicas:=2}'],
    ['a password', 'bindPW', '$LDAP_PW'],
    ['a flavour', 'FLAVOUR', '${NODE_FLAVOUR}'],
  ])('%s', (_name, key, value) => expect(refused(key, value)).toEqual([]));

  it.each([
    ['a name that speaks of one', 'X', '${SINK_URL}'],
    ['a place where one is awaited', 'ENDPOINT', '${FOO}'],
    ['a default elsewhere', 'X', '${FLAVOUR:-https://sink.wardmetrics.io}'],
    ['a program that connects', 'run.sh', 'set -e\ncurl -d @f ${FLAVOUR}\n'],
    ['a text that is written into it', 'X', "{{ 'https://sink.wardmetrics.io' | lower }}"],
  ])('but not %s', (_name, key, value) => expect(refused(key, value)).not.toEqual([]));
});

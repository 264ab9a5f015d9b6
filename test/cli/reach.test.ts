import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { beforeEach, describe, expect, it } from 'vitest';
import { flows, member } from '../policies/rules/ai/platform.ts';
import { runIn } from '../support/command.ts';
import { temporaryFolder, writeFiles } from '../support/folder.ts';

/** The gateway asks the approval, the approval writes into the record; the store sends to a network of the site. */
const closed = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: clinical}
spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
`;
const store = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: store, namespace: clinical}
spec:
  podSelector: {matchLabels: {app: fhir}}
  policyTypes: [Egress]
  egress:
    - to: [{ipBlock: {cidr: 0.0.0.0/1}}, {ipBlock: {cidr: 128.0.0.0/1}}]
      ports: [{port: 443}]
`;
const namespace =
  'apiVersion: v1\nkind: Namespace\nmetadata: {name: clinical, labels: {domicile.internal/data-class: health}}\n';
const pods = [member('gateway', 'ai-gateway'), member('approval', 'approval'), member('fhir', 'fhir')];
const base = [namespace, closed, ...pods, flows('gateway', ['approval'], []), flows('approval', ['fhir'], ['gateway'])];
const documents = (...objects: readonly string[]) => objects.join('---\n');

const lineOfRule =
  documents(...base, flows('fhir', [], ['approval']), store)
    .split('\n')
    .findIndex((line) => line.includes('- to: [{ipBlock')) + 1;

let cwd = '';
const reach = (...args: readonly string[]) => runIn(cwd, ['reach', ...args]);
const answer = async (...args: readonly string[]) => JSON.parse((await reach(...args, '--format', 'json')).stdout);

beforeEach(() => {
  cwd = temporaryFolder();
  writeFiles(cwd, {
    'old.yaml': documents(...base, flows('fhir', [], ['approval'])),
    'new.yaml': documents(...base, flows('fhir', [], ['approval']), store),
    'doubt.yaml': documents(
      ...base,
      flows('fhir', [], ['approval']),
      store.replace('128.0.0.0/1', '"${BLOCK}"').replace('0.0.0.0/1', '"${BLOCK}"'),
    ),
    'plugin.yaml':
      'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: open, namespace: clinical}\nspec: {}\n',
    'empty.yaml': namespace,
  });
});

describe('a question with two ends', () => {
  it.each([
    ['there is no way', ['old.yaml', '--from', 'gateway', '--to', 'internet'], 0],
    ['there is one, through two others', ['new.yaml', '--from', 'gateway', '--to', 'internet'], 1],
    ['the same in words', ['new.yaml', '--ask', 'Can clinical/gateway reach the internet on port 443?'], 1],
    ['not on another port', ['new.yaml', '--ask', 'can gateway reach the internet on 80?'], 0],
    ['there may be one', ['doubt.yaml', '--from', 'fhir', '--to', 'internet'], 2],
    [
      'not past the approval',
      ['old.yaml', '--from', 'role=ai-gateway', '--to', 'role=fhir', '--avoid', 'role=approval'],
      0,
    ],
    ['not over one connection', ['old.yaml', '--from', 'gateway', '--to', 'fhir', '--direct'], 0],
    ['over two', ['old.yaml', '--from', 'gateway', '--to', 'fhir'], 1],
    ['from outside nobody comes in', ['new.yaml', '--from', 'outside', '--to', 'clinical/*'], 0],
    ['an address', ['new.yaml', '--from', 'fhir', '--to', '2001:db8::1'], 0],
    [
      'beside policies that nobody reads, nothing is certainly closed',
      ['old.yaml', 'plugin.yaml', '--from', 'gateway', '--to', 'internet'],
      2,
    ],
  ] as const)('%s', async (_name, args, code) => {
    expect((await reach(...args)).code).toBe(code);
  });

  it('is answered with the shortest way, and the policy of each connection with its place', async () => {
    const { ways } = await answer('new.yaml', '--from', 'gateway', '--to', 'internet');
    const connections: readonly { readonly from: unknown; readonly to: unknown; readonly letOutBy: unknown }[] =
      ways[0].connections;
    expect(connections.map(({ from }) => from)).toEqual([
      { workload: 'clinical/gateway' },
      { workload: 'clinical/approval' },
      { workload: 'clinical/fhir' },
    ]);
    expect(connections[2]).toMatchObject({
      ports: [{ protocol: 'TCP', first: 443, last: 443 }],
      letOutBy: [
        {
          policy: 'NetworkPolicy clinical/store',
          path: 'spec.egress[0]',
          location: { file: 'new.yaml', line: lineOfRule },
        },
      ],
    });
  });

  it('is answered in words', async () => {
    const { stdout } = await reach('new.yaml', '--from', 'fhir', '--to', '8.8.8.8');
    expect(stdout).toContain('fhir → 8.8.8.8: there is a way');
    expect(stdout).toContain('clinical/fhir → 8.8.8.8/32   TCP 443');
    expect(stdout).toContain(`let out by NetworkPolicy clinical/store, spec.egress[0]  new.yaml:${lineOfRule}:`);
  });
});

describe('a question with one end is a list', () => {
  it('of everybody who reaches a place', async () => {
    const { ways, question } = await answer('old.yaml', '--ask', 'who can reach patient data?');
    expect(question).toBe('anybody → health data');
    expect(ways.map((way: { readonly connections: readonly unknown[] }) => way.connections.length)).toEqual([1, 1]);
  });

  it('of everything that a place reaches', async () => {
    const { code, stdout } = await reach('new.yaml', '--from', 'gateway');
    expect(code).toBe(0);
    expect(stdout).toContain('3 ways');
  });
});

describe('without a question', () => {
  it('every connection is told, also where nothing is reached', async () => {
    const { stdout } = await reach('old.yaml');
    expect(stdout).toContain(
      '3 workloads, 2 connections between them (0 of them not certain), 0 with addresses outside',
    );
    expect(stdout).toContain('clinical/fhir\n  reaches nothing');
  });

  it('as one JSON record', async () => {
    const record = await answer('new.yaml');
    expect(record).toMatchObject({
      schema: 'domicile/reach/v1',
      workloads: [{ name: 'clinical/approval', role: 'approval', dataClass: 'health' }, {}, {}],
      connections: [{ from: 'clinical/approval', to: 'clinical/fhir', certain: true }, { from: 'clinical/gateway' }],
      outside: [{ workload: 'clinical/fhir', direction: 'to', addresses: ['0.0.0.0/0'] }],
    });
  });

  it('as a picture that XML readers take, with a mark for each connection', async () => {
    await reach('new.yaml', '--format', 'svg', '--output', 'reach.svg');
    const titles: string[] = [];
    const parser = new SaxesParser();
    parser.on('text', (text) => titles.push(text));
    parser.write(readFileSync(join(cwd, 'reach.svg'), 'utf8')).close();
    expect(titles).toContain('clinical/approval → clinical/fhir: every port');
    expect(titles).toContain('clinical/fhir → 0.0.0.0/0: TCP 443');
  });

  it('as a graph in DOT', async () => {
    const { stdout } = await reach('new.yaml', '--format', 'dot');
    expect(stdout).toContain('"clinical/approval" -> "clinical/fhir" [label="every port"];');
    expect(stdout).toContain('"clinical/fhir" -> "0.0.0.0/0" [label="TCP 443", color=firebrick];');
  });
});

describe('--diff', () => {
  it('says what became reachable, and that it did', async () => {
    const { code, stdout } = await reach('--diff', 'old.yaml', 'new.yaml');
    expect(code).toBe(1);
    expect(stdout).toBe('Became reachable: 1\n  + clinical/fhir → 0.0.0.0/0   TCP 443\nNo longer reachable: nothing\n');
  });

  it('says what was closed, which is no failure', async () => {
    const { code, stdout } = await reach('--diff', 'new.yaml', 'old.yaml');
    expect(code).toBe(0);
    expect(stdout).toContain('- clinical/fhir → 0.0.0.0/0   TCP 443');
  });
});

describe('what cannot be answered', () => {
  it.each([
    ['nothing to read', [], 'give a file'],
    ['no workload', ['empty.yaml'], 'there is no workload in empty.yaml'],
    [
      'a place that is not there',
      ['old.yaml', '--to', 'fihr'],
      'There are: clinical/approval, clinical/fhir, clinical/gateway.',
    ],
    ['a role that nobody has', ['old.yaml', '--to', 'role=model'], 'There are: ai-gateway, approval, fhir.'],
    [
      'words that are no question',
      ['old.yaml', '--ask', 'is all well?'],
      'ask like this: "can ai/model-gateway reach the internet?"',
    ],
    ['a port that is none', ['old.yaml', '--to', 'fhir', '--port', '99999'], 'write 443, 8000-8080 or 53/UDP'],
    ['a format that is not there', ['old.yaml', '--format', 'png'], 'there are: text, json, dot, svg'],
    ['a port without a question', ['old.yaml', '--port', '443'], 'belong to a question'],
    ['one input to compare', ['--diff', 'old.yaml'], 'domicile reach --diff OLD NEW'],
    ['a network that is none', ['old.yaml', '--pod-network', '10.0.0.0'], 'no network in CIDR notation'],
    ['files beside a cluster', ['--live', 'old.yaml'], 'leave old.yaml away'],
  ] as const)('%s', async (_name, args, message) => {
    const { code, stderr } = await reach(...args);
    expect(code).toBe(3);
    expect(stderr).toContain(message);
  });
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type EncryptionKeys,
  encryptionKeyRotation,
  ROTATION_ORDER,
  verifyRotation,
} from '../../../cluster/runbooks/procedures/encryption-keys.ts';
import type { Step } from '../../../cluster/runbooks/runbook.ts';
import { onMachine } from '../../../cluster/runbooks/shell.ts';
import { describeWith, pathOf } from '../../components/programs.ts';
import { firstMachine, furtherMachine, type TestMachine } from './machine.ts';
import { type Workstation, workstation } from './workstation.ts';

const VALUE = 'a-value-that-must-not-be-readable';
/** Seconds for an API server to be ready again. */
const PATIENCE = 180;

describeWith(['etcdtools'], 'two API servers over one etcd, and the runbook of the encryption keys', () => {
  let folder: string;
  let machines: readonly TestMachine[];
  let operator: Workstation;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'domicile-rotation-'));
    const first = await firstMachine(folder, 'node-1');
    await first.start('etcd');
    machines = [first, await furtherMachine(folder, 'node-2', first)];
    for (const machine of machines) await machine.start('kube-apiserver');
    const tools = [dirname(pathOf('etcdtools'))];
    operator = await workstation(join(folder, 'home'), first.layout.kubeconfig, tools, restart);
  });
  afterAll(async () => {
    operator?.close();
    for (const machine of machines ?? []) await machine.stop('kube-apiserver');
    for (const machine of machines ?? []) await machine.stop('etcd');
    rmSync(folder, { recursive: true, force: true });
  });

  const named = (name: string) => {
    const found = machines.find((machine) => machine.name === name);
    if (found === undefined) throw new Error(`no machine ${name}`);
    return found;
  };
  const restart = async (name: string, unit: string) => {
    expect(unit).toBe('kube-apiserver');
    await named(name).restart('kube-apiserver');
  };
  const api = ({ ports }: TestMachine) => `https://127.0.0.1:${ports.apiServer}`;
  const say = (...commands: readonly string[]): Step => ({ title: commands.join('; '), commands });
  const through = (name: string, command: string) => say(`kubectl --server=${api(named(name))} ${command}`);
  const etcdctl = (command: string) => {
    const { layout, ports } = named('node-1');
    const pair = `--cert=${layout.pki}/etcd-client.crt --key=${layout.pki}/etcd-client.key`;
    return onMachine(
      'node-1',
      `etcdctl --endpoints=https://127.0.0.1:${ports.etcd} --cacert=${layout.pki}/ca.crt ${pair} ${command}`,
    );
  };
  const keys = (rotation: string, patience = PATIENCE): EncryptionKeys => {
    const [first, ...others] = machines.map((machine) => ({
      name: machine.name,
      address: machine.name,
      api: api(machine),
      configuration: join(machine.layout.config, 'encryption.yaml'),
      restart: 'systemctl restart kube-apiserver',
      patience,
    }));
    if (first === undefined) throw new Error('no machine');
    const servers: EncryptionKeys['servers'] = [first, ...others];
    return {
      servers,
      provider: 'secretbox',
      resources: ['secrets'],
      etcdctl,
      folder: join(folder, rotation),
      sources: [],
    };
  };
  const stored = (name: string) => operator.follow([say(etcdctl(`get /registry/secrets/default/${name}`))]);
  const keyName = (rotation: string, key: 'old' | 'new') =>
    readFileSync(join(folder, rotation, `${key}.name`), 'utf8').trim();

  it('keeps the bytes of a Secret from whoever reads etcd', async () => {
    await operator.follow([through('node-1', `create secret generic before --from-literal=key=${VALUE}`)]);
    expect(await stored('before')).toContain('k8s:enc:secretbox:v1:local:');
    expect(await stored('before')).not.toContain(VALUE);
  });

  it('in its order, every Secret reads through every server after each step, and the old key is gone at the end', async () => {
    const stages = encryptionKeyRotation(keys('first'));
    const reads = machines.map(({ name }) => through(name, 'get secret before --output=jsonpath={.data.key}'));
    const expected = Buffer.from(VALUE).toString('base64').repeat(machines.length);
    for (const step of ROTATION_ORDER.flatMap((stage) => stages[stage])) {
      await operator.follow([step]);
      expect(await operator.follow(reads), step.title).toBe(expected);
    }
    expect(await operator.follow(verifyRotation(keys('first')))).toMatch(/(\d+) of \1 Secrets are under key-\d+/);
    expect(await stored('before')).toContain(`k8s:enc:secretbox:v1:${keyName('first', 'new')}:`);
    for (const { layout } of machines) {
      const configuration = readFileSync(join(layout.config, 'encryption.yaml'), 'utf8');
      expect(configuration).not.toContain(readFileSync(join(folder, 'first', 'old.secret'), 'utf8').trim());
    }
  });

  it('a server that was not told of the new key first cannot read what another writes with it', async () => {
    const stages = encryptionKeyRotation(keys('second'));
    await operator.follow([...stages.prepare, ...stages.promote.slice(0, 1)]);
    await operator.follow([through('node-1', `create secret generic early --from-literal=key=${VALUE}`)]);
    const read = await operator.attempt(through('node-2', 'get secret early'));
    expect(read.code).not.toBe(0);
    expect(read.output).toContain('no matching key was found');
    await operator.follow(stages.promote.slice(1));
    await operator.follow([through('node-2', 'get secret early')]);
  });

  it('the old key removed before everything is written anew: what was written before no longer reads', async () => {
    const stages = encryptionKeyRotation(keys('second'));
    const counted = await operator.follow(stages['re-encrypt'].slice(-1)).catch(String);
    expect(counted, 'the runbook stops before the old key goes').toMatch(/1 of \d+ Secrets are under key-/);
    const doomed = encryptionKeyRotation(keys('second', 20)).remove.slice(0, 1);
    const removed = await operator.follow(doomed).catch(String);
    expect(removed, 'and whoever goes on sees it at the first server').toMatch(/^Error: .*\(1 of 2: node-1\)/);
    const read = await operator.attempt(through('node-1', 'get secret before'));
    expect(read.code).not.toBe(0);
    expect(read.output).toContain('no matching key was found');
    const wayBack = stages.promote.slice(0, 1);
    await operator.follow([...wayBack, ...stages['re-encrypt'], ...stages.remove]);
    await operator.follow(machines.map(({ name }) => through(name, 'get secret before early')));
  });
});

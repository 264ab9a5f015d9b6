import { generateKeyPairSync } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { main } from '../../cli/main.ts';
import { temporaryFolder, writeFiles } from '../support/folder.ts';

async function run(args: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const cwd = temporaryFolder();
  writeFiles(cwd, files);
  const said = { stdout: '', stderr: '' };
  const to = (name: keyof typeof said) => ({ write: (text: string) => (said[name] += text) });
  const terminal = { stdin: Readable.from([]), stdout: to('stdout'), stderr: to('stderr'), env: {}, cwd };
  return { code: await main(args, terminal), ...said };
}

const pem = (type: 'ed25519' | 'x25519') => {
  const { privateKey } = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
};

describe('domicile verify', () => {
  it.each([
    ['no key', ['verify'], {}, 'give --key FILE'],
    ['a key that is not there', ['verify', '--key', 'no.pem'], {}, 'no.pem holds no private key'],
    [
      'a key of another kind',
      ['verify', '--key', 'k.pem'],
      { 'k.pem': pem('x25519') },
      'signed with ed25519: openssl genpkey',
    ],
    ['no cluster', ['verify', '--key', 'k.pem'], { 'k.pem': pem('ed25519') }, 'there is no default one'],
    [
      'no file',
      ['verify', '--check', 'e.json', '--key', 'k.pem'],
      { 'k.pem': pem('ed25519') },
      'cannot read the evidence',
    ],
  ] as const)('is exit code 3 for %s, with what mends it', async (_name, args, files, message) => {
    const { code, stdout, stderr } = await run(args, files);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('refuses what is no evidence with exit code 1 and its place', async () => {
    const { code, stderr } = await run(['verify', '--check', 'e.json', '--key', 'k.pem'], {
      'k.pem': pem('ed25519'),
      'e.json': '{}',
    });
    expect(code).toBe(1);
    expect(stderr).toContain('e.json is not genuine: the envelope: it has no payload and payloadType');
  });
});

describe('domicile check --live', () => {
  it.each([
    ['no cluster', ['check', '--live'], 'there is no default one'],
    ['an option of a cluster beside a file', ['check', 'a.yaml', '--diff'], '--diff: only together with --live'],
    ['a file beside a cluster', ['check', '--live', 'a.yaml'], 'leave a.yaml away'],
    ['what compares files', ['check', '--live', '--changed', 'HEAD'], 'for a cluster there is --diff'],
    ['two clusters', ['check', '--live', '--in-cluster', '--context', 'c'], 'leave --kubeconfig and --context away'],
    ['a pod that is none', ['check', '--live', '--in-cluster'], 'KUBERNETES_SERVICE_HOST'],
    ['a kubeconfig without a context', ['check', '--live', '--kubeconfig', 'k'], 'there is no default one'],
  ] as const)('is exit code 3 for %s, with what mends it', async (_name, args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(message);
  });
});

import { describe, expect, it } from 'vitest';
import { type ClusterClaim, isLoopback, requireCluster } from '../../engines/cluster.ts';
import type { Kubectl } from '../../engines/kubectl.ts';

const IDENTITY = '0b5bd1b5-7b1f-4d3c-9a65-0c6a2f7a8a11';

/** A kubectl whose context leads to `server`. Reading the namespace is only reached when the server is accepted. */
function kubectlTo(server: string, proxy?: string): { readonly kubectl: Kubectl; readonly calls: string[] } {
  const calls: string[] = [];
  const kubectl = {
    context: 'hospital',
    text: async (args: readonly string[]) => {
      if (args[0] === 'config') return JSON.stringify({ clusters: [{ cluster: { server, 'proxy-url': proxy } }] });
      calls.push(args.join(' '));
      return JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system', uid: IDENTITY } });
    },
  };
  return { kubectl: kubectl as unknown as Kubectl, calls };
}

const rehearsal: ClusterClaim = { profile: 'rehearsal', identity: undefined };

describe('the cluster guard', () => {
  it('accepts a rehearsal on this machine', async () => {
    const { kubectl } = kubectlTo('https://127.0.0.1:6443');
    expect(await requireCluster(kubectl, rehearsal)).toEqual({ server: 'https://127.0.0.1:6443', identity: IDENTITY });
  });

  it('refuses a rehearsal elsewhere before it talks to the server', async () => {
    const { kubectl, calls } = kubectlTo('https://10.0.0.5:6443');
    await expect(requireCluster(kubectl, rehearsal)).rejects.toThrow(
      'https://10.0.0.5:6443, which is not on this machine',
    );
    expect(calls).toEqual([]);
  });

  it('refuses a rehearsal on this machine that goes through a proxy', async () => {
    const { kubectl } = kubectlTo('https://127.0.0.1:6443', 'http://proxy.example:3128');
    await expect(requireCluster(kubectl, rehearsal)).rejects.toThrow('through the proxy http://proxy.example:3128');
  });

  it('accepts a rehearsal elsewhere when the site names that very cluster', async () => {
    const { kubectl } = kubectlTo('https://10.0.0.5:6443');
    expect((await requireCluster(kubectl, { profile: 'rehearsal', identity: IDENTITY })).identity).toBe(IDENTITY);
  });

  it.each(['rehearsal', 'production'] as const)('refuses another cluster than a %s site names', async (profile) => {
    const { kubectl } = kubectlTo('https://127.0.0.1:6443');
    await expect(requireCluster(kubectl, { profile, identity: 'another' })).rejects.toThrow(
      `its kube-system namespace is ${IDENTITY}, the site says another`,
    );
  });
});

it.each([
  ['https://127.0.0.1:6443', true],
  ['https://127.8.8.8', true],
  ['https://[::1]:6443', true],
  ['https://localhost:6443', true],
  ['https://2130706433:6443', false],
  ['https://127.0.0.1.nip.io', false],
  ['https://localhost.example', false],
  ['https://127.0.0.1@10.0.0.5', false],
  ['https://10.0.0.5', false],
  ['http://127.0.0.1', false],
  ['not a URL', false],
])('%s is on this machine: %s', (server, expected) => {
  expect(isLoopback(server)).toBe(expected);
});

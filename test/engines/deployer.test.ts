import { expect, it } from 'vitest';
import { requireDeployer } from '../../engines/deployer.ts';
import type { Kubectl } from '../../engines/kubectl.ts';

function kubectlAs(username: string, groups: readonly string[]): Kubectl {
  const status = { userInfo: { username, groups } };
  const kubectl = { context: 'hospital', text: async () => JSON.stringify({ kind: 'SelfSubjectReview', status }) };
  return kubectl as unknown as Kubectl;
}

it.each([
  ['by name', { users: ['ada'], groups: [] }],
  ['by a group', { users: [], groups: ['engineers'] }],
])('somebody whom the site names %s may deploy', async (_, claim) => {
  await expect(
    requireDeployer(kubectlAs('ada', ['engineers', 'system:authenticated']), claim),
  ).resolves.toBeUndefined();
});

it('anybody else is told before anything is written', async () => {
  const claim = { users: ['ada'], groups: ['engineers'] };
  await expect(requireDeployer(kubectlAs('grace', ['system:authenticated']), claim)).rejects.toThrow(
    /^grace, whom the context hospital logs in as, is none of the deployers.* Nothing was written\. Its groups are system:authenticated; the site names ada, engineers\./,
  );
});

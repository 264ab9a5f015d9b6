import type { SiteDeployers } from '../constructs/core/site/deployers.ts';
import { DeployError } from './errors.ts';
import type { Kubectl } from './kubectl.ts';

/**
 * Asks the cluster who is deploying, before the admission policies would shut them out of what comes after.
 * @throws {@link DeployError} when the site names neither the user nor a group of theirs
 */
export async function requireDeployer(kubectl: Kubectl, { users, groups }: SiteDeployers): Promise<void> {
  const review = JSON.parse(await kubectl.text(['auth', 'whoami', '-o', 'json'])) as SelfSubjectReview;
  const { username = '', groups: own = [] } = review.status?.userInfo ?? {};
  if (users.includes(username) || own.some((group) => groups.includes(group))) return;
  throw new DeployError(
    `${username}, whom the context ${kubectl.context} logs in as, is none of the deployers that the site names, so that the ` +
      "site's own admission policies would refuse all that comes after them. Nothing was written. " +
      `Its groups are ${own.join(', ') || '(none)'}; the site names ${[...users, ...groups].join(', ')}. ` +
      'Correct modules.admission.deployers in the site file, or use another context.',
  );
}

interface SelfSubjectReview {
  readonly status?: { readonly userInfo?: { readonly username?: string; readonly groups?: readonly string[] } };
}

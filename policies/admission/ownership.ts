import { text, texts } from './cel.ts';
import type { Deployers } from './types.ts';

/** The cluster's own controllers, scheduler and nodes: they carry out what was admitted. */
const ownUsers = ['system:apiserver', 'system:kube-controller-manager', 'system:kube-scheduler'];
const ownGroups = ['system:serviceaccounts:kube-system', 'system:nodes'];

/** CEL: who asks is one of the site's deployers, or the cluster itself. */
export function trusted({ users, groups }: Deployers): string {
  const group = `request.userInfo.?groups.orValue([]).exists(g, g in ${texts([...ownGroups, ...groups])})`;
  return `request.userInfo.?username.orValue('') in ${texts([...ownUsers, ...users])} || ${group}`;
}

/** Prefix of the labels that the platform alone puts on anything. */
const OWN_PREFIX = 'domicile.internal/';

/** CEL: a map of labels says that the platform made its bearer. */
export function made(labels: string): string {
  return `${labels}.exists(k, k.startsWith(${text(OWN_PREFIX)}) || (k == 'app.kubernetes.io/managed-by' && ${labels}[k] == 'domicile'))`;
}

import { accountOnlyReads } from '../rules/ai/account-only-reads.ts';
import { entranceHasTls } from '../rules/encryption/entrance-has-tls.ts';
import { volumeEncryptedAtRest } from '../rules/encryption/volume-encrypted-at-rest.ts';
import { admittedNamespacesAreNamed } from '../rules/network/admitted-namespaces-are-named.ts';
import { egressStaysInside } from '../rules/network/egress-stays-inside.ts';
import { noBorrowedDestinations } from '../rules/network/no-borrowed-destinations.ts';
import { trustedNamespacesAreNamed } from '../rules/network/trusted-namespaces-are-named.ts';
import { nameLabel } from '../rules/shared/named-namespaces.ts';
import { ENCRYPTED_AT_REST } from '../rules/shared/vouched.ts';
import { namespaceEnforcesRestricted } from '../rules/workload/namespace-enforces-restricted.ts';
import { all, optional, text, texts } from './cel.ts';
import { rows, written } from './rows.ts';
import type { AdmissionScope, Check, Target } from './types.ts';

/** A target and what is asked of it. */
export type Asked = Target & { readonly checks: readonly Check[] };

/** What the judge asks of Services, network policies, claims, entrances and bindings, and CEL can see in one object. */
export function objectTargets(scope: AdmissionScope): readonly Asked[] {
  const access = 'rbac.authorization.k8s.io';
  const bound = [binding(scope)];
  return [
    { id: 'services', resources: [rows(written, '', 'services')], checks: [service(scope)] },
    {
      id: 'network-policies',
      resources: [rows(written, 'networking.k8s.io', 'networkpolicies')],
      checks: [egress(scope), named('egress', 'to'), named('ingress', 'from')],
    },
    { id: 'claims', resources: [rows(written, '', 'persistentvolumeclaims')], checks: [claim(scope)] },
    { id: 'claim-templates', resources: [rows(written, 'apps', 'statefulsets')], checks: [claims(scope)] },
    { id: 'entrances', resources: [rows(written, 'networking.k8s.io', 'ingresses')], checks: [entrance] },
    { id: 'bindings', resources: [rows(written, access, 'rolebindings')], checks: bound },
    {
      id: 'cluster-bindings',
      clusterWide: true,
      resources: [rows(written, access, 'clusterrolebindings')],
      checks: bound,
    },
  ];
}

/** The levels of the namespaces themselves. */
export const namespaceCheck: Check = {
  rule: namespaceEnforcesRestricted,
  holds: `object.metadata.?labels[?'pod-security.kubernetes.io/enforce'].orValue('') == 'restricted'`,
};

function service({ externalNames }: AdmissionScope): Check {
  return {
    rule: noBorrowedDestinations,
    holds: all(
      `object.spec.type == 'ExternalName' ? object.spec.externalName in ${texts(externalNames)} : size(${optional('object.spec', 'selector', '{}')}) > 0`,
      `size(${optional('object.spec', 'externalIPs', '[]')}) == 0`,
    ),
  };
}

// RFC 1918 and RFC 4193: what the judge knows to be nobody's public address.
const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'];

function egress({ networks }: AdmissionScope): Check {
  const open = texts([...privateNetworks, ...networks]);
  const within = `${open}.exists(n, cidr(n).containsCIDR(p.ipBlock.cidr))`;
  return {
    rule: egressStaysInside,
    holds: `${optional('object.spec', 'egress', '[]')}.all(r, size(${optional('r', 'to', '[]')}) > 0 && r.to.all(p, !has(p.ipBlock) || ${within}))`,
  };
}

function named(direction: 'egress' | 'ingress', peers: 'to' | 'from'): Check {
  const rule = direction === 'egress' ? trustedNamespacesAreNamed : admittedNamespacesAreNamed;
  const label = text(nameLabel);
  const byLabel = `${label} in ${optional('p', 'namespaceSelector.matchLabels', '{}')}`;
  const byTerm = `${optional('p', 'namespaceSelector.matchExpressions', '[]')}.exists(e, e.key == ${label} && e.operator == 'In')`;
  return {
    rule,
    holds: `${optional('object.spec', direction, '[]')}.all(r, ${optional('r', peers, '[]')}.all(p, !has(p.namespaceSelector) || ${byLabel} || ${byTerm}))`,
  };
}

function encrypted(claim: string, { encryptingClasses }: AdmissionScope): string {
  const vouched = (map: string) => `${claim}.?metadata.?${map}[?${text(ENCRYPTED_AT_REST)}].orValue('') == 'true'`;
  const byClass = `${optional(claim, 'spec.storageClassName', "''")} in ${texts(encryptingClasses)}`;
  return `${vouched('labels')} || ${vouched('annotations')} || ${byClass}`;
}

function claim(scope: AdmissionScope): Check {
  return { rule: volumeEncryptedAtRest, holds: encrypted('object', scope) };
}

function claims(scope: AdmissionScope): Check {
  const templates = optional('object.spec', 'volumeClaimTemplates', '[]');
  return { rule: volumeEncryptedAtRest, holds: `${templates}.all(t, ${encrypted('t', scope)})` };
}

const entrance: Check = {
  rule: entranceHasTls,
  holds: all(
    `size(${optional('object.spec', 'tls', '[]')}) > 0`,
    `object.spec.tls.all(t, size(${optional('t', 'hosts', '[]')}) == 0) || ${optional('object.spec', 'rules', '[]')}.all(r, ${optional('r', 'host', "''")} == '' || object.spec.tls.exists(t, ${optional('t', 'hosts', '[]')}.exists(h, h == r.host || (h.startsWith('*.') && r.host.contains('.') && r.host.substring(r.host.indexOf('.')) == h.substring(1)))))`,
  ),
};

/** Roles of Kubernetes' own that only read, or only ask about oneself. */
const kubernetesOwnRoles = ['view', 'system:basic-user', 'system:discovery', 'system:public-info-viewer'];

/** The binding of an AI workload's account, also as a user or through a group of all accounts. */
function binding({ readOnlyAccounts, readingRoles }: AdmissionScope): Check {
  const namespaces = [...new Set(readOnlyAccounts.map((account) => account.split('/')[0] ?? ''))];
  const users = readOnlyAccounts.map((account) => `system:serviceaccount:${account.replace('/', ':')}`);
  const groups = [
    ...(readOnlyAccounts.length === 0 ? [] : ['system:serviceaccounts', 'system:authenticated']),
    ...namespaces.map((one) => `system:serviceaccounts:${one}`),
  ];
  const own = optional('object.metadata', 'namespace', "''");
  const role = `(object.roleRef.kind == 'Role' ? ${own} + '/' : '') + object.roleRef.name`;
  const account = `s.kind == 'ServiceAccount' && (${optional('s', 'namespace', own)} + '/' + s.name) in ${texts(readOnlyAccounts)}`;
  const other = `s.kind == 'User' && s.name in ${texts(users)} || s.kind == 'Group' && s.name in ${texts(groups)}`;
  return {
    rule: accountOnlyReads,
    holds: `${role} in ${texts([...kubernetesOwnRoles, ...readingRoles])} || !${optional('object', 'subjects', '[]')}.exists(s, ${account} || ${other})`,
  };
}

import { defineRule } from '../../engine/rule.ts';
import { nameLabel, namespacesNamed } from '../shared/named-namespaces.ts';

/** A network policy names the namespaces that pods may send to by the one label that nobody can set at will. */
export const trustedNamespacesAreNamed = defineRule({
  id: 'NET-005',
  title: `A network policy names the namespaces that pods may send to by ${nameLabel}, the label that only the API server sets.`,
  severity: 'medium',
  enforcement: 'deny',
  controls: ['gdpr/art-25', 'grundschutz/APP.4.4.A18', 'nis2/art-21-2'],
  selects: ['NetworkPolicy'],
  whenSilent: 'pass',
  rationale:
    'An empty namespaceSelector lets a pod send to every tenant, and any other label can be put on any namespace by whoever ' +
    'may label it: a tenant could name itself trusted, and pass the data on.',
  remedy: `select by ${nameLabel}: <namespace>`,
  evaluate: (subject) => namespacesNamed(subject, 'Egress'),
});

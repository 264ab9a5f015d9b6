import type { Fields, Path, Subject, Value } from '../../engine/types.ts';
import { fieldsOf, listOf } from './workload.ts';

/** A rule of a mesh or of a network's own policies that opens the whole world. */
export interface Opening {
  readonly path: Path;
  readonly found: Value;
  readonly because: string;
}

/** Kinds beside NetworkPolicy that say where pods may send. */
export const openingKinds: readonly string[] = [
  'CiliumNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'GlobalNetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
  'ServiceEntry',
];

/** Where such an object opens every destination. What it names one by one is judged where it is named. */
export function openingsOf({ kind, body }: Subject): readonly Opening[] {
  const spec = fieldsOf(body.spec);
  if (kind === 'ServiceEntry') return anyNames(['spec', 'hosts'], spec.hosts);
  if (kind.startsWith('Cilium')) {
    const more = listOf(body.specs).flatMap((one, i) => ofCilium(['specs', i], fieldsOf(one)));
    return [...ofCilium(['spec'], spec), ...more];
  }
  return listOf(spec.egress).flatMap((rule, i) => ofRule(['spec', 'egress', i], fieldsOf(rule), kind));
}

const WORLD = /^(?:world(?:-ipv[46])?|all)$/;

function ofCilium(path: Path, spec: Fields): readonly Opening[] {
  return listOf(spec.egress).flatMap((value, i): readonly Opening[] => {
    const rule = fieldsOf(value);
    const at = [...path, 'egress', i];
    if (!Object.keys(rule).some((key) => /^to(?!Ports$)/.test(key)))
      return [{ path: at, found: value, because: 'an egress rule without a destination allows every destination' }];
    const entities = listOf(rule.toEntities).flatMap((entity, j) =>
      typeof entity === 'string' && WORLD.test(entity)
        ? [{ path: [...at, 'toEntities', j], found: entity, because: `the entity ${entity} is every address there is` }]
        : [],
    );
    const names = listOf(rule.toFQDNs).flatMap((name, j) =>
      anyName([...at, 'toFQDNs', j, 'matchPattern'], fieldsOf(name).matchPattern),
    );
    return [...entities, ...names];
  });
}

/** Calico's rules, and those of the policies that administrators write for a whole cluster. */
function ofRule(path: Path, rule: Fields, kind: string): readonly Opening[] {
  if (!/^(?:Allow|Accept|Pass)$/i.test(String(rule.action ?? ''))) return [];
  if (kind !== 'GlobalNetworkPolicy')
    return listOf(rule.to).flatMap((peer, i) =>
      anyNames([...path, 'to', i, 'domainNames'], fieldsOf(peer).domainNames),
    );
  const destination = fieldsOf(rule.destination);
  const isNamed = Object.keys(destination).some((key) =>
    /^(?:nets|selector|namespaceSelector|services|serviceAccounts|domains)$/.test(key),
  );
  if (!isNamed)
    return [{ path, found: rule, because: 'an egress rule without a destination allows every destination' }];
  return anyNames([...path, 'destination', 'domains'], destination.domains);
}

function anyNames(path: Path, names: Value | undefined): readonly Opening[] {
  return listOf(names).flatMap((name, i) => anyName([...path, i], name));
}

/** `*`, `**`, `*.com`: a pattern with no domain of its own. */
function anyName(path: Path, name: Value | undefined): readonly Opening[] {
  if (typeof name !== 'string' || !/^(?:\*+\.?)+(?:[a-z]{2,24}\.?)?$/i.test(name)) return [];
  return [{ path, found: name, because: `${name} is every host, or every host under a top-level domain` }];
}

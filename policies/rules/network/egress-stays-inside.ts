import { defineRule } from '../../engine/rule.ts';
import { type Context, type Fields, type Path, Unresolved, type Value, type Verdict } from '../../engine/types.ts';
import { parseCidr, publicPart, type Range, sizeOf, subtract } from '../shared/cidr.ts';
import { rulesOf } from '../shared/network-policy.ts';
import { openingKinds, openingsOf } from '../shared/open-egress.ts';
import { resultOf } from '../shared/placed.ts';
import { show } from '../shared/value.ts';
import { fieldsOf, listOf } from '../shared/workload.ts';

const expected = 'namespaces, pods, private networks, or public networks known to lie inside the boundary';

/** No network policy lets a pod send beyond the boundary. */
export const egressStaysInside = defineRule({
  id: 'NET-002',
  title: 'No network policy lets a pod send to the open internet or beyond the boundary.',
  severity: 'critical',
  enforcement: 'deny',
  waivable: false,
  controls: [
    'gdpr/art-44',
    'gdpr/art-32',
    'grundschutz/APP.4.4.A18',
    'ai-act/art-15',
    'nis2/art-21-2',
    'iso-27001/A.8.12',
  ],
  selects: ['NetworkPolicy', ...openingKinds],
  whenSilent: 'pass',
  rationale:
    'An open egress rule makes every other check moot: data can go anywhere at run time. Two half internets are a whole ' +
    'one, an exception leaves the rest, and a rule without `to` means everywhere.',
  remedy:
    'name the destinations: pods, namespaces, or ipBlocks of networks that the site claims; else use the egress gateway',
  *evaluate(subject, context) {
    if (subject.kind !== 'NetworkPolicy') {
      for (const { path, found, because } of openingsOf(subject))
        yield { result: 'fail', path, found: show(found), because, expected };
      return;
    }
    const spec = fieldsOf(subject.body.spec);
    if (spec.egress instanceof Unresolved) yield unresolved(['spec', 'egress'], spec.egress);
    for (const [index, rule] of rulesOf(subject, 'Egress').entries()) {
      yield* destinations(['spec', 'egress', index, 'to'], rule.to, context);
    }
  },
});

function* destinations(path: Path, to: Value | undefined, context: Context): Generator<Verdict> {
  if (to instanceof Unresolved) yield unresolved(path, to);
  else if (listOf(to).length === 0) {
    const because = 'an egress rule without `to` allows every destination';
    yield { result: 'fail', path, found: show(to), because, expected };
  }
  for (const [index, peer] of listOf(to).entries()) {
    const at = [...path, index];
    if (peer instanceof Unresolved) yield unresolved(at, peer);
    const block = fieldsOf(peer).ipBlock;
    if (block instanceof Unresolved) yield unresolved([...at, 'ipBlock'], block);
    else if (block !== undefined && block !== null)
      yield judgeBlock([...at, 'ipBlock', 'cidr'], fieldsOf(block), context);
  }
}

function unresolved(path: Path, value: Unresolved): Verdict {
  return { result: 'indeterminate', path, found: show(value), because: value.reason, expected };
}

/** What remains public after the exceptions must be known to be inside; a block that spans countries is in none. */
function judgeBlock(path: Path, block: Fields, context: Context): Verdict {
  const found = show(block.cidr);
  const range = parseCidr(found);
  const holes = listOf(block.except).map((hole) => parseCidr(show(hole)));
  if (range === undefined || holes.includes(undefined)) {
    return { result: 'indeterminate', path, found, because: 'the block or an exception is no CIDR', expected };
  }
  const reachable = publicPart(subtract([range], holes.filter(isRange)));
  if (reachable.length === 0) return { result: 'pass', path, found, because: 'no public address in it', expected };
  if (isBroad(range)) {
    const because = `it opens ${sizeOf(reachable)} public addresses: no one country holds them`;
    return { result: 'fail', path, found, because, expected };
  }
  const place = context.place(found, 'cidr');
  return { result: resultOf(place), path, found, because: place.reason, expected };
}

function isRange(range: Range | undefined): range is Range {
  return range !== undefined;
}

/** Larger than the largest block that one registry ever gave to one holder: /8 in IPv4, /19 in IPv6. */
function isBroad({ family, first, last }: Range): boolean {
  return last - first + 1n > (family === 4 ? 1n << 24n : 1n << 109n);
}

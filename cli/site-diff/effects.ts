import { formatPath } from '../../constructs/core/document/position.ts';
import type { NetworkFlow } from '../../constructs/core/network-intent.ts';
import type { SecretRequirement } from '../../constructs/core/secret-contents.ts';
import type { RenderedObject } from '../../engines/render.ts';
import { type Difference, differences } from './values.ts';

/** What was synthesized and judged for one site. */
export interface Synthesized {
  readonly objects: readonly RenderedObject[];
  readonly flows: readonly NetworkFlow[];
  readonly secrets: readonly SecretRequirement[];
}

/** What happens to a cluster that goes from one site to another, in words, one sentence each. */
export interface Effects {
  readonly objects: readonly string[];
  readonly flows: readonly string[];
  readonly secrets: readonly string[];
}

/** Compares what two sites make. Network policies are told as the connections that they permit. */
export function effectsOf(before: Synthesized, after: Synthesized): Effects {
  return {
    objects: compared(named(before.objects), named(after.objects), ['removes', 'creates', 'changes']),
    flows: compared(flowsByName(before.flows), flowsByName(after.flows), ['closes', 'opens', 'changes']),
    secrets: compared(secretsByName(before.secrets), secretsByName(after.secrets), [
      'no longer needs',
      'needs',
      'changes the keys of',
    ]),
  };
}

type Verbs = readonly [gone: string, there: string, changed: string];

function compared(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>, verbs: Verbs) {
  const [gone, there, changed] = verbs;
  const both = [...after].filter(([name]) => before.has(name));
  return [
    ...[...before.keys()].filter((name) => !after.has(name)).map((name) => `${gone} ${name}`),
    ...[...after.keys()].filter((name) => !before.has(name)).map((name) => `${there} ${name}`),
    ...both.flatMap(([name, now]) => {
      const found = differences(before.get(name), now);
      return found.length === 0 ? [] : [`${changed} ${name}: ${inWords(found)}`];
    }),
  ];
}

const SHOWN = 3;

function inWords(found: readonly Difference[]): string {
  const lines = found.slice(0, SHOWN).map(({ path, before, after }) => {
    const values = [before, after].map((value) => (value === undefined ? 'nothing' : shortened(value)));
    return `${formatPath(path)} ${values.join(' → ')}`;
  });
  const more = found.length - SHOWN;
  return [...lines, ...(more > 0 ? [`${more} more`] : [])].join('; ');
}

function shortened(value: string): string {
  const line = value.replaceAll(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

function named(objects: readonly RenderedObject[]): ReadonlyMap<string, unknown> {
  return new Map(
    objects
      .filter(({ kind }) => kind !== 'NetworkPolicy')
      .map(({ kind, namespace, name, body }) => [
        `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
        body,
      ]),
  );
}

function flowsByName(flows: readonly NetworkFlow[]): ReadonlyMap<string, unknown> {
  return new Map(
    flows.map(({ from, to, port, purpose }) => {
      const target = to.kind === 'workload' ? `${to.namespace}/${to.name}` : to.host;
      return [`${from.namespace}/${from.name} → ${target}:${port} (${purpose})`, to];
    }),
  );
}

function secretsByName(secrets: readonly SecretRequirement[]): ReadonlyMap<string, unknown> {
  return new Map(secrets.map(({ namespace, name, contents }) => [`Secret ${namespace}/${name}`, contents]));
}

import type { Fields } from '../../engine/types.ts';
import { isFields } from '../../subjects/fields.ts';
import { listOf } from './workload.ts';

/** Ports of pods that a rule of a NetworkPolicy admits. `undefined` ends mean that the text does not tell. */
export interface PortRange {
  readonly protocol: string | undefined;
  readonly first: number | undefined;
  readonly last: number | undefined;
}

/** The whole of one protocol, or of all. */
const allPorts: readonly PortRange[] = ['TCP', 'UDP', 'SCTP'].map((protocol) => ({ protocol, first: 1, last: 65_535 }));

/** The ports of one rule of a policy; a rule that names none admits all. */
export function portsOf(rule: Fields): readonly PortRange[] {
  const ports = listOf(rule.ports);
  if (!Array.isArray(rule.ports) || ports.length === 0) return allPorts;
  return ports.map((port) =>
    isFields(port) ? rangeOf(port) : { protocol: undefined, first: undefined, last: undefined },
  );
}

/** What a pod admits that no policy isolates. */
export const everyPort = allPorts;

/** Whether one connection can meet both; `generous` decides where a port has a name or is not known. */
export function overlap(one: readonly PortRange[], other: readonly PortRange[], generous: boolean): boolean {
  return one.some((a) => other.some((b) => meets(a, b, generous)));
}

function meets(a: PortRange, b: PortRange, generous: boolean): boolean {
  if (a.protocol !== undefined && b.protocol !== undefined && a.protocol !== b.protocol) return false;
  const known = [a.protocol, b.protocol, a.first, a.last, b.first, b.last].every((value) => value !== undefined);
  if (!known) return generous || isAll(a) || isAll(b);
  return Math.max(a.first ?? 0, b.first ?? 0) <= Math.min(a.last ?? 0, b.last ?? 0);
}

function isAll({ first, last }: PortRange): boolean {
  return first === 1 && last === 65_535;
}

function rangeOf({ port, endPort, protocol }: Fields): PortRange {
  const spoken = protocol === undefined || protocol === null || protocol === '' ? 'TCP' : protocol;
  const name = typeof spoken === 'string' ? spoken.toUpperCase() : undefined;
  if (port === undefined || port === null || port === '') return { protocol: name, first: 1, last: 65_535 };
  const first = numberOf(port);
  const end = endPort === undefined || endPort === null || endPort === 0 ? first : numberOf(endPort);
  return { protocol: name, first, last: end };
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}

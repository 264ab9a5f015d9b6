import type { SourcePosition } from '../../policies/engine/types.ts';
import { toCidrs } from '../../policies/reach/addresses.ts';
import type { Hop, Stop, Way } from '../../policies/reach/ask.ts';
import { isEgressGateway, routesOf } from '../../policies/reach/gateway.ts';
import type { Reason } from '../../policies/reach/reason.ts';
import type { Range } from '../../policies/rules/shared/cidr.ts';
import type { Loaded } from './load.ts';

const SHOWN = 4;

/** Addresses as a reader takes them in: few blocks, or how many more there are. */
export function addressesInWords(addresses: readonly Range[]): string {
  const cidrs = toCidrs(addresses);
  if (cidrs.join() === '0.0.0.0/0,::/0') return 'every address outside';
  const more = cidrs.length > SHOWN ? ` and ${cidrs.length - SHOWN} more blocks` : '';
  return `${cidrs.slice(0, SHOWN).join(', ')}${more}`;
}

/** A stop of a way by its name. */
export function stopInWords(stop: Stop): string {
  return 'workload' in stop ? stop.workload.name : addressesInWords(stop.addresses);
}

/** The connections of a way, each with the policies that let it be. */
export function wayInWords(way: Way, loaded: Loaded): string {
  return way.hops.map((hop) => hopInWords(hop, loaded)).join('');
}

function hopInWords(hop: Hop, loaded: Loaded): string {
  const ports = loaded.graph.reach.portSets.show(hop.ports);
  const doubt = hop.certain ? '' : '   (may be closed: something that decides is not known)';
  const lines = [
    `  ${stopInWords(hop.from)} → ${stopInWords(hop.to)}   ${ports}${doubt}`,
    ...reasonsInWords('let out by', hop.out),
    ...reasonsInWords('let in by ', hop.in),
    ...gatewayInWords(hop, loaded),
  ];
  return `${lines.join('\n')}\n`;
}

function reasonsInWords(how: string, reasons: readonly Reason[]): readonly string[] {
  const more = reasons.length > SHOWN ? [`      … and ${reasons.length - SHOWN} more`] : [];
  return [...reasons.slice(0, SHOWN).map((reason) => `      ${how} ${reasonInWords(reason)}`), ...more];
}

/** A policy with the place that a reader opens to change it. */
export function reasonInWords(reason: Reason): string {
  if ('open' in reason) return `nothing: ${reason.open}`;
  const { location, constructPath } = reason;
  const at = location === undefined ? '' : `  ${positionInWords(location)}`;
  return `${reason.policy}, ${reason.path}${at}${constructPath === undefined ? '' : ` (${constructPath})`}`;
}

/** An object of a running cluster has no lines, but a pointer into it. */
function positionInWords({ file, line, column, pointer }: SourcePosition): string {
  return pointer === undefined ? `${file}:${line}:${column}` : `${file} ${pointer}`;
}

/** A gateway lets through less than its policies do: the names on its list, each with its place. */
function gatewayInWords({ from, to }: Hop, { context }: Loaded): readonly string[] {
  if (!('workload' in from) || 'workload' in to) return [];
  const gateways = from.workload.endpoints.filter(isEgressGateway);
  const routes = gateways.flatMap((gateway) => routesOf(gateway, context));
  if (gateways.length === 0) return [];
  if (routes.length === 0) return ['      the gateway lets through: nobody can say, no list of names can be read'];
  return routes.map(({ serverNames, destinations, clients }) => {
    const names = serverNames.length === 0 ? 'any name' : serverNames.join(', ');
    const places = destinations.map(({ host, port }) => {
      const place = context.place(host, 'host');
      return `${host}:${port ?? '?'} (${place.verdict}: ${place.reason})`;
    });
    const who = clients === undefined ? 'anybody' : clients.join(', ');
    return `      the gateway lets ${names} through to ${places.join(', ') || 'nobody can say where'}, for ${who}`;
  });
}

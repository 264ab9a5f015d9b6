import { type NetworkFlow, OUTSIDE } from '../constructs/core/network-intent.ts';
import { table } from '../policies/report/markdown.ts';

/** Every permitted connection as a picture (Mermaid) and a table. */
export function flowsInMarkdown(flows: readonly NetworkFlow[]): readonly string[] {
  return [
    '```mermaid',
    'flowchart LR',
    ...zonesOf(flows).flatMap(({ zone, names }) => [
      `  subgraph ${identifier(zone)}["${zone}"]`,
      ...names.map((name) => `    ${identifier(`${zone}/${name}`)}["${name}"]`),
      '  end',
    ]),
    ...arrowsOf(flows),
    '```',
    '',
    table(
      ['from', 'to', 'port', 'why'],
      flows.map((flow) => [`${flow.from.namespace}/${flow.from.name}`, target(flow), `${flow.port}`, flow.purpose]),
    ),
    '',
  ];
}

function ends(flow: NetworkFlow): readonly { readonly zone: string; readonly name: string }[] {
  const { from, to } = flow;
  const there = to.kind === 'workload' ? { zone: to.namespace, name: to.name } : { zone: OUTSIDE, name: to.host };
  return [{ zone: from.namespace, name: from.name }, there];
}

function zonesOf(flows: readonly NetworkFlow[]) {
  const all = flows.flatMap(ends);
  const zones = [...new Set(all.map(({ zone }) => zone))].sort();
  return zones.map((zone) => {
    const names = all.filter((end) => end.zone === zone).map(({ name }) => name);
    return { zone, names: [...new Set(names)].sort() };
  });
}

// Two ports between the same two are one arrow: the table has the ports.
function arrowsOf(flows: readonly NetworkFlow[]): readonly string[] {
  const arrows = flows
    .filter(({ to }) => to.kind === 'workload' || to.via === undefined)
    .map((flow) => {
      const [from, to] = ends(flow).map(({ zone, name }) => identifier(`${zone}/${name}`));
      return `  ${from} --> ${to}`;
    });
  return [...new Set(arrows)];
}

function target(flow: NetworkFlow): string {
  const [, to] = ends(flow);
  const via = flow.to.kind === 'external' && flow.to.via !== undefined ? `, through ${flow.to.via}` : '';
  return to === undefined ? '' : `${to.zone}/${to.name}${via}`;
}

function identifier(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, '_');
}

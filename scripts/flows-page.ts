import { intentsOf, type NetworkFlow, OUTSIDE } from '../constructs/core/network-intent.ts';
import { loadSite } from '../constructs/core/site/load.ts';
import { buildPlatform } from '../stacks/platform.ts';
import { bareApp } from '../test/support/synthesized.ts';
import { table } from '../policies/report/markdown.ts';

const site = loadSite('sites/reference-hospital.yaml');

/** The page of everything that may flow in the reference hospital: a picture and a table, out of the network intents. */
export function flowsPage(): Readonly<Record<string, string>> {
  const app = bareApp();
  buildPlatform(app, site);
  const flows = intentsOf(app);
  const page = [
    '# What may flow',
    '',
    'Every permitted connection of `sites/reference-hospital.yaml`. Everything else is denied: these lines are the only',
    'source of network policies. Generated from the constructs by `npm run generate`.',
    '',
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
  return { 'docs/flows.md': page.join('\n') };
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

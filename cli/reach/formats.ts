import { toCidrs } from '../../policies/reach/addresses.ts';
import type { Edge } from '../../policies/reach/graph.ts';
import { NO_PORT } from '../../policies/reach/ports.ts';
import { distinct, reasonsFor } from '../../policies/reach/reason.ts';
import type { Loaded } from './load.ts';
import { matrixOf, type OutsideEdge } from './matrix.ts';
import { svgOf } from './svg.ts';
import { addressesInWords } from './words.ts';

/** The forms in which all connections can be had. */
export const matrixFormats: Readonly<Record<string, (loaded: Loaded) => string>> = {
  text: textOf,
  json: (loaded) => `${JSON.stringify(recordOf(loaded), null, 2)}\n`,
  dot: dotOf,
  svg: (loaded) => svgOf(matrixOf(loaded), loaded.graph.reach.portSets),
};

function textOf(loaded: Loaded): string {
  const { nodes, edges, outside } = matrixOf(loaded);
  const { portSets } = loaded.graph.reach;
  const unsure = edges.filter(({ certain }) => !certain).length;
  const heading = `${nodes.length} workloads, ${edges.length} connections between them (${unsure} of them not certain), ${outside.length} with addresses outside\n`;
  const blocks = nodes.map((node) => {
    const lines = [
      ...edges
        .filter(({ from }) => from === node)
        .map(
          ({ to, ports, certain }) => `  → ${to.name}   ${portSets.show(ports)}${certain ? '' : '   (may be closed)'}`,
        ),
      ...outside
        .filter(({ workload }) => workload === node)
        .map(({ direction, addresses, ports }) => {
          return `  ${direction === 'Egress' ? '→' : '←'} ${addressesInWords(addresses)}   ${portSets.show(ports)}`;
        }),
    ];
    return `\n${node.name}\n${lines.length === 0 ? '  reaches nothing\n' : `${lines.join('\n')}\n`}`;
  });
  return heading + blocks.join('');
}

function recordOf(loaded: Loaded) {
  const { nodes, edges, outside } = matrixOf(loaded);
  const { portSets } = loaded.graph.reach;
  return {
    schema: 'domicile/reach/v1',
    workloads: nodes.map(({ name, kind, namespace, role, dataClass, endpoints }) => ({
      ...{ name, kind, namespace, role: role ?? null, dataClass: dataClass ?? null },
      address: endpoints[0]?.subject.address ?? null,
    })),
    connections: edges.map((edge) => ({
      from: edge.from.name,
      to: edge.to.name,
      ports: portSets.ranges(edge.ports),
      certain: edge.certain,
      ...reasonsOf(edge, loaded),
    })),
    outside: outside.map(({ workload, direction, addresses, ports }) => ({
      workload: workload.name,
      direction: direction === 'Egress' ? 'to' : 'from',
      addresses: toCidrs(addresses),
      ports: portSets.ranges(ports),
    })),
    notRead: loaded.foreign.map(({ address }) => address),
  };
}

function reasonsOf({ from, to, ports }: Edge, { graph: { reach } }: Loaded) {
  const pairs = from.classes.flatMap((source) =>
    to.classes
      .filter((target) => reach.ports(source, target, 'possible') !== NO_PORT)
      .map((target) => ({ source, target })),
  );
  return {
    letOutBy: distinct(
      pairs.flatMap(({ source, target }) => reasonsFor(reach, source, 'Egress', { one: target }, ports)),
    ),
    letInBy: distinct(
      pairs.flatMap(({ source, target }) => reasonsFor(reach, target, 'Ingress', { one: source }, ports)),
    ),
  };
}

/** Graphviz' language: one box for each namespace. */
function dotOf(loaded: Loaded): string {
  const { nodes, edges, outside } = matrixOf(loaded);
  const { portSets } = loaded.graph.reach;
  const namespaces = [...new Set(nodes.map(({ namespace }) => namespace))];
  const boxes = namespaces.map((namespace, at) => {
    const own = nodes.filter((node) => node.namespace === namespace).map(({ name }) => `    ${quoted(name)};`);
    return `  subgraph cluster_${at} {\n    label=${quoted(namespace)};\n${own.join('\n')}\n  }`;
  });
  const lines = [
    ...edges.map(({ from, to, ports, certain }) => {
      return `  ${quoted(from.name)} -> ${quoted(to.name)} [label=${quoted(portSets.show(ports))}${certain ? '' : ', style=dashed'}];`;
    }),
    ...outside.map((edge) => `  ${ends(edge)} [label=${quoted(portSets.show(edge.ports))}, color=firebrick];`),
  ];
  return `digraph reach {\n  rankdir=LR;\n  node [shape=box];\n${boxes.join('\n')}\n${lines.join('\n')}\n}\n`;
}

function ends({ workload, direction, addresses }: OutsideEdge): string {
  const [own, other] = [quoted(workload.name), quoted(addressesInWords(addresses))];
  return direction === 'Egress' ? `${own} -> ${other}` : `${other} -> ${own}`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

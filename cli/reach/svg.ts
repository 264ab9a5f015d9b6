import type { WorkloadNode } from '../../policies/reach/graph.ts';
import type { PortSets } from '../../policies/reach/ports.ts';
import type { Matrix } from './matrix.ts';
import { addressesInWords } from './words.ts';

/** Side of a cell, and width of a letter, in pixels. */
const CELL = 14;
const LETTER = 5.5;
const OUT = 'from outside the cluster';
const colours = {
  certain: '#1f5fa8',
  unsure: '#c98b1b',
  outside: '#b3261e',
  grid: '#d5dae0',
  namespace: '#8c97a3',
  text: '#1b2733',
};

/**
 * All connections as a picture: a row for each workload that opens one, a column for each that takes it, namespaces apart,
 * and a last row and column for what lies outside. A table stays readable where arrows between hundreds do not.
 */
export function svgOf({ nodes, edges, outside }: Matrix, portSets: PortSets): string {
  const side = (nodes.length + 1) * CELL;
  const longest = Math.max(OUT.length, ...nodes.map(({ name }) => name.length));
  const names = Math.ceil(longest * LETTER) + 12;
  const size = names + side + 8;
  const last = nodes.length;
  const parts = [
    ...nodes.flatMap((node) => [rowName(node.index, node.name), columnName(node.index, node.name)]),
    rowName(last, OUT),
    columnName(last, 'to outside the cluster'),
    ...borders(nodes).map((at) => line(at, side)),
    ...edges.map(({ from, to, ports, certain }) => {
      const title = `${from.name} → ${to.name}: ${portSets.show(ports)}${certain ? '' : ', may be closed'}`;
      return cell(from.index, to.index, certain ? colours.certain : colours.unsure, title);
    }),
    ...outside.map(({ workload, direction, addresses, ports }) => {
      const title = `${workload.name} ${direction === 'Egress' ? '→' : '←'} ${addressesInWords(addresses)}: ${portSets.show(ports)}`;
      const [row, column] = direction === 'Egress' ? [workload.index, last] : [last, workload.index];
      return cell(row, column, colours.outside, title);
    }),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size}" height="${size}" font-family="sans-serif" font-size="10" fill="${colours.text}" role="img">`,
    '<title>Who may open a connection to whom</title>',
    `<desc>Rows open connections, columns take them. ${edges.length} connections between ${nodes.length} workloads, ${outside.length} with addresses outside the cluster.</desc>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<g transform="translate(${names} ${names})">`,
    `<rect width="${side}" height="${side}" fill="none" stroke="${colours.grid}"/>`,
    ...parts,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function rowName(index: number, name: string): string {
  const y = index * CELL + CELL - 4;
  return `<text x="-6" y="${y}" text-anchor="end">${escaped(name)}</text>`;
}

function columnName(index: number, name: string): string {
  const x = index * CELL + CELL - 4;
  return `<text transform="translate(${x} -6) rotate(-90)">${escaped(name)}</text>`;
}

/** Where a namespace ends and the next begins. */
function borders(nodes: readonly WorkloadNode[]): readonly number[] {
  const ends = nodes.filter((node, at) => nodes[at + 1]?.namespace !== node.namespace);
  return ends.map(({ index }) => index + 1);
}

function line(at: number, side: number): string {
  const offset = at * CELL;
  return `<path d="M0 ${offset}h${side}M${offset} 0v${side}" stroke="${colours.namespace}" stroke-width="0.5"/>`;
}

function cell(row: number, column: number, colour: string, title: string): string {
  const [x, y] = [column * CELL + 1, row * CELL + 1];
  return `<rect x="${x}" y="${y}" width="${CELL - 2}" height="${CELL - 2}" fill="${colour}"><title>${escaped(title)}</title></rect>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

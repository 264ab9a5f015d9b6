import { columns } from '../columns.ts';
import type { Bill } from './bill.ts';
import { type Demand, type LayerDemand, totalOf } from './demand.ts';
import type { Amount } from './pod.ts';
import type { Prices } from './prices.ts';

/** What an estimate is about, and what it came to. */
export interface Estimate {
  readonly site: string;
  /** YYYY-MM-DD */
  readonly at: string;
  readonly demand: Demand;
  /** Undefined when no prices were given. */
  readonly priced?: { readonly prices: Prices; readonly bill: Extract<Bill, { complete: true }> };
}

const GIB = 2 ** 30;

/** What an estimate never holds, whatever the site says. */
const NOT_COUNTED = [
  'what nodes take for themselves, the control plane of the cluster, and operators that the site already runs',
  'object storage: backups, the archive of the audit trail, research exports',
  'lines, support, electricity, people',
];

/** The forms in which an estimate can be had. */
export const formats: Readonly<Record<string, (estimate: Estimate) => string>> = {
  text: asText,
  json: ({ site, at, demand, priced }) =>
    `${JSON.stringify({ schema: 'domicile/estimate/v1', site, at, total: totalOf(demand.layers), ...demand, ...priced }, null, 2)}\n`,
};

function asText({ site, at, demand, priced }: Estimate): string {
  const total = totalOf(demand.layers);
  const rows = [
    ['', 'cores', 'memory (GiB)', 'accelerators', 'jobs: cores', 'memory (GiB)', 'accelerators', 'volumes (GiB)'],
    ...demand.layers.map((layer) => rowOf(layer.layer, layer)),
    rowOf('together', total),
  ];
  const volumes = Object.entries(total.volumes).map(([name, bytes]) => `  ${name}  ${gibibytes(bytes)} GiB\n`);
  return [
    `# What ${site} asks of a cluster, ${at}\n`,
    columns(rows, new Set([1, 2, 3, 4, 5, 6, 7])),
    '\nWorkloads ask for the first three all the time; jobs for the next three, if all of them ran at once.\n',
    volumes.length === 0 ? '' : `\nVolumes by storage class\n${volumes.join('')}`,
    priced === undefined ? '' : billText(priced),
    `\nNot counted\n${[...NOT_COUNTED, ...demand.uncounted].map((one) => `  ${one}\n`).join('')}`,
  ].join('');
}

function rowOf(name: string, { always, atTimes, volumes }: Omit<LayerDemand, 'layer'>): readonly string[] {
  const bytes = Object.values(volumes).reduce((sum, one) => sum + one, 0);
  return [name, ...amountCells(always), ...amountCells(atTimes), gibibytes(bytes)];
}

function amountCells({ cores, memory, accelerators }: Amount): readonly string[] {
  const pieces = Object.values(accelerators).reduce((sum, one) => sum + one, 0);
  return [rounded(cores), gibibytes(memory), `${pieces}`];
}

function billText({ prices, bill }: NonNullable<Estimate['priced']>): string {
  const rows = bill.lines.map(({ what, amount, unit, price, euros }) => [
    what,
    `${rounded(amount)} ${unit}`,
    price.toFixed(2),
    euros.toFixed(2),
  ]);
  const table = columns(
    [['', 'amount', 'euros each', 'euros'], ...rows, ['together', '', '', bill.euros.toFixed(2)]],
    new Set([1, 2, 3]),
  );
  return `\nA month, by ${prices.source} of ${prices.asOf}, with ${Math.round(prices.spare * 100)} % spare of what runs\n${table}`;
}

function gibibytes(bytes: number): string {
  return rounded(bytes / GIB);
}

// Never less than what is asked for.
function rounded(value: number): string {
  return `${Math.ceil(value * 10 - 1e-6) / 10}`;
}

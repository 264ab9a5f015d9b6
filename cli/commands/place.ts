import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { findOperator } from '../../catalog/operators.ts';
import { boundaryOf } from '../../policies/boundary.ts';
import type { Place } from '../../policies/engine/types.ts';
import { createPlaces } from '../../policies/places/index.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';

const USAGE = `Usage: domicile place [VALUE…] [--stdin] [--format text|json] [--boundary EEA|EU|DE,FR,…]

Says where each value is, who runs it, and how we know. A value may carry a hint:
  aws/region:eu-west-2   azure/location:UK South   host:…   url:…   image:…   cidr:…

  --stdin      one value per line from standard input, after those given as arguments
  --format     text (default), or json: one line per value, in order
  --boundary   what counts as inside (default: EEA)

Exit code: 0 all inside; 1 at least one outside; 2 none outside, at least one unknown; 3 usage.
`;

async function linesOf(terminal: Terminal): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: terminal.stdin, crlfDelay: Number.POSITIVE_INFINITY }))
    lines.push(line);
  return lines;
}

function json(place: Place): string {
  const { value, kind, verdict, country, operator, jurisdiction, reason, source, asOf, recalled } = place;
  return JSON.stringify({ value, kind, verdict, country, operator, jurisdiction, reason, source, asOf, recalled });
}

function operatorLine({ operator, jurisdiction }: Place): string {
  if (operator === null) return 'not known';
  const row = findOperator(operator);
  if (row === undefined) return jurisdiction === null ? operator : `${operator}; jurisdiction ${jurisdiction}`;
  return `${row.name}; seat ${row.seat}; ultimate parent ${row.ultimateParent.name}, ${row.ultimateParent.country}`;
}

function text(place: Place): string {
  const { value, kind, verdict, country, reason, source, asOf, recalled } = place;
  const known = source === null ? 'nobody says' : `${source}${asOf === null ? '' : `, as of ${asOf}`}`;
  return [
    `${value}: ${verdict}${country === null ? '' : ` (${country})`}`,
    `  kind      ${kind}`,
    `  why       ${reason}`,
    `  operator  ${operatorLine(place)}`,
    `  source    ${known}${recalled ? ' (recalled: not confirmed by a source)' : ''}`,
  ].join('\n');
}

function exitCode(places: readonly Place[]): ExitCode {
  if (places.some(({ verdict }) => verdict === 'outside')) return 1;
  return places.some(({ verdict }) => verdict === 'unknown') ? 2 : 0;
}

/** The boundary by its name, or the caller's mistake. */
function boundary(name: string): ReturnType<typeof boundaryOf> {
  try {
    return boundaryOf(name);
  } catch (error) {
    throw new UsageError(`--${error instanceof Error ? error.message : String(error)}`);
  }
}

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      stdin: { type: 'boolean', default: false },
      format: { type: 'string', default: 'text' },
      boundary: { type: 'string', default: 'EEA' },
    },
  });
  const { format } = values;
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`--format "${format}" is unknown; write text or json`);
  const asked = [...positionals, ...(values.stdin ? await linesOf(terminal) : [])];
  if (asked.length === 0)
    throw new UsageError('no value to place; write one as an argument, or --stdin with one a line');
  const oracle = createPlaces(boundary(values.boundary));
  const places = asked.map((value) => oracle.place(value));
  const print = format === 'json' ? json : text;
  terminal.stdout.write(places.map((place) => `${print(place)}\n`).join(''));
  return exitCode(places);
}

/** `domicile place`: where a value is, who runs it, how we know. */
export const command: Command = { summary: 'say where a value is, who runs it and how we know', usage: USAGE, run };

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Boundary, boundaryOf, type Claim, type Input, prepareInputs } from '../../policies/judge.ts';

/** The folder of the configurations that were labelled before they were judged. */
export const casesFolder = join(import.meta.dirname, '../fixtures/cases');

/** One labelled configuration. */
export interface LabelledCase {
  readonly file: string;
  readonly label: 'honest' | 'foreign' | 'unknown';
  /** The class of bypass, 1 to 40. */
  readonly class: number;
  /** The value that an answer has to name; empty when none can. */
  readonly token: string;
  readonly why: string;
  /** The site whose claims count; empty when the file is judged as it is. */
  readonly site: string;
  /** Where the value stands; empty when the label does not say. */
  readonly path: string;
}

/** The labels, which were written before the judge saw the files; `docs/cases.md` tells what it said at first. */
export function labelledCases(): readonly LabelledCase[] {
  const [header = '', ...lines] = readFileSync(join(casesFolder, 'cases.tsv'), 'utf8').trimEnd().split('\n');
  const names = header.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    const cell = (name: string) => cells[names.indexOf(name)] ?? '';
    const label = cell('label');
    if (label !== 'honest' && label !== 'foreign' && label !== 'unknown') throw new Error(`no label: ${line}`);
    return {
      file: cell('file'),
      label,
      class: Number(cell('class')),
      token: cell('token'),
      why: cell('why'),
      site: cell('site'),
      path: cell('path'),
    };
  });
}

const { claims }: { claims: readonly Claim[] } = parse(readFileSync(join(casesFolder, 'claims.yaml'), 'utf8'));

/** The boundary that a case is judged by. */
export function boundaryOfCase({ site }: LabelledCase): Boundary {
  return boundaryOf('EEA', site === '' ? [] : claims);
}

/** The files of cases, ready to be judged. */
export async function inputsOfCases(cases: readonly LabelledCase[]): Promise<ReadonlyMap<string, Input>> {
  const read = cases.map(({ file }) => ({ name: file, bytes: readFileSync(join(casesFolder, file)) }));
  return new Map((await prepareInputs(read)).map((input) => [input.name, input]));
}

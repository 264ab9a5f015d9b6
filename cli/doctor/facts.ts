import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { compareFacts } from '../../cluster/facts/compare.ts';
import { type FactFile, parseFacts } from '../../cluster/facts/facts.ts';
import { readText } from '../../constructs/core/document/read.ts';
import { DomicileError } from '../../constructs/core/errors.ts';
import { loadSite } from '../../constructs/core/site/load.ts';
import { selectedSiteFile } from '../../constructs/core/site/select.ts';
import { type ExitCode, type Terminal, UsageError } from '../command.ts';
import { tell } from './told.ts';

/** `domicile doctor --facts`: machines, as `facts.sh` saw them, held against the site. No cluster is asked. */
export async function doctorOfFacts(
  siteFile: string | undefined,
  files: readonly string[],
  terminal: Terminal,
  now: Date,
): Promise<ExitCode> {
  if (files.length === 0) throw new UsageError('--facts needs the files that facts.sh printed, or - for stdin');
  if (new Set(files).size < files.length) throw new UsageError(`a file is named twice: ${files.join(' ')}`);
  try {
    const site = loadSite(resolve(terminal.cwd, siteFile ?? selectedSiteFile(terminal.env)));
    const cluster = site.cluster.provision;
    if (cluster === undefined)
      throw new UsageError(
        `${site.source.file} has no cluster.provision to compare machines with; see docs/cluster.md`,
      );
    if (cluster.distribution === 'talos')
      throw new UsageError('machines of Talos Linux have no shell, and so no fact file; use domicile doctor --cluster');
    const read: FactFile[] = [];
    for (const file of files) read.push(await factFile(file, terminal));
    const whole = `${cluster.machines.length} machines are as ${site.source.file} says.`;
    return tell(compareFacts(site, cluster, read, now), terminal, whole);
  } catch (error) {
    if (error instanceof DomicileError) throw new UsageError(error.message);
    throw error;
  }
}

async function factFile(file: string, { cwd, stdin }: Terminal): Promise<FactFile> {
  if (file === '-') return parseFacts(await text(stdin), 'stdin');
  return parseFacts(readText(resolve(cwd, file)), file);
}

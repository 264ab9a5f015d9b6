import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { eventsIn, originsOf } from '../lineage/origins.ts';

/** `domicile lineage`: from what something came, by the events in the audit trail. */
export const command: Command = {
  summary: 'Say which source messages, documents and models stand behind an answer',
  usage: `Usage: domicile lineage NAME FILE…

NAME is a resource, a model or a message as events name it: Composition/12/_history/1. Without a version: every version.
FILE holds AuditEvents: a part of the audit archive (NDJSON), or what the audit store answers to
GET /fhir/AuditEvent?entity-name:exact=openlineage (a Bundle).
`,
  run,
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const [name, ...files] = positionals;
  if (name === undefined || files.length === 0) throw new UsageError('name what to ask for, and at least one file');
  const events = files.flatMap((file) => eventsIn(readFileSync(resolve(terminal.cwd, file), 'utf8'), file));
  const steps = originsOf(name, events);
  if (steps.length === 0) {
    throw new UsageError(
      `none of ${events.length} events made ${name}; is the part of the archive with its day among the files?`,
    );
  }
  for (const { made, from, job, isSource } of steps) {
    terminal.stdout.write(`${isSource ? 'source' : 'step  '}  ${made}  from  ${from}  by  ${job}\n`);
  }
  return 0;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readOutput } from '../../engines/output.ts';
import { renderLayers } from '../../engines/render.ts';
import { readRecord } from '../../gate/record.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { supervised, type Work } from '../deploy/failure.ts';
import { openProject, type Project } from '../deploy/project.ts';
import { synthesize } from '../deploy/synth.ts';
import { type Effects, effectsOf, type Synthesized } from '../site-diff/effects.ts';
import { type ValueChange, valueChanges } from '../site-diff/values.ts';

/** `domicile diff`: what a change of a site file means, before anybody applies it. */
export const command: Command = {
  summary: 'Say in words what changes between two site files, and what that does to the cluster',
  usage: `Usage: domicile diff BEFORE AFTER [--format text|json]

Both are site files. Each is synthesized and judged in a folder of its own; nothing else is written, and no cluster is
asked. For what a cluster has now, use npx cdktf diff, or domicile check --live.

Exit code: 0 compared, 1 one of the two is refused by a rule, 2 undecided, 3 usage.
`,
  run: (args, terminal) => supervised('diff', terminal, (work) => run(args, terminal, work)),
};

async function run(args: readonly string[], terminal: Terminal, work: Work): Promise<ExitCode> {
  const options = { format: { type: 'string', default: 'text' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [before, after, ...rest] = positionals;
  if (before === undefined || after === undefined || rest.length > 0) {
    throw new UsageError('give two site files: domicile diff BEFORE AFTER');
  }
  if (!['text', 'json'].includes(values.format)) {
    throw new UsageError(`there is no format "${values.format}"; write text or json`);
  }
  const projects = [openProject(terminal, { site: before }), openProject(terminal, { site: after })] as const;
  const sides: Synthesized[] = [];
  for (const project of projects) {
    work.progress.step(`synthesizing and judging ${project.site.name}`);
    const side = await synthesized(project, work.signal);
    if ('message' in side) {
      work.progress.clear();
      terminal.stderr.write(`${side.message}\n`);
      return side.exitCode;
    }
    sides.push(side);
  }
  work.progress.clear();
  const [from, to] = sides;
  if (from === undefined || to === undefined) return 3;
  const changes = valueChanges(projects[0].site, projects[1].site);
  const effects = effectsOf(from, to);
  terminal.stdout.write(values.format === 'json' ? json(changes, effects) : text(changes, effects));
  return 0;
}

async function synthesized(project: Project, signal: AbortSignal) {
  const output = mkdtempSync(join(tmpdir(), 'domicile-diff-'));
  try {
    const synthesis = await synthesize({ ...project, output }, signal);
    if (!synthesis.passed) return synthesis;
    const record = readRecord(output);
    const objects = renderLayers(readOutput(output)).flatMap((layer) => layer.objects);
    return { objects, flows: record?.flows ?? [], secrets: record?.secrets ?? [] };
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function json(changes: readonly ValueChange[], effects: Effects): string {
  return `${JSON.stringify({ schema: 'domicile/diff/v1', changes, effects }, null, 2)}\n`;
}

function text(changes: readonly ValueChange[], effects: Effects): string {
  const sections = [
    ['The site says', changes.map(sentence)],
    ['The cluster', effects.objects],
    ['Connections', effects.flows],
    ['Secrets', effects.secrets],
  ] as const;
  const said = sections.filter(([, lines]) => lines.length > 0);
  if (said.length === 0) return 'No difference.\n';
  return said.map(([title, lines]) => [title, ...lines.map((line) => `  ${line}`), ''].join('\n')).join('\n');
}

function sentence({ path, before, after, at }: ValueChange): string {
  const where = `(${at.file}:${at.line}:${at.column})`;
  if (before === undefined) return `${path}: ${after} is new ${where}`;
  if (after === undefined) return `${path}: ${before} is gone ${where}`;
  return `${path}: ${before} → ${after} ${where}`;
}

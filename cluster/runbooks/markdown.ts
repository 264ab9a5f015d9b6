import type { ClusterContext } from '../context.ts';
import { type Runbook, type Step, scriptOf } from './runbook.ts';
import { SOURCES, type SourceId } from './sources.ts';

const PLACEHOLDER = /<([a-z][^<>\n]*)>/g;

/** A runbook as a page. */
export function runbookPage(runbook: Runbook, context: ClusterContext): string {
  const parts = [
    `# ${runbook.title}`,
    origin(context),
    unknowns(runbook),
    `**When.** ${runbook.symptom}`,
    `**Blast radius.** ${runbook.blastRadius}`,
    'First: [before every runbook](README.md#before-every-runbook).',
    section('Steps', runbook.steps),
    section('Verification', runbook.verification),
    section('Way back', runbook.wayBack),
    sources(runbook),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Which site and version made a page. */
export function origin({ site, version }: ClusterContext): string {
  return `Site ${site.name} (${site.source.file}), written by Domicile ${version}. Change the site file and render again, not this.`;
}

/** What a text leaves to the reader, each once, in order of appearance. */
export function placeholdersOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name))];
}

/** The list of what the site file does not know; empty when it knows everything. */
export function unknownList(text: string): string {
  const names = placeholdersOf(text);
  if (names.length === 0) return '';
  return `**What the site file does not know**, to be filled in first:\n\n${names.map((name) => `- \`<${name}>\``).join('\n')}`;
}

/** Steps as numbered headings, with their commands to copy. */
export function stepsText(steps: readonly Step[]): string {
  return steps.map((step, index) => stepText(step, index + 1)).join('\n\n');
}

function unknowns({ steps, verification, wayBack }: Runbook): string {
  const texts = [...steps, ...verification, ...wayBack].flatMap(({ title, note = '', commands = [], expect = '' }) => [
    title,
    note,
    ...commands,
    expect,
  ]);
  return unknownList(texts.join('\n'));
}

function section(title: string, steps: readonly Step[]): string {
  return `## ${title}\n\n${stepsText(steps)}`;
}

function stepText(step: Step, number: number): string {
  const { title, note, commands = [], expect } = step;
  const parts = [
    `### ${number}. ${title}`,
    note ?? '',
    commands.length === 0 ? '' : `\`\`\`bash\n${scriptOf(step)}\n\`\`\``,
    expect === undefined ? '' : `Expect: ${expect}.`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function sources({ steps, verification, wayBack }: Runbook): string {
  const ids = new Set<SourceId>([...steps, ...verification, ...wayBack].flatMap((step) => step.sources ?? []));
  if (ids.size === 0) return '';
  const rows = [...ids].map((id) => SOURCES[id]).map(sourceText);
  return `## Sources\n\n${rows.join('\n')}`;
}

function sourceText({ title, address, read, asOf }: (typeof SOURCES)[SourceId]): string {
  return `- [${title}](${address}): ${read}, ${asOf}`;
}

import { formatPosition } from '../engine/position.ts';
import type { Finding, Judgement } from '../engine/types.ts';
import { renderCluster } from './cluster.ts';
import type { ReportOptions } from './index.ts';
import { renderObligations } from './obligations.ts';
import { type Paint, paint } from './paint.ts';
import { plural, visible } from './words.ts';

/** The judgement for a reader: findings under their rule, worst rule first, then the counts and the coverage. */
export function renderText(judgement: Judgement, options: ReportOptions): string {
  const colours = paint(options.colour);
  const titles = new Map(options.rules.map((rule) => [rule.id, rule.title]));
  const blocks = groups(judgement.findings).map((group) => renderGroup(group, titles, colours));
  return `${[...blocks, renderSummary(judgement, options, colours)].join('\n\n')}\n`;
}

type Group = readonly [Finding, ...Finding[]];

const severities = ['critical', 'high', 'medium', 'low', 'info'];

/** Rules with a failure come before the merely undecided, then by severity, then by identifier; the known ones last. */
function groups(findings: readonly Finding[]): readonly Group[] {
  const byRule = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const group = byRule.get(finding.ruleId);
    if (group === undefined) byRule.set(finding.ruleId, [finding]);
    else group.push(finding);
  }
  const rank = ([first, ...rest]: Group): string => {
    const failed = first.result === 'fail' || rest.some((finding) => finding.result === 'fail');
    const isKnown = [first, ...rest].every(({ known }) => known !== null);
    return `${isKnown ? 1 : 0}${failed ? 0 : 1}${severities.indexOf(first.severity)}${first.ruleId}`;
  };
  return [...byRule.values()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function renderGroup(group: Group, titles: ReadonlyMap<string, string>, colours: Paint): string {
  const [{ ruleId, severity, enforcement, remedy, controls }] = group;
  const title = titles.get(ruleId) ?? '';
  const note = enforcement === 'deny' ? severity : `${severity}, ${enforcement} only`;
  const head = [
    `${colours.bold(ruleId)}  ${title}  (${note})`,
    ...group.map((finding) => renderFinding(finding, colours)),
  ];
  if (group.every(({ known }) => known !== null)) return head.join('\n');
  return [
    ...head,
    `  mend: ${remedy}`,
    colours.dim(`  why it matters: domicile explain ${ruleId}   controls: ${controls.join(', ')}`),
  ].join('\n');
}

function renderFinding(finding: Finding, colours: Paint): string {
  if (finding.known !== null) return renderKnown(finding, finding.known, colours);
  const mark = finding.result === 'fail' ? colours.red('fail') : colours.yellow('undecided');
  const value = finding.found === '' ? '(nothing)' : visible(finding.found);
  const lines = [
    `  ${mark} ${colours.bold(value)}`,
    `      ${finding.because}`,
    `      at ${where(finding)}`,
    `      allowed: ${finding.expected}   ${colours.dim(finding.fingerprint)}`,
  ];
  return (finding.waiver === null ? lines : [...lines, `      waived: ${finding.waiver}`]).join('\n');
}

/** What was there before takes one line: it is nobody's work today, and must not bury what is. */
function renderKnown(finding: Finding, reason: string, colours: Paint): string {
  const value = finding.found === '' ? '(nothing)' : visible(finding.found);
  return colours.dim(`  known ${value} at ${where(finding)}   ${reason}   ${finding.fingerprint}`);
}

/** file:line:column, construct path, object, path: as much of it as is known. */
function where(finding: Finding): string {
  const { location, subject, path } = finding;
  const position = location === null ? undefined : formatPosition(location);
  // An object of a cluster is named in its position already.
  if (location?.pointer !== undefined) return [position, subject.constructPath].filter(Boolean).join('  ');
  const parts = [position, subject.constructPath ?? undefined, subject.address, path];
  return parts.filter((part) => part !== undefined && part !== '').join('  ');
}

function renderSummary(judgement: Judgement, options: ReportOptions, colours: Paint): string {
  const { counts, coverage, notAsked } = judgement;
  const words = { pass: colours.green('PASS'), fail: colours.red('FAIL'), indeterminate: colours.yellow('UNDECIDED') };
  const waived = counts.waived === 0 ? '' : `, ${counts.waived} waived`;
  const known = counts.known === 0 ? '' : `, ${counts.known} known`;
  const lines = [
    `${words[judgement.verdict]}  boundary ${options.boundary}: ${plural(counts.subjects, 'subject')}, ` +
      `${plural(counts.rules, 'rule')}, ${counts.fail} failed, ${counts.indeterminate} undecided${waived}${known}`,
    `values: ${coverage.values} seen, ${coverage.placed} placed, ${coverage.inert} name no place, ` +
      `${coverage.undecided} undecided${restOn(judgement)}`,
    ...notAsked.map(({ ruleId, because }) => `${colours.yellow('not asked')}: ${ruleId}: ${because}`),
  ];
  return [
    ...lines,
    ...renderCluster(options.cluster),
    ...renderWaivers(options, colours),
    ...renderBaseline(options, colours),
    ...renderObligations(options, colours),
  ].join('\n');
}

/** Of what was found inside, how much rests on memory or on the site's word alone. */
function restOn({ grounds: { recalled, claimed } }: Judgement): string {
  const parts = [
    ...(recalled === 0 ? [] : [`${recalled} inside by a fact that is only recalled`]),
    ...(claimed === 0 ? [] : [`${claimed} inside by the site's claim alone`]),
  ];
  return parts.length === 0 ? '' : `; ${parts.join(', ')}`;
}

/** How much of the baseline is still needed. */
function renderBaseline({ baseline }: ReportOptions, colours: Paint): readonly string[] {
  if (baseline === undefined) return [];
  const { file, at, entries, covers, unused, refused } = baseline;
  const gone = `${plural(unused.length, 'entry', 'entries')} no longer found; write it again with --write-baseline`;
  return [
    `baseline: ${covers} of ${plural(entries, 'entry', 'entries')} of ${visible(file)} (${at}) still cover a finding`,
    ...(unused.length === 0 ? [] : [`  ${colours.yellow('unused')} ${gone}`]),
    ...refused.map(({ rule, subject, path }) => {
      return `  ${colours.yellow('hard-rule')} ${rule} at ${visible(`${subject} ${path}`.trim())} is covered by no baseline: mend it`;
    }),
  ];
}

/** How many waivers hold, and what a reviewer should know of any. */
function renderWaivers({ waivers }: ReportOptions, colours: Paint): readonly string[] {
  if (waivers === undefined) return [];
  const notices = waivers.flatMap(({ waiver: { rule, ticket, position }, notices }) =>
    notices.map(({ code, message }) => {
      const at = `${position.file}:${position.line}:${position.column}`;
      return `  ${colours.yellow(code)} ${rule}, ${visible(ticket)} at ${at}: ${visible(message)}`;
    }),
  );
  return [`waivers: ${waivers.filter(({ state }) => state === 'active').length} of ${waivers.length} hold`, ...notices];
}

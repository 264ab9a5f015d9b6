import { formatPosition, type Position } from '../constructs/core/document/position.ts';
import type { Finding } from '../policies/judge.ts';

/** How a finding is traced back to what a person wrote. */
export interface Tracing {
  /** The requirement as a sentence. */
  readonly titleOf: (ruleId: string) => string;
  /** Where the site file says a value. */
  readonly site: (value: string) => readonly Position[];
  /** The line of code that made the thing that a finding is about. */
  readonly code: (finding: Finding) => Position | undefined;
  /** The path of the construct that a finding is about, or of its stack when an override made it. */
  readonly construct: (finding: Finding) => string | undefined;
}

/** More places than this are counted, not listed: the mend is the same. */
const listed = 3;

/** One block of text for each rule and value, with every way to find it. */
export function describeFindings(findings: readonly Finding[], tracing: Tracing): readonly string[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.ruleId, finding.found]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].map((group) => describeGroup(group, tracing));
}

function describeGroup(group: readonly [Finding, ...Finding[]], tracing: Tracing): string {
  const [first] = group;
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['value', [visible(first.found)]],
    ['why', [first.result === 'indeterminate' ? `cannot be decided: ${first.because}` : first.because]],
    ['allowed', [first.expected]],
    ['site', distinct(sitePositions(group, tracing))],
    [
      'code',
      distinct(
        group
          .map((finding) => tracing.code(finding))
          .filter(isPosition)
          .map(formatPosition),
      ),
    ],
    ['construct', distinct(group.map((finding) => tracing.construct(finding)).filter((path) => path !== undefined))],
    ['object', distinct(group.map(({ subject, path }) => `${subject.address}  ${path}`.trim()))],
    ['mend', [first.remedy]],
  ];
  const lines = rows.flatMap(([label, values]) =>
    values.map((value, index) => `  ${(index === 0 ? label : '').padEnd(9)}  ${value}`),
  );
  return [`${first.ruleId}  ${tracing.titleOf(first.ruleId)}  (${first.severity})`, ...lines].join('\n');
}

function sitePositions(group: readonly Finding[], tracing: Tracing): readonly string[] {
  const own = group.filter(({ subject }) => subject.kind === 'Site').map(({ location }) => location);
  const traced = group.flatMap(({ found }) => tracing.site(found));
  return [...own.filter((position) => position !== null), ...traced].map(formatPosition);
}

function isPosition(position: Position | undefined): position is Position {
  return position !== undefined;
}

function distinct(values: readonly string[]): readonly string[] {
  const all = [...new Set(values)];
  return all.length <= listed + 1 ? all : [...all.slice(0, listed), `and ${all.length - listed} more`];
}

/** What a person would not see in a terminal is written out, and a value never runs on for pages. */
function visible(value: string): string {
  const text = value.replace(
    /[^\P{C}]|[^\S ]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`,
  );
  if (text === '') return '(nothing)';
  return text.length <= 200 ? text : `${text.slice(0, 197)}…`;
}

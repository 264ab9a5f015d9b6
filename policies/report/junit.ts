import { groupBy } from '../engine/group.ts';
import type { Discharge } from '../engine/obligation.ts';
import { formatPosition } from '../engine/position.ts';
import type { Rule } from '../engine/rule.ts';
import type { Finding, Judgement } from '../engine/types.ts';
import type { ReportOptions } from './index.ts';
import { plural, visible } from './words.ts';
import { element, type Markup } from './xml.ts';

/** What a test case came out as. */
type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

interface Case {
  readonly outcome: Outcome;
  readonly markup: Markup;
}

interface Suite {
  readonly cases: readonly Case[];
  readonly markup: Markup;
}

/**
 * The judgement as JUnit XML: one suite per rule, one case per finding. A failure is a `failure`, what cannot be told an
 * `error`; what does not block (waived, or of a rule that only warns) is `skipped` with its reason, so that a service
 * shows red exactly when the verdict is no pass. A rule without a finding has one passing case, and one that no subject
 * met is skipped. Without times: the same judgement gives the same bytes.
 */
export function renderJunit(judgement: Judgement, options: ReportOptions): string {
  const byRule = groupBy(judgement.findings, ({ ruleId }) => ruleId);
  const asked = options.survey?.().asked;
  const reasons = new Map(judgement.notAsked.map(({ ruleId, because }) => [ruleId, because]));
  const suites = options.rules.map((rule) =>
    suiteOf(rule, byRule.get(rule.id) ?? [], reasons.get(rule.id) ?? asked?.get(rule.id)),
  );
  if (options.discharges !== undefined) suites.push(obligationSuite(options.discharges));
  const root = element(
    'testsuites',
    { name: `domicile, boundary ${options.boundary}`, ...totals(suites.flatMap(({ cases }) => cases)), time: '0' },
    suites.map(({ markup }) => markup),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.text}\n`;
}

/** What an earlier run owed: an unanswered obligation makes a pass undecided, and so an error here too. */
function obligationSuite(discharges: readonly Discharge[]): Suite {
  const cases = discharges.map(({ obligation: { id, subject, path, owed }, state }): Case => {
    const name = visible([id, subject, path].filter((part) => part !== '').join(' '));
    const attributes = { name, classname: 'domicile.obligations', time: '0' };
    const message = `${state}: ${visible(owed)}`;
    // What was breached is a failure of the rule that refuses it.
    if (state === 'discharged' || state === 'breached')
      return { outcome: 'passed', markup: element('testcase', attributes, []) };
    const outcome = state === 'remains' ? 'skipped' : 'error';
    return { outcome, markup: element('testcase', attributes, [element(outcome, { message }, [])]) };
  });
  const attributes = { name: 'Proof obligations of an earlier run', ...totals(cases), time: '0' };
  return {
    cases,
    markup: element(
      'testsuite',
      attributes,
      cases.map(({ markup }) => markup),
    ),
  };
}

/** `asked`: how many subjects the rule met, or why it had nothing to ask. */
function suiteOf(rule: Rule, findings: readonly Finding[], asked: number | string | undefined): Suite {
  const cases = findings.length > 0 ? findings.map(caseOf) : [withoutFinding(rule, asked)];
  const attributes = { name: `${rule.id} ${rule.title}`, ...totals(cases), time: '0' };
  return {
    cases,
    markup: element(
      'testsuite',
      attributes,
      cases.map(({ markup }) => markup),
    ),
  };
}

function totals(cases: readonly Case[]): Readonly<Record<string, string>> {
  const count = (wanted: Outcome) => String(cases.filter(({ outcome }) => outcome === wanted).length);
  return { tests: String(cases.length), failures: count('failure'), errors: count('error'), skipped: count('skipped') };
}

function withoutFinding({ id, title, selects }: Rule, asked: number | string | undefined): Case {
  const attributes = { name: title, classname: `domicile.${id}`, time: '0' };
  if (asked !== 0 && typeof asked !== 'string') {
    const seen = asked === undefined ? 'no finding' : `${plural(asked, 'subject')} judged, no finding`;
    return { outcome: 'passed', markup: element('testcase', { ...attributes, name: `${title} (${seen})` }, []) };
  }
  const none = `the input holds no ${selects.join(', ')}: nothing was judged by this rule`;
  const message = asked === 0 ? none : `not asked: ${asked}`;
  return { outcome: 'skipped', markup: element('testcase', attributes, [element('skipped', { message }, [])]) };
}

function caseOf(finding: Finding): Case {
  const { ruleId, subject, path, found, location, fingerprint } = finding;
  const outcome = outcomeOf(finding);
  const value = found === '' ? '' : `: ${visible(found)}`;
  const name = `${visible([subject.address, path].filter((part) => part !== '').join(' '))}${value} [${fingerprint}]`;
  const position = location === null ? {} : { file: location.file, line: String(location.line) };
  const attributes = { name, classname: `domicile.${ruleId}`, ...position, time: '0' };
  const message = skippedBecause(finding) ?? visible(finding.because);
  const details = outcome === 'skipped' ? { message } : { message, type: finding.severity };
  return { outcome, markup: element('testcase', attributes, [element(outcome, details, textOf(finding))]) };
}

function outcomeOf({ result, waiver, known, enforcement }: Finding): 'failure' | 'error' | 'skipped' {
  if (waiver !== null || known !== null || enforcement !== 'deny') return 'skipped';
  return result === 'fail' ? 'failure' : 'error';
}

function skippedBecause({ waiver, known, enforcement, because }: Finding): string | undefined {
  if (waiver !== null) return `waived: ${waiver}`;
  if (known !== null) return `known: ${known}`;
  return enforcement === 'deny' ? undefined : `${enforcement} only: ${visible(because)}`;
}

function textOf(finding: Finding): string {
  const { found, because, expected, remedy, location, subject, path, controls, ruleId } = finding;
  const position = location === null ? '' : `${formatPosition(location)}  `;
  return [
    `found: ${found === '' ? '(nothing)' : visible(found)}`,
    `because: ${visible(because)}`,
    `at: ${visible(position + [subject.constructPath ?? '', subject.address, path].filter((part) => part !== '').join('  '))}`,
    `allowed: ${visible(expected)}`,
    `mend: ${remedy}`,
    `controls: ${controls.join(', ')}`,
    `more: domicile explain ${ruleId}`,
  ].join('\n');
}

import { closest } from 'fastest-levenshtein';
import {
  type Boundary,
  boundaryOf,
  type Finding,
  type Judgement,
  judge,
  type Pack,
  packOf,
} from '../policies/judge.ts';
import { render } from '../policies/report/index.ts';
import { rules } from '../policies/rules/index.ts';
import { received } from './received.ts';

/** Settings that every matcher takes. */
export interface JudgeOptions {
  /** @default - the boundary of the site that the stack or app belongs to, or `EEA` */
  readonly boundary?: string;
}

/** What a broken rule must have found. */
export interface BreakOptions extends JudgeOptions {
  /** The value that the finding shows, exactly or by pattern. */
  readonly found?: string | RegExp;
  /** Where it stands, exactly or by pattern: `spec.template.spec.containers[0].image`. */
  readonly path?: string | RegExp;
}

/** What vitest asks of a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** `expect(…).toStayInside('EEA')`. */
export function toStayInside(value: unknown, boundary: string): MatcherResult {
  return passes(value, packOf('eea-residency'), boundary);
}

/** `expect(…).toPassPack('network')`. */
export function toPassPack(value: unknown, pack: string, options: JudgeOptions = {}): MatcherResult {
  return passes(value, packOf(pack), options.boundary);
}

/** `expect(…).toBreakRule('RES-002', { found: 'api.openai.com' })`. */
export function toBreakRule(value: unknown, id: string, options: BreakOptions = {}): MatcherResult {
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined)
    throw new Error(
      `there is no rule ${id}; did you mean ${closest(
        id,
        rules.map((one) => one.id),
      )}?`,
    );
  const pack = { name: id, title: rule.title, rules: [rule] };
  const { judgement, boundary } = judged(value, pack, options.boundary);
  const broken = judgement.findings.filter((finding) => fits(finding, options));
  const wanted = [id, describe('found', options.found), describe('path', options.path)].filter(Boolean).join(', ');
  return {
    pass: broken.length > 0,
    message: () =>
      broken.length > 0
        ? `expected no finding of ${wanted}, and there is:\n\n${report(judgement, pack, boundary)}`
        : `expected a finding of ${wanted}. ${
            judgement.findings.length === 0
              ? 'The rule passes.'
              : `It found instead:\n\n${report(judgement, pack, boundary)}`
          }`,
  };
}

function passes(value: unknown, pack: Pack, name: string | undefined): MatcherResult {
  const { judgement, boundary } = judged(value, pack, name);
  const { subjects, rules: asked } = judgement.counts;
  const passed = `every one of ${subjects} objects passes ${asked} rules of ${pack.name} inside ${boundary.name}`;
  return {
    pass: judgement.verdict === 'pass',
    message: () =>
      judgement.verdict === 'pass' ? `expected a finding, and ${passed}` : report(judgement, pack, boundary),
  };
}

/** Nothing read, or nothing that a rule is about, is no pass and no failure: it is a test that tests nothing. */
function judged(value: unknown, pack: Pack, name: string | undefined) {
  const { inputs, own } = received(value);
  const boundary = name === undefined ? (own ?? boundaryOf('EEA')) : boundaryOf(name, own?.claims);
  const { judgement, problems, survey } = judge(inputs, boundary, pack);
  if (problems.length > 0) {
    const lines = problems.map(
      ({ message, position: { file, line, column } }) => `  ${file}:${line}:${column}: ${message}`,
    );
    throw new Error(`this cannot be judged:\n${lines.join('\n')}`);
  }
  const asked = [...survey().asked.values()].reduce((sum, count) => sum + count, 0);
  if (asked > 0) return { judgement, boundary };
  const seen = judgement.counts.subjects === 0 ? 'nothing was read' : `no rule of ${pack.name} is about what was read`;
  throw new Error(`${seen}: nothing was judged, and that is neither a pass nor a failure`);
}

function fits({ found, path }: Finding, options: BreakOptions): boolean {
  return matches(found, options.found) && matches(path, options.path);
}

function matches(text: string, wanted: string | RegExp | undefined): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'string' ? text === wanted : wanted.test(text);
}

function describe(name: string, wanted: string | RegExp | undefined): string {
  return wanted === undefined ? '' : `${name} ${wanted instanceof RegExp ? String(wanted) : JSON.stringify(wanted)}`;
}

function report(judgement: Judgement, pack: Pack, boundary: Boundary): string {
  return render('text', judgement, { colour: false, boundary: boundary.name, rules: pack.rules }).trimEnd();
}

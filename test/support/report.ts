import type { Obligation } from '../../policies/engine/obligation.ts';
import type { SovereigntyReview } from '../../policies/engine/sovereignty.ts';
import type { Survey } from '../../policies/engine/survey.ts';
import type { Finding } from '../../policies/engine/types.ts';
import type { ReportOptions } from '../../policies/report/index.ts';
import { rules } from '../../policies/rules/index.ts';
import { finding, podFinding } from './findings.ts';

/** Text that breaks out of whatever does not escape it: HTML, XML, CDATA, Markdown, a terminal, a link. */
export const hostile =
  `"'><script>alert(1)</script><img src=x onerror=alert(2)>]]>&lt;\u0000\u001b[2J\u202e[x](javascript:alert(3))` +
  '{0}\\`<!--\ud800\ufffe\n<svg onload=alert(4)>';

/** Every kind of finding that a report has to show. */
export const everyKind: readonly Finding[] = [
  finding(),
  finding({ found: '', path: '', location: null, fingerprint: 'ffffffffffffffff' }),
  finding({
    ruleId: 'RES-004',
    result: 'indeterminate',
    severity: 'high',
    found: 'pear-7',
    fingerprint: 'aaaaaaaaaaaaaaaa',
  }),
  finding({ ruleId: 'ENC-002', severity: 'medium', enforcement: 'warn', fingerprint: 'bbbbbbbbbbbbbbbb' }),
  podFinding('Deployment/clinical/fhir', 'spec.securityContext', {
    waiver: 'SEC-7, platform team, until 2027-03-31: why',
  }),
  finding({ ruleId: 'NET-001', known: 'in the baseline of 2026-11-22 (b.json)', fingerprint: 'cccccccccccccccc' }),
];

/** An obligation of which every text that comes from an input is hostile. */
const owed: Obligation = {
  id: 'OB-0123456789ab',
  about: 'value',
  subject: hostile,
  path: hostile,
  owed: hostile,
  due: 'plan',
  how: 'judge the plan',
  blocks: true,
  location: { file: hostile, line: 1, column: 1 },
};

/** One objective with a factor of each state. */
const sovereignty: SovereigntyReview = {
  framework: { name: 'Framework', source: 'somewhere', asOf: '2026-11-22' },
  objectives: [
    {
      id: 'SOV-2',
      name: 'Legal sovereignty',
      weight: 100,
      factors: [
        { asks: 'One', state: 'met', because: 'shown' },
        { asks: 'Two', state: 'unmet', because: hostile },
        { asks: 'Three', state: 'open', because: 'nobody knows' },
      ],
      score: { lowest: 33.3, highest: 66.7 },
      seal: { lowest: 0, highest: 2 },
    },
  ],
  score: { lowest: 33.3, highest: 66.7 },
  seal: { lowest: 0, highest: 2 },
  governedBy: ['SOV-2'],
};

/** A finding of which every text that comes from an input, or from a waiver file, is hostile. */
export const hostileFinding: Finding = finding({
  subject: { kind: hostile, name: hostile, namespace: hostile, address: hostile, constructPath: hostile },
  path: hostile,
  found: hostile,
  because: hostile,
  expected: hostile,
  location: { file: hostile, line: 1, column: 1 },
  waiver: null,
});

/** What was seen: places of each verdict, and one rule that no subject met. */
export const survey: Survey = {
  asked: new Map(rules.map(({ id }) => [id, id === 'AI-001' ? 0 : 3])),
  inside: ['DE', 'FR', 'IS'],
  places: [
    {
      country: 'DE',
      name: 'Germany',
      verdict: 'inside',
      values: 7,
      claimed: 2,
      recalled: 1,
      operators: [{ id: 'hetzner', jurisdiction: 'DE' }],
      examples: ['fsn1', 'registry.klinik.example'],
    },
    {
      country: null,
      name: '',
      verdict: 'unknown',
      values: 1,
      claimed: 0,
      recalled: 0,
      operators: [],
      examples: ['pear-7'],
    },
    {
      country: 'US',
      name: 'United States',
      verdict: 'outside',
      values: 2,
      claimed: 0,
      recalled: 0,
      operators: [{ id: 'aws', jurisdiction: 'US' }],
      examples: ['us-east-1'],
    },
  ],
  catalogue: { version: '1.0.0', asOf: '2026-11-22' },
};

/** The options of a full report. */
export const fullOptions: ReportOptions = {
  colour: false,
  boundary: 'EEA',
  rules,
  at: '2026-11-22',
  survey: () => survey,
  obligations: () => [owed],
  discharges: [
    { obligation: owed, state: 'unanswered' },
    { obligation: owed, state: 'discharged' },
  ],
  sovereignty: () => sovereignty,
  baseline: {
    file: hostile,
    at: '2026-11-22',
    entries: 3,
    covers: 1,
    unused: [{ rule: 'NET-001', subject: hostile, path: hostile, fingerprint: '0123456789abcdef' }],
    refused: [{ rule: 'RES-002', subject: hostile, path: '', fingerprint: '0123456789abcdef' }],
  },
  waivers: [
    {
      waiver: {
        rule: 'POD-002',
        subject: 'Deployment/clinical/fhir',
        path: 'spec.securityContext',
        owner: 'platform team',
        reason: 'the vendor image cannot run as another user yet',
        ticket: 'SEC-7',
        expires: '2026-12-01',
        position: { file: 'waivers.yaml', line: 3, column: 5 },
      },
      state: 'active',
      daysLeft: 9,
      covers: ['pod-Deployment/clinical/fhir-spec.securityContext'],
      notices: [
        { code: 'expiring', message: 'it holds until 2026-12-01, 9 days left; platform team has to mend or renew' },
      ],
    },
  ],
};

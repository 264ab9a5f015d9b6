import { expect, it } from 'vitest';
import { boundaryOf } from '../../../policies/judge.ts';
import { rules } from '../../../policies/rules/index.ts';

/**
 * What a finding of each rule does, beside what the rule finds: severity, enforcement, whether a waiver can accept it, and
 * what silence means. A change here changes what blocks; a new rule has a new line.
 */
const contract = [
  ['AI-001', 'critical', 'deny', 'waivable', 'pass'],
  ['AI-002', 'high', 'deny', 'waivable', 'pass'],
  ['AI-003', 'critical', 'deny', 'waivable', 'pass'],
  ['AI-004', 'high', 'deny', 'waivable', 'pass'],
  ['AI-005', 'high', 'deny', 'waivable', 'pass'],
  ['APP-001', 'high', 'deny', 'waivable', 'pass'],
  ['APP-002', 'critical', 'deny', 'waivable', 'pass'],
  ['APP-003', 'critical', 'deny', 'waivable', 'pass'],
  ['APP-004', 'high', 'deny', 'waivable', 'pass'],
  ['APP-005', 'high', 'deny', 'waivable', 'pass'],
  ['CLU-001', 'high', 'deny', 'waivable', 'pass'],
  ['CLU-002', 'high', 'deny', 'waivable', 'fail'],
  ['CLU-003', 'high', 'deny', 'waivable', 'fail'],
  ['CLU-004', 'high', 'deny', 'waivable', 'pass'],
  ['CLU-005', 'high', 'deny', 'waivable', 'pass'],
  ['CLU-006', 'high', 'deny', 'waivable', 'pass'],
  ['CLU-007', 'medium', 'deny', 'waivable', 'pass'],
  ['CLU-008', 'high', 'deny', 'waivable', 'fail'],
  ['CLU-009', 'high', 'deny', 'waivable', 'pass'],
  ['CLU-010', 'high', 'deny', 'waivable', 'pass'],
  ['ENC-001', 'high', 'deny', 'waivable', 'pass'],
  ['ENC-002', 'medium', 'warn', 'waivable', 'pass'],
  ['ENC-003', 'high', 'deny', 'waivable', 'indeterminate'],
  ['ENC-004', 'high', 'deny', 'waivable', 'pass'],
  ['HLT-001', 'high', 'deny', 'waivable', 'pass'],
  ['HLT-002', 'medium', 'deny', 'waivable', 'pass'],
  ['IMG-001', 'high', 'deny', 'waivable', 'pass'],
  ['LIV-001', 'high', 'deny', 'never waived', 'fail'],
  ['LIV-002', 'high', 'deny', 'waivable', 'pass'],
  ['NET-001', 'high', 'deny', 'waivable', 'fail'],
  ['NET-002', 'critical', 'deny', 'never waived', 'pass'],
  ['NET-003', 'high', 'deny', 'waivable', 'indeterminate'],
  ['NET-004', 'high', 'deny', 'waivable', 'pass'],
  ['NET-005', 'medium', 'deny', 'waivable', 'pass'],
  ['NET-006', 'high', 'deny', 'waivable', 'pass'],
  ['NET-007', 'medium', 'deny', 'waivable', 'pass'],
  ['NET-008', 'medium', 'deny', 'waivable', 'pass'],
  ['NET-009', 'critical', 'deny', 'waivable', 'pass'],
  ['NET-010', 'high', 'deny', 'waivable', 'pass'],
  ['NET-011', 'high', 'deny', 'waivable', 'pass'],
  ['NET-012', 'critical', 'deny', 'never waived', 'pass'],
  ['NET-013', 'medium', 'deny', 'waivable', 'pass'],
  ['NET-014', 'high', 'deny', 'waivable', 'pass'],
  ['POD-001', 'high', 'deny', 'waivable', 'fail'],
  ['POD-002', 'high', 'deny', 'waivable', 'indeterminate'],
  ['POD-003', 'high', 'deny', 'waivable', 'indeterminate'],
  ['POD-004', 'critical', 'deny', 'waivable', 'pass'],
  ['POD-005', 'medium', 'deny', 'waivable', 'indeterminate'],
  ['RES-001', 'critical', 'deny', 'never waived', 'pass'],
  ['RES-002', 'critical', 'deny', 'never waived', 'pass'],
  ['RES-003', 'high', 'deny', 'never waived', 'pass'],
  ['RES-004', 'high', 'deny', 'never waived', 'pass'],
  ['RES-005', 'high', 'deny', 'never waived', 'indeterminate'],
  ['RES-006', 'high', 'deny', 'never waived', 'pass'],
  ['SEC-001', 'critical', 'deny', 'waivable', 'pass'],
  ['SOV-001', 'critical', 'deny', 'waivable', 'pass'],
  ['SOV-002', 'medium', 'warn', 'waivable', 'pass'],
  ['SUP-001', 'high', 'deny', 'waivable', 'pass'],
  ['SUP-002', 'medium', 'warn', 'waivable', 'pass'],
  ['SUP-003', 'high', 'deny', 'waivable', 'indeterminate'],
  ['SUP-004', 'medium', 'warn', 'waivable', 'pass'],
  ['TEL-001', 'high', 'deny', 'waivable', 'pass'],
  ['TF-001', 'critical', 'deny', 'never waived', 'pass'],
  ['TF-002', 'high', 'deny', 'never waived', 'pass'],
  ['TF-003', 'high', 'deny', 'waivable', 'pass'],
  ['TF-004', 'high', 'deny', 'waivable', 'pass'],
  ['TF-005', 'high', 'deny', 'waivable', 'pass'],
  ['TF-006', 'high', 'deny', 'never waived', 'pass'],
];

it('every rule does with a finding what is written here', () => {
  const is = rules.map(({ id, severity, enforcement, waivable, whenSilent }) => [
    id,
    severity,
    enforcement,
    waivable === false ? 'never waived' : 'waivable',
    whenSilent,
  ]);
  expect(is).toEqual(contract);
});

it('a rule about operators says that it was not asked, exactly when the boundary names no jurisdictions of operators', () => {
  const asking = rules.filter(({ notAsked }) => notAsked !== undefined);
  expect(asking.map(({ id }) => id)).toEqual(['APP-003', 'SOV-001', 'SOV-002']);
  const open = boundaryOf('EEA', []);
  const strict = { ...open, operatorJurisdictions: new Set(['DE']) };
  for (const { notAsked } of asking) {
    expect(notAsked?.(open)).toMatch(/not asked/);
    expect(notAsked?.(strict)).toBeUndefined();
  }
});

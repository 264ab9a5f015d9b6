import { fingerprint } from './fingerprint.ts';
import { formatPath } from './path.ts';
import type { Rule } from './rule.ts';
import type { Finding, Subject, Verdict } from './types.ts';

/** A verdict that does not pass, with all that a report needs. Only here is a position looked up: a pass costs none. */
export function toFinding(rule: Rule, subject: Subject, verdict: Verdict, result: Finding['result']): Finding {
  const path = formatPath(verdict.path);
  return {
    ruleId: rule.id,
    result,
    severity: rule.severity,
    enforcement: rule.enforcement,
    subject: {
      kind: subject.kind,
      name: subject.name,
      namespace: subject.namespace ?? null,
      address: subject.address,
      constructPath: subject.constructPath ?? null,
    },
    path,
    found: verdict.found,
    because: verdict.because,
    expected: verdict.expected,
    remedy: rule.remedy,
    controls: rule.controls,
    location: subject.locate(verdict.path) ?? null,
    fingerprint: fingerprint(rule.id, subject.address, path, verdict.found, verdict.aspect),
    waiver: null,
    known: null,
  };
}

import type { Finding, Judgement } from '../../policies/engine/types.ts';

/** A finding made by hand, for tests of reports and waivers: a bucket in Virginia. */
export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'RES-001',
    result: 'fail',
    severity: 'critical',
    enforcement: 'deny',
    subject: {
      kind: 'terraform/resource',
      name: 'b',
      namespace: null,
      address: 'aws_s3_bucket.b',
      constructPath: 'data/bucket',
    },
    path: 'region',
    found: 'us-east-1',
    because: 'aws us-east-1 is Virginia, US',
    expected: 'a place inside EEA',
    remedy: 'name a region inside',
    controls: ['gdpr/art-44'],
    location: { file: 'cdk.tf.json', line: 12, column: 7 },
    fingerprint: '0123456789abcdef',
    waiver: null,
    known: null,
    ...changes,
  };
}

/** A finding of a pod that runs as root, at this address. */
export function podFinding(address: string, path = 'spec.securityContext', changes: Partial<Finding> = {}): Finding {
  const [kind = '', namespace = null, name = ''] = address.split('/');
  return finding({
    ruleId: 'POD-002',
    severity: 'high',
    subject: { kind, name, namespace, address, constructPath: null },
    path,
    found: 'runAsNonRoot: false',
    because: 'the pod runs as root',
    expected: 'runAsNonRoot: true',
    remedy: 'state runAsNonRoot: true',
    controls: ['pod-security/restricted'],
    fingerprint: `pod-${address}-${path}`,
    ...changes,
  });
}

/** The judgement over findings, with the verdict and counts that the engine would give them. */
export function judgementOf(findings: readonly Finding[]): Judgement {
  const open = findings.filter(({ waiver, known }) => waiver === null && known === null);
  const waived = findings.filter(({ waiver }) => waiver !== null).length;
  const blocking = open.filter(({ enforcement }) => enforcement === 'deny');
  const fail = open.filter(({ result }) => result === 'fail').length;
  const failed = blocking.some(({ result }) => result === 'fail');
  return {
    verdict: failed ? 'fail' : blocking.length > 0 ? 'indeterminate' : 'pass',
    counts: {
      subjects: 3,
      rules: 33,
      fail,
      indeterminate: open.length - fail,
      waived,
      known: findings.length - open.length - waived,
    },
    coverage: { values: 10, placed: 2, inert: 8, undecided: 0 },
    grounds: { recalled: 0, claimed: 0 },
    notAsked: [{ ruleId: 'SOV-001', because: 'the boundary accepts any operator' }],
    spoke: new Set(),
    findings,
  };
}

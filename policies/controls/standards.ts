import type { Framework } from './types.ts';

/** CIS benchmark for Kubernetes. */
export const cis: Framework = {
  id: 'cis-k8s',
  name: 'CIS Kubernetes Benchmark',
  source: 'CIS Kubernetes Benchmark 1.11, section 5',
  asOf: '2026-11-22',
  recalled: true,
  controls: [
    { id: '5.1.1', cited: '5.1.1', title: 'cluster-admin only where it must be', bearing: 'supports' },
    { id: '5.1.6', cited: '5.1.6', title: 'Service account tokens only where they are needed', bearing: 'enforces' },
    { id: '5.2.1', cited: '5.2.1', title: 'A mechanism refuses unfit pods in every namespace', bearing: 'enforces' },
    { id: '5.2.3', cited: '5.2.3', title: 'No pod shares the process namespace of its host', bearing: 'enforces' },
    { id: '5.2.5', cited: '5.2.5', title: 'No pod shares the network of its host', bearing: 'enforces' },
    { id: '5.2.6', cited: '5.2.6', title: 'No container may escalate its privileges', bearing: 'enforces' },
    { id: '5.3.2', cited: '5.3.2', title: 'Every namespace has network policies', bearing: 'enforces' },
    {
      id: '5.4.1',
      cited: '5.4.1',
      title: 'Secrets as files rather than as environment variables',
      bearing: 'supports',
    },
    { id: '5.6.2', cited: '5.6.2', title: 'The seccomp profile of the runtime holds every pod', bearing: 'enforces' },
  ],
};

/** Kubernetes' own levels for pods. */
export const podSecurity: Framework = {
  id: 'pod-security',
  name: 'Pod Security Standards',
  source: 'kubernetes.io/docs/concepts/security/pod-security-standards',
  asOf: '2026-11-22',
  recalled: false,
  controls: [
    { id: 'baseline', cited: 'Baseline', title: 'Known ways to escalate privileges are closed', bearing: 'enforces' },
    { id: 'restricted', cited: 'Restricted', title: 'Current best practice for hardening pods', bearing: 'enforces' },
  ],
};

/** Information security controls. */
export const iso27001: Framework = {
  id: 'iso-27001',
  name: 'ISO/IEC 27001:2022',
  source: 'ISO/IEC 27001:2022, Annex A',
  asOf: '2026-11-22',
  recalled: true,
  controls: [{ id: 'A.8.24', cited: 'A.8.24', title: 'Use of cryptography', bearing: 'supports' }],
};

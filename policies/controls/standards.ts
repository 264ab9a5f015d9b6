import type { Framework } from './types.ts';

/** CIS benchmark for Kubernetes. */
export const cis: Framework = {
  id: 'cis-k8s',
  name: 'CIS Kubernetes Benchmark',
  source: 'CIS Kubernetes Benchmark 1.11, sections 1, 3 and 5',
  asOf: '2026-11-22',
  recalled: true,
  controls: [
    {
      id: '1.2.16-19',
      cited: '1.2.16–1.2.19',
      title: 'The API server writes an audit log, and keeps it',
      bearing: 'supports',
    },
    {
      id: '1.2.27-28',
      cited: '1.2.27–1.2.28',
      title: 'The API server encrypts Secrets in etcd',
      bearing: 'supports',
    },
    {
      id: '3.2',
      cited: '3.2',
      title: 'An audit policy covers what matters',
      bearing: 'supports',
    },
    { id: '4.2', cited: '4.2', title: 'The kubelet asks who calls and what they may', bearing: 'supports' },
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
    { id: '5.5.1', cited: '5.5.1', title: 'Admission control decides which images may run', bearing: 'supports' },
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
  controls: [
    { id: 'A.5.14', cited: 'A.5.14', title: 'Transfer of information', bearing: 'supports' },
    {
      id: 'A.5.21',
      cited: 'A.5.21',
      title: 'Security in the supply chain of information technology',
      bearing: 'supports',
    },
    { id: 'A.5.23', cited: 'A.5.23', title: 'Use of cloud services', bearing: 'supports' },
    { id: 'A.5.34', cited: 'A.5.34', title: 'Privacy and protection of personal data', bearing: 'supports' },
    { id: 'A.8.10', cited: 'A.8.10', title: 'Information is deleted when it is no longer needed', bearing: 'supports' },
    {
      id: 'A.8.11',
      cited: 'A.8.11',
      title: 'Data masking',
      bearing: 'supports',
      open: 'that what leaves the repository is pseudonymised: tests of the pipeline',
    },
    { id: 'A.8.12', cited: 'A.8.12', title: 'Prevention of data leakage', bearing: 'supports' },
    { id: 'A.8.15', cited: 'A.8.15', title: 'Logging', bearing: 'supports' },
    { id: 'A.8.20', cited: 'A.8.20', title: 'Network security', bearing: 'supports' },
    { id: 'A.8.22', cited: 'A.8.22', title: 'Segregation of networks', bearing: 'supports' },
    { id: 'A.8.24', cited: 'A.8.24', title: 'Use of cryptography', bearing: 'supports' },
  ],
};

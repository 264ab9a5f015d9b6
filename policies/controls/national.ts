import type { Framework } from './types.ts';

/** German Social Code, book V. */
export const sgbV: Framework = {
  id: 'sgb-v',
  name: 'SGB V',
  source: 'German Social Code, book V',
  asOf: '2026-11-22',
  recalled: false,
  controls: [
    {
      id: '373',
      cited: '§ 373',
      title: 'Interfaces of hospital information systems follow the published specifications (ISiK)',
      bearing: 'supports',
    },
    {
      id: '391',
      cited: '§ 391',
      title: 'Hospitals secure their systems by the state of the art (B3S)',
      bearing: 'supports',
    },
    {
      id: '393',
      cited: '§ 393',
      title: 'Health and social data in cloud services only in Germany, the Union, or equated or adequate states',
      bearing: 'enforces',
    },
    {
      id: '393-c5',
      cited: '§ 393(3)–(4)',
      title: 'Whoever processes it has a current C5 attestation, type 2 since 1 July 2025',
      bearing: 'documents',
      open: 'the attestation: the proof obligations name each operator to ask',
    },
  ],
};

/** German Civil Code. */
export const bgb: Framework = {
  id: 'bgb',
  name: 'BGB',
  source: 'German Civil Code',
  asOf: '2026-11-22',
  recalled: false,
  controls: [
    {
      id: '630f-3',
      cited: '§ 630f(3)',
      title: 'Patient records are kept ten years after the treatment has ended',
      bearing: 'supports',
    },
  ],
};

/** French qualification of trusted cloud providers. */
export const secNumCloud: Framework = {
  id: 'secnumcloud-3.2',
  name: 'SecNumCloud 3.2',
  source: 'ANSSI, SecNumCloud, référentiel 3.2',
  asOf: '2026-11-22',
  recalled: true,
  controls: [
    {
      id: '19.2',
      cited: '§ 19.2',
      title: 'Data, administration and technical data stay in the Union',
      bearing: 'enforces',
    },
    {
      id: '19.6',
      cited: '§ 19.6',
      title: 'Protection against law from outside the Union: seat and capital',
      bearing: 'supports',
    },
  ],
};

/** German catalogue of cloud security criteria. */
export const c5: Framework = {
  id: 'c5-2026',
  name: 'BSI C5:2026',
  source: 'BSI, Cloud Computing Compliance Criteria Catalogue, C5:2026',
  asOf: '2026-11-22',
  recalled: true,
  controls: [
    { id: 'GC-01', cited: 'GC-01', title: 'The provider names its ultimate parent', bearing: 'supports' },
    {
      id: 'PSS-12',
      cited: 'PSS-12',
      title: 'The customer decides where data is processed and stored',
      bearing: 'enforces',
    },
    { id: 'OPS-10', cited: 'OPS-10', title: 'Concept for logging and monitoring', bearing: 'supports' },
    { id: 'OPS-11', cited: 'OPS-11', title: 'Logs are protected and kept', bearing: 'supports' },
    {
      id: 'OPS-12',
      cited: 'OPS-12',
      title: 'Access to logs is restricted',
      bearing: 'supports',
      open: 'who can read the audit store: its own access control',
    },
    {
      id: 'OPS-32',
      cited: 'OPS-32',
      title: 'Confidential computing',
      bearing: 'supports',
      open: 'the hardware and its attestation at run time',
    },
    { id: 'OPS-34', cited: 'OPS-34', title: 'Secure use of containers', bearing: 'supports' },
    { id: 'CRY-02', cited: 'CRY-02', title: 'Encryption in transit', bearing: 'enforces' },
    { id: 'CRY-03', cited: 'CRY-03', title: 'Encryption at rest', bearing: 'supports' },
    { id: 'CRY-04', cited: 'CRY-04', title: 'Keys and secrets are handled securely', bearing: 'supports' },
    { id: 'IAM-07', cited: 'IAM-07', title: 'Least privilege', bearing: 'supports' },
    {
      id: 'INQ-03',
      cited: 'INQ-03',
      title: 'Orders of authorities are examined and limited',
      bearing: 'documents',
      open: 'the procedure of each operator',
    },
  ],
};

/** German baseline protection. */
export const grundschutz: Framework = {
  id: 'grundschutz',
  name: 'IT-Grundschutz',
  source: 'BSI, IT-Grundschutz-Kompendium, modules APP.4.4 and SYS.1.6',
  asOf: '2026-11-22',
  recalled: true,
  controls: [
    { id: 'APP.4.4.A3', cited: 'APP.4.4.A3', title: 'Identities and permissions in Kubernetes', bearing: 'supports' },
    { id: 'APP.4.4.A4', cited: 'APP.4.4.A4', title: 'Separation of pods', bearing: 'enforces' },
    { id: 'APP.4.4.A5', cited: 'APP.4.4.A5', title: 'Backup of the cluster and what it runs', bearing: 'supports' },
    { id: 'APP.4.4.A7', cited: 'APP.4.4.A7', title: 'Separation of networks', bearing: 'supports' },
    { id: 'APP.4.4.A9', cited: 'APP.4.4.A9', title: 'Use of service accounts', bearing: 'supports' },
    { id: 'APP.4.4.A13', cited: 'APP.4.4.A13', title: 'Automated audit of the configuration', bearing: 'supports' },
    { id: 'APP.4.4.A18', cited: 'APP.4.4.A18', title: 'Micro-segmentation', bearing: 'enforces' },
    { id: 'APP.4.4.A20', cited: 'APP.4.4.A20', title: 'Encrypted storage for pods', bearing: 'supports' },
    { id: 'SYS.1.6.A6', cited: 'SYS.1.6.A6', title: 'Trusted images', bearing: 'supports' },
    {
      id: 'SYS.1.6.A7',
      cited: 'SYS.1.6.A7',
      title: 'Container logs are kept beyond the container',
      bearing: 'supports',
      open: 'that logs reach the collector: seen in the cluster',
    },
    { id: 'SYS.1.6.A8', cited: 'SYS.1.6.A8', title: 'Safe storage of credentials', bearing: 'supports' },
    {
      id: 'SYS.1.6.A15',
      cited: 'SYS.1.6.A15',
      title: 'Limits on the resources of containers',
      bearing: 'supports',
      open: 'requests and limits: the API server and its quotas hold them',
    },
    { id: 'SYS.1.6.A17', cited: 'SYS.1.6.A17', title: 'Containers without privileges', bearing: 'enforces' },
    { id: 'SYS.1.6.A21', cited: 'SYS.1.6.A21', title: 'Extended security policies', bearing: 'supports' },
    { id: 'SYS.1.6.A23', cited: 'SYS.1.6.A23', title: 'Containers that do not change', bearing: 'enforces' },
  ],
};

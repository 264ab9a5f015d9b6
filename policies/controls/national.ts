import type { Framework } from './types.ts';

/** German Social Code, book V. */
export const sgbV: Framework = {
  id: 'sgb-v',
  name: 'SGB V',
  source: '§ 393 SGB V (Germany)',
  asOf: '2026-11-22',
  recalled: false,
  controls: [
    {
      id: '393',
      cited: '§ 393',
      title: 'Health and social data in cloud services only in Germany, the Union, or equated or adequate states',
      bearing: 'enforces',
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
    { id: 'OPS-34', cited: 'OPS-34', title: 'Secure use of containers', bearing: 'supports' },
    { id: 'CRY-02', cited: 'CRY-02', title: 'Encryption in transit', bearing: 'enforces' },
    { id: 'CRY-03', cited: 'CRY-03', title: 'Encryption at rest', bearing: 'supports' },
    { id: 'CRY-04', cited: 'CRY-04', title: 'Keys and secrets are handled securely', bearing: 'supports' },
    { id: 'IAM-07', cited: 'IAM-07', title: 'Least privilege', bearing: 'supports' },
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
    { id: 'APP.4.4.A9', cited: 'APP.4.4.A9', title: 'Use of service accounts', bearing: 'supports' },
    { id: 'APP.4.4.A18', cited: 'APP.4.4.A18', title: 'Micro-segmentation', bearing: 'enforces' },
    { id: 'APP.4.4.A20', cited: 'APP.4.4.A20', title: 'Encrypted storage for pods', bearing: 'supports' },
    { id: 'SYS.1.6.A6', cited: 'SYS.1.6.A6', title: 'Trusted images', bearing: 'supports' },
    { id: 'SYS.1.6.A8', cited: 'SYS.1.6.A8', title: 'Safe storage of credentials', bearing: 'supports' },
    { id: 'SYS.1.6.A17', cited: 'SYS.1.6.A17', title: 'Containers without privileges', bearing: 'enforces' },
    { id: 'SYS.1.6.A21', cited: 'SYS.1.6.A21', title: 'Extended security policies', bearing: 'supports' },
    { id: 'SYS.1.6.A23', cited: 'SYS.1.6.A23', title: 'Containers that do not change', bearing: 'enforces' },
  ],
};

import type { Framework } from './types.ts';

/** General Data Protection Regulation. */
export const gdpr: Framework = {
  id: 'gdpr',
  name: 'GDPR',
  source: 'Regulation (EU) 2016/679',
  asOf: '2026-11-22',
  recalled: false,
  controls: [
    {
      id: 'art-5-1-f',
      cited: 'Art. 5(1)(f)',
      title: 'Integrity and confidentiality of personal data',
      bearing: 'supports',
    },
    {
      id: 'art-22',
      cited: 'Art. 22',
      title: 'No decision with serious effect by automation alone',
      bearing: 'supports',
    },
    { id: 'art-25', cited: 'Art. 25', title: 'Data protection by design and by default', bearing: 'supports' },
    { id: 'art-32', cited: 'Art. 32', title: 'Security of processing', bearing: 'supports' },
    { id: 'art-32-1-a', cited: 'Art. 32(1)(a)', title: 'Pseudonymisation and encryption', bearing: 'enforces' },
    {
      id: 'art-44',
      cited: 'Art. 44',
      title: 'Transfers to third countries only under the conditions of chapter V',
      bearing: 'enforces',
    },
    {
      id: 'art-48',
      cited: 'Art. 48',
      title: 'No disclosure on a foreign order without an agreement',
      bearing: 'supports',
    },
  ],
};

/** AI Act. Its application dates moved and may move again: see docs, not this table. */
export const aiAct: Framework = {
  id: 'ai-act',
  name: 'AI Act',
  source: 'Regulation (EU) 2024/1689',
  asOf: '2026-11-22',
  recalled: false,
  controls: [
    {
      id: 'art-12',
      cited: 'Art. 12',
      title: 'Automatic recording of events over the lifetime of the system',
      bearing: 'supports',
    },
    { id: 'art-14', cited: 'Art. 14', title: 'Effective oversight by people', bearing: 'supports' },
    { id: 'art-15', cited: 'Art. 15', title: 'Accuracy, robustness and cybersecurity', bearing: 'supports' },
    { id: 'art-19-1', cited: 'Art. 19(1)', title: 'Providers keep the logs at least six months', bearing: 'supports' },
    { id: 'art-26-2', cited: 'Art. 26(2)', title: 'Deployers give oversight to competent people', bearing: 'supports' },
    { id: 'art-26-6', cited: 'Art. 26(6)', title: 'Deployers keep the logs at least six months', bearing: 'supports' },
  ],
};

/** European Health Data Space. */
export const ehds: Framework = {
  id: 'ehds',
  name: 'EHDS',
  source: 'Regulation (EU) 2025/327',
  asOf: '2026-11-22',
  recalled: false,
  controls: [
    {
      id: 'art-87',
      cited: 'Art. 87',
      title: 'Storage and processing of health data for secondary use in the Union',
      bearing: 'enforces',
    },
    {
      id: 'annex-ii-3',
      cited: 'Annex II 3',
      title: 'Logs say who saw which category of whose data, when and from where',
      bearing: 'supports',
    },
  ],
};

/** NIS 2 Directive. */
export const nis2: Framework = {
  id: 'nis2',
  name: 'NIS 2',
  source: 'Directive (EU) 2022/2555',
  asOf: '2026-11-22',
  recalled: false,
  controls: [
    { id: 'art-21-2', cited: 'Art. 21(2)', title: 'Measures to manage cybersecurity risk', bearing: 'supports' },
  ],
};

/** The Commission's Cloud Sovereignty Framework. */
export const cloudSovereignty: Framework = {
  id: 'eu-csf',
  name: 'EU Cloud Sovereignty Framework',
  source: 'Cloud Sovereignty Framework 1.2.1, European Commission',
  asOf: '2026-11-22',
  recalled: true,
  controls: [{ id: 'SOV-2', cited: 'SOV-2', title: 'Legal and jurisdictional sovereignty', bearing: 'supports' }],
};

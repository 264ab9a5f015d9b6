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
      id: 'art-5-1-e',
      cited: 'Art. 5(1)(e)',
      title: 'Personal data is kept no longer than it is needed',
      bearing: 'supports',
    },
    {
      id: 'art-5-1-f',
      cited: 'Art. 5(1)(f)',
      title: 'Integrity and confidentiality of personal data',
      bearing: 'supports',
    },
    {
      id: 'art-9',
      cited: 'Art. 9',
      title: 'Health data is processed only on one of the listed grounds',
      bearing: 'documents',
      open: 'the record of processing and its legal basis, which a person writes',
    },
    {
      id: 'art-22',
      cited: 'Art. 22',
      title: 'No decision with serious effect by automation alone',
      bearing: 'supports',
    },
    { id: 'art-25', cited: 'Art. 25', title: 'Data protection by design and by default', bearing: 'supports' },
    {
      id: 'art-28-3-a',
      cited: 'Art. 28(3)(a)',
      title: 'Processors act, and transfer, only on documented instructions',
      bearing: 'documents',
      open: 'the contract with each processor',
    },
    {
      id: 'art-28-4',
      cited: 'Art. 28(4)',
      title: 'Sub-processors are bound by the same duties',
      bearing: 'documents',
      open: 'the contracts; the places section of the report lists the operators to ask',
    },
    {
      id: 'art-30-1',
      cited: 'Art. 30(1)(d)–(g)',
      title: 'The record of processing names recipients, transfers, time limits and measures',
      bearing: 'documents',
      open: 'the record; the report gives places, operators and measures for it',
    },
    { id: 'art-32', cited: 'Art. 32', title: 'Security of processing', bearing: 'supports' },
    { id: 'art-32-1-a', cited: 'Art. 32(1)(a)', title: 'Pseudonymisation and encryption', bearing: 'enforces' },
    {
      id: 'art-32-1-d',
      cited: 'Art. 32(1)(d)',
      title: 'The measures are tested regularly',
      bearing: 'documents',
      open: 'that the judge and a restore are run on a schedule: the pipeline shows it',
    },
    {
      id: 'art-35-3-b',
      cited: 'Art. 35(3)(b)',
      title: 'An impact assessment for health data on a large scale',
      bearing: 'documents',
      open: 'the assessment, which a person writes',
    },
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
      id: 'art-9',
      cited: 'Art. 9',
      title: 'A risk management system over the whole lifetime',
      bearing: 'documents',
      open: 'the risk file, which a person keeps',
    },
    {
      id: 'art-10',
      cited: 'Art. 10(2)(f)–(g)',
      title: 'Data sets are examined for bias, and it is mitigated',
      bearing: 'supports',
      open: 'that an evaluation by subgroup is run, and its results',
    },
    {
      id: 'art-11',
      cited: 'Art. 11, Annex IV',
      title: 'Technical documentation',
      bearing: 'documents',
      open: 'the documentation; what configuration knows of it is in the report',
    },
    {
      id: 'art-12',
      cited: 'Art. 12',
      title: 'Automatic recording of events over the lifetime of the system',
      bearing: 'supports',
    },
    {
      id: 'art-13',
      cited: 'Art. 13',
      title: 'Deployers can understand what the system does',
      bearing: 'documents',
      open: 'the instructions for use',
    },
    { id: 'art-14', cited: 'Art. 14', title: 'Effective oversight by people', bearing: 'supports' },
    { id: 'art-15', cited: 'Art. 15', title: 'Accuracy, robustness and cybersecurity', bearing: 'supports' },
    { id: 'art-19-1', cited: 'Art. 19(1)', title: 'Providers keep the logs at least six months', bearing: 'supports' },
    { id: 'art-26-2', cited: 'Art. 26(2)', title: 'Deployers give oversight to competent people', bearing: 'supports' },
    { id: 'art-26-6', cited: 'Art. 26(6)', title: 'Deployers keep the logs at least six months', bearing: 'supports' },
    {
      id: 'art-27',
      cited: 'Art. 27',
      title: 'An assessment of the impact on fundamental rights',
      bearing: 'documents',
      open: 'the assessment, which a person writes',
    },
    {
      id: 'art-50',
      cited: 'Art. 50',
      title: 'People know that they deal with an AI system',
      bearing: 'documents',
      open: 'the user interface',
    },
    {
      id: 'art-72',
      cited: 'Art. 72',
      title: 'Monitoring after placing on the market',
      bearing: 'documents',
      open: 'the monitoring plan and its results',
    },
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
      id: 'art-25',
      cited: 'Art. 25',
      title: 'Record systems exchange in the European format and log access',
      bearing: 'supports',
    },
    {
      id: 'annex-ii-3',
      cited: 'Annex II 3',
      title: 'Logs say who saw which category of whose data, when and from where',
      bearing: 'supports',
    },
    {
      id: 'art-73',
      cited: 'Art. 73',
      title: 'Secondary use in a secure processing environment',
      bearing: 'documents',
      open: 'the environment and its rules of access: nothing leaves it but what was released',
    },
    {
      id: 'art-87',
      cited: 'Art. 87',
      title: 'Storage and processing of health data for secondary use in the Union',
      bearing: 'enforces',
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
    {
      id: 'art-21-2-c',
      cited: 'Art. 21(2)(c)',
      title: 'Continuity: backups, recovery, crisis management',
      bearing: 'documents',
      open: 'a restore that was tried',
    },
    { id: 'art-21-2-d', cited: 'Art. 21(2)(d)', title: 'Security of the supply chain', bearing: 'supports' },
  ],
};

/** The Commission's Cloud Sovereignty Framework. */
export const cloudSovereignty: Framework = {
  id: 'eu-csf',
  name: 'EU Cloud Sovereignty Framework',
  source:
    'Cloud Sovereignty Framework 1.2.1, European Commission, DG DIGIT, October 2025; objectives, levels and weights read in the MISP taxonomy "sov"',
  asOf: '2026-11-22',
  recalled: false,
  controls: [
    {
      id: 'SOV-1',
      cited: 'SOV-1',
      title: 'Strategic sovereignty',
      bearing: 'documents',
      open: 'ownership, governance and financing of each operator',
    },
    { id: 'SOV-2', cited: 'SOV-2', title: 'Legal and jurisdictional sovereignty', bearing: 'supports' },
    { id: 'SOV-3', cited: 'SOV-3', title: 'Data and AI sovereignty', bearing: 'supports' },
    {
      id: 'SOV-4',
      cited: 'SOV-4',
      title: 'Operational sovereignty',
      bearing: 'documents',
      open: 'who can run, mend and leave the platform',
    },
    { id: 'SOV-5', cited: 'SOV-5', title: 'Supply chain sovereignty', bearing: 'supports' },
    {
      id: 'SOV-6',
      cited: 'SOV-6',
      title: 'Technology sovereignty',
      bearing: 'documents',
      open: 'licences, interfaces and who maintains the parts',
    },
    { id: 'SOV-7', cited: 'SOV-7', title: 'Security and compliance sovereignty', bearing: 'supports' },
    {
      id: 'SOV-8',
      cited: 'SOV-8',
      title: 'Environmental sustainability',
      bearing: 'documents',
      open: 'energy, water and hardware of the data centres',
    },
  ],
};

/** What one module of the platform does with personal data, as a reviewer of the module found it. */
export interface Processing {
  readonly title: string;
  /** Never empty: an activity that nobody can say the purpose of must not be recorded. */
  readonly purpose: string;
  readonly dataSubjects: readonly string[];
  readonly dataCategories: readonly string[];
  /** Whether data of Art. 9(1) GDPR is among it. */
  readonly special: boolean;
  /** What the review rests on. */
  readonly source: string;
  /** YYYY-MM-DD */
  readonly asOf: string;
}

const REVIEWED = '2026-11-23';
const HEALTH = 'health data (Art. 9 GDPR)';
const PATIENTS = 'patients';
const STAFF = 'staff who use or run the platform';

/** Activities by name; a site has those of its modules. Sources are pages of this project's documentation. */
export const PROCESSING = {
  record: {
    title: "Patients' record",
    purpose: "Keeping the patients' record of treatment in FHIR R4, and giving it to those who treat",
    dataSubjects: [PATIENTS, 'relatives and contacts of patients', 'staff who treat or document'],
    dataCategories: ['identification and contact data', `diagnoses, findings, procedures, medication: ${HEALTH}`],
    special: true,
    source: 'docs/roles/interoperability.md, docs/roles/smart.md',
    asOf: REVIEWED,
  },
  messages: {
    title: 'Messages from hospital systems',
    purpose: "Taking over what other systems of the hospital know into the patients' record",
    dataSubjects: [PATIENTS, 'relatives and contacts of patients', 'staff named in messages'],
    dataCategories: ['identification and contact data', `stays, orders and results: ${HEALTH}`],
    special: true,
    source: 'docs/roles/interoperability.md',
    asOf: REVIEWED,
  },
  imaging: {
    title: 'Imaging archive',
    purpose: 'Keeping diagnostic images, and giving them to those who treat',
    dataSubjects: [PATIENTS, 'staff named in images'],
    dataCategories: ['identification data in DICOM headers', `images and what they show: ${HEALTH}`],
    special: true,
    source: 'docs/roles/interoperability.md',
    asOf: REVIEWED,
  },
  pseudonymisation: {
    title: 'Trust centre',
    purpose: 'Replacing what identifies patients by pseudonyms, and keeping the only table that leads back',
    dataSubjects: [PATIENTS],
    dataCategories: ['identifiers and their pseudonyms', `records on their way to research: ${HEALTH}`],
    special: true,
    source: 'docs/roles/repository.md',
    asOf: REVIEWED,
  },
  research: {
    title: 'Research store',
    purpose: 'Giving approved cohorts, pseudonymised, to researchers of the house',
    dataSubjects: [PATIENTS, 'researchers'],
    dataCategories: [`pseudonymised records, which stay personal data: ${HEALTH}`],
    special: true,
    source: 'docs/roles/repository.md',
    asOf: REVIEWED,
  },
  tuning: {
    title: 'Tuning of models',
    purpose: 'Tuning a language model on a data set that was approved for it',
    dataSubjects: ['patients whose records are in the data set, unless it is anonymous'],
    dataCategories: [`what the data set holds, by its declared provenance: ${HEALTH}`],
    special: true,
    source: 'docs/roles/ai-hub.md',
    asOf: REVIEWED,
  },
  retrieval: {
    title: 'Search in documents',
    purpose: "Finding passages of the hospital's own documents for a question",
    dataSubjects: ['patients whom a question or a document is about'],
    dataCategories: [`questions made from the record, and the documents: ${HEALTH}`],
    special: true,
    source: 'docs/roles/ai-hub.md',
    asOf: REVIEWED,
  },
  bias: {
    title: 'Evaluation of bias',
    purpose: "Measuring whether the model's answers differ between groups of patients (AI Act Art. 10, 15, 26)",
    dataSubjects: ['patients whose cases are in the held-out data set'],
    dataCategories: [`held-out cases with the groups that people belong to: ${HEALTH}`],
    special: true,
    source: 'docs/roles/governance.md',
    asOf: REVIEWED,
  },
  audit: {
    title: 'Audit trail',
    purpose: 'Recording each access to patient data and each answer of a model, so that both can be examined',
    dataSubjects: [PATIENTS, STAFF],
    dataCategories: ['who accessed what, when and from where', `questions to models and their answers: ${HEALTH}`],
    special: true,
    source: 'docs/roles/governance.md, docs/roles/ai-hub.md',
    asOf: REVIEWED,
  },
  identity: {
    title: 'Identity of staff',
    purpose: 'Establishing who somebody is, and which roles they have, before they use the platform',
    dataSubjects: [STAFF],
    dataCategories: ['account, name, e-mail address, roles', 'logins with time and address'],
    special: false,
    source: 'docs/roles/identity.md',
    asOf: REVIEWED,
  },
  entrance: {
    title: 'Entrance',
    purpose: 'Admitting connections from the named networks, and turning all others away',
    dataSubjects: [STAFF, 'researchers, where they have a door'],
    dataCategories: ['address, time and door of each connection'],
    special: false,
    source: 'docs/roles/ingress.md',
    asOf: REVIEWED,
  },
  backup: {
    title: 'Backup',
    purpose: 'Restoring each database after loss (Art. 32(1)(b) and (c) GDPR)',
    dataSubjects: ['everybody whose data is in a database of the platform'],
    dataCategories: [`copies of every database, encrypted before they leave the pod: ${HEALTH}`],
    special: true,
    source: 'docs/roles/backup.md',
    asOf: REVIEWED,
  },
  observability: {
    title: 'Operation',
    purpose: 'Seeing whether the platform works, and telling whoever is on call when it does not',
    dataSubjects: [STAFF],
    dataCategories: ['operational logs, metrics and traces, in which accounts and addresses may stand'],
    special: false,
    source: 'docs/roles/observability.md',
    asOf: REVIEWED,
  },
  application: {
    title: 'Third-party app',
    purpose: 'Letting an app of another company, as reviewed, read what its scopes open',
    dataSubjects: [PATIENTS],
    dataCategories: [`what the scopes of the app open: ${HEALTH}`],
    special: true,
    source: 'docs/roles/app-store.md',
    asOf: REVIEWED,
  },
  assistance: {
    title: 'Assistance by a model',
    purpose: 'Asking a language model for a proposal that a clinician decides about',
    dataSubjects: [PATIENTS, 'clinicians who decide'],
    dataCategories: [`what the workflow shows the model of the record, its answer, the decision: ${HEALTH}`],
    special: true,
    source: 'docs/roles/clinical-workflows.md',
    asOf: REVIEWED,
  },
} as const satisfies Readonly<Record<string, Processing>>;

import type { ClinicalWorkflow } from './workflow.ts';

/** What the findings could mean and what would tell the possibilities apart: a second opinion for the clinician. */
export const diagnosticSupport: ClinicalWorkflow = {
  key: 'diagnostic-support',
  title: 'Diagnostic support',
  purpose:
    'Lists possibilities that the documented findings leave open, and what speaks for and against each. No diagnosis is made by it.',
  start: { kind: 'person' },
  inputs: [
    {
      resource: 'Observation',
      search: 'encounter={encounter}',
      shown: ['code.text', 'valueQuantity', 'valueString', 'interpretation', 'effectiveDateTime'],
    },
    {
      resource: 'DiagnosticReport',
      search: 'encounter={encounter}',
      shown: ['code.text', 'conclusion', 'effectiveDateTime'],
    },
    { resource: 'ImagingStudy', search: 'patient={patient}', shown: ['description', 'modality', 'started'] },
    { resource: 'Condition', search: 'patient={patient}', shown: ['code.text', 'clinicalStatus', 'onsetDateTime'] },
  ],
  instruction:
    'You support a clinician. From the record below, list at most five conditions that the findings leave open, each with what speaks for it and against it, and what would tell them apart. Name findings that need attention today first. Use only the record.',
  fields: [
    { id: 'summary', label: 'What the findings leave open' },
    { id: 'next', label: 'What would tell them apart' },
  ],
  writes: ['ClinicalImpression'],
  resources: `
return [{
  resourceType: 'ClinicalImpression',
  status: 'completed',
  subject: context.patient,
  encounter: context.encounter,
  date: context.now,
  assessor: context.clinician,
  summary: fields.summary,
  note: [{ text: fields.next }],
}];`,
};

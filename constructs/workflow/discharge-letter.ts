import type { ClinicalWorkflow } from './workflow.ts';

/** A draft of the discharge letter out of the encounter's record. LOINC 18842-5 is "Discharge summary". */
export const dischargeLetter: ClinicalWorkflow = {
  key: 'discharge-letter',
  title: 'Discharge letter',
  purpose:
    'Drafts the letter to whoever goes on treating the patient. The clinician answers for every sentence; nothing is sent.',
  start: { kind: 'person' },
  inputs: [
    {
      resource: 'Condition',
      search: 'encounter={encounter}',
      shown: ['code.text', 'code.coding', 'clinicalStatus', 'onsetDateTime', 'note'],
    },
    {
      resource: 'Procedure',
      search: 'encounter={encounter}',
      shown: ['code.text', 'code.coding', 'performedDateTime', 'performedPeriod', 'note'],
    },
    {
      resource: 'MedicationRequest',
      search: 'encounter={encounter}',
      shown: ['medicationCodeableConcept', 'dosageInstruction', 'status'],
    },
    { resource: 'AllergyIntolerance', search: 'patient={patient}', shown: ['code.text', 'criticality', 'reaction'] },
    {
      resource: 'DiagnosticReport',
      search: 'encounter={encounter}',
      shown: ['code.text', 'conclusion', 'effectiveDateTime'],
    },
    {
      resource: 'Observation',
      search: 'encounter={encounter}&category=laboratory',
      shown: ['code.text', 'valueQuantity', 'interpretation', 'effectiveDateTime'],
    },
  ],
  instruction:
    'You draft a discharge letter for a colleague who goes on treating the patient. Use only the record below. Say what is not documented instead of guessing. Invent no value, no date and no medication.',
  fields: [
    { id: 'diagnoses', label: 'Diagnoses' },
    { id: 'course', label: 'Hospital course' },
    { id: 'findings', label: 'Findings' },
    { id: 'medication', label: 'Medication at discharge' },
    { id: 'recommendations', label: 'Recommendations' },
  ],
  writes: ['Composition'],
  resources: `
const titles = { diagnoses: 'Diagnoses', course: 'Hospital course', findings: 'Findings', medication: 'Medication at discharge', recommendations: 'Recommendations' };
return [{
  resourceType: 'Composition',
  status: 'final',
  type: { coding: [{ system: 'http://loinc.org', code: '18842-5', display: 'Discharge summary' }] },
  subject: context.patient,
  encounter: context.encounter,
  date: context.now,
  author: [context.clinician],
  title: 'Discharge summary',
  section: Object.keys(titles).map((id) => ({
    title: titles[id],
    text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">' + paragraphs(fields[id]) + '</div>' },
  })),
}];`,
};

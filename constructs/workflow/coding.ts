import type { ClinicalWorkflow } from './workflow.ts';

/**
 * Codes for what was documented: ICD-10-GM for diagnoses, OPS for procedures, as the BfArM publishes them each year.
 * System addresses as HL7 Deutschland's base profiles have them (de.basisprofil.r4).
 */
export function coding(year: number): ClinicalWorkflow {
  return {
    key: 'coding',
    title: 'Coding',
    purpose:
      'Proposes ICD-10-GM and OPS codes for what the record documents. The clinician decides; nothing is billed by it.',
    start: { kind: 'person' },
    inputs: [
      { resource: 'Condition', search: 'encounter={encounter}', shown: ['code.text', 'clinicalStatus', 'note'] },
      { resource: 'Procedure', search: 'encounter={encounter}', shown: ['code.text', 'performedDateTime', 'note'] },
      { resource: 'Composition', search: 'encounter={encounter}&status=final', shown: ['title', 'section'] },
      { resource: 'DiagnosticReport', search: 'encounter={encounter}', shown: ['code.text', 'conclusion'] },
    ],
    instruction: `You propose codes for a German hospital, from ICD-10-GM ${year} for diagnoses and OPS ${year} for procedures. Code only what the record below documents. One code a line, then a space and the words of the record that support it. Write "none" where there is nothing to code.`,
    fields: [
      {
        id: 'diagnoses',
        label: `Diagnoses, one ICD-10-GM ${year} code a line`,
        form: '^(none|[A-Z][0-9]{2}(\\.[0-9]{1,2})?[+*!]?( .*)?(\\n[A-Z][0-9]{2}(\\.[0-9]{1,2})?[+*!]?( .*)?)*)$',
      },
      {
        id: 'procedures',
        label: `Procedures, one OPS ${year} code a line`,
        form: '^(none|[1-9]-[0-9]{2}[0-9a-z](\\.[0-9a-z]{1,2})?( .*)?(\\n[1-9]-[0-9]{2}[0-9a-z](\\.[0-9a-z]{1,2})?( .*)?)*)$',
      },
    ],
    writes: ['Condition', 'Procedure'],
    resources: `
const lines = (text) => text === 'none' ? [] : text.split('\\n').map((line) => line.trim()).filter((line) => line !== '');
const coded = (line, system) => {
  const code = line.split(' ')[0];
  return { coding: [{ system, version: '${year}', code }], text: line.slice(code.length).trim() || code };
};
const about = { subject: context.patient, encounter: context.encounter };
return [
  ...lines(fields.diagnoses).map((line) => ({
    resourceType: 'Condition',
    ...about,
    clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'encounter-diagnosis' }] }],
    code: coded(line, 'http://fhir.de/CodeSystem/bfarm/icd-10-gm'),
    recordedDate: context.now,
    recorder: context.clinician,
  })),
  ...lines(fields.procedures).map((line) => ({
    resourceType: 'Procedure',
    ...about,
    status: 'completed',
    code: coded(line, 'http://fhir.de/CodeSystem/bfarm/ops'),
    recorder: context.clinician,
  })),
];`,
  };
}

import type { ClinicalWorkflow } from './workflow.ts';

/** How often everybody is looked at, and how long a warning may wait. */
export interface EarlyWarningProps {
  readonly everyMinutes: number;
  readonly escalateAfterMinutes: number;
}

/** Watches vital signs of patients who are in the house, and asks a clinician to look where they may be getting worse. */
export function earlyWarning({ everyMinutes, escalateAfterMinutes }: EarlyWarningProps): ClinicalWorkflow {
  return {
    key: 'early-warning',
    title: 'Early warning of deterioration',
    purpose:
      'Asks a clinician to look at a patient whose vital signs suggest deterioration. It replaces no round, no monitor and no alarm.',
    start: { kind: 'schedule', cycle: `R/PT${everyMinutes}M` },
    inputs: [
      {
        resource: 'Observation',
        search: 'encounter={encounter}&category=vital-signs&_sort=-date&_count=60',
        shown: ['code.text', 'code.coding', 'valueQuantity', 'component', 'effectiveDateTime'],
      },
      {
        resource: 'Observation',
        search: 'encounter={encounter}&category=laboratory&_sort=-date&_count=40',
        shown: ['code.text', 'valueQuantity', 'interpretation', 'effectiveDateTime'],
      },
    ],
    instruction:
      'You watch vital signs for deterioration of adult inpatients. From the record below, say in the field risk "high" when the course suggests deterioration within hours, otherwise "low". Name the values and times that made you say so. When values are missing or old, say so.',
    fields: [
      { id: 'risk', label: 'Risk of deterioration (high or low)', form: '^(high|low)$' },
      { id: 'reason', label: 'Values and times that speak for it' },
    ],
    onlyWhen: { field: 'risk', equals: 'high' },
    escalateAfter: `PT${escalateAfterMinutes}M`,
    writes: ['Flag'],
    resources: `
return [{
  resourceType: 'Flag',
  status: 'active',
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/flag-category', code: 'clinical' }] }],
  code: { text: 'Risk of deterioration: ' + fields.risk + '. ' + fields.reason },
  subject: context.patient,
  encounter: context.encounter,
  period: { start: context.now },
  author: context.clinician,
}];`,
  };
}

import type { ExportableResource } from '../../core/site/research.ts';

/** What of one kind of resource reaches research. Element paths are below the resource, as FHIR R4 names them. */
export interface ResourceRules {
  /** Elements that stay, without their texts: codes, quantities, statuses. */
  readonly keep: readonly string[];
  /** Elements with a date that stays as its month: `2026-11`. @default - none */
  readonly month?: readonly string[];
  /** Elements with a date that stays as its year. @default - none */
  readonly year?: readonly string[];
}

const medication = ['status', 'category', 'medication', 'reasonCode'] as const;

/**
 * Every kind of resource that may reach research, and what of it. Reviewed data: what is not named here is dropped, a whole
 * kind as well as one element. References need no line; their ids are hashed wherever they stand.
 */
export const researchResources = {
  Patient: { keep: ['gender', 'deceased.ofType(boolean)'], year: ['birthDate'] },
  Encounter: {
    keep: [
      ...['status', 'class', 'type', 'serviceType', 'priority', 'diagnosis.use', 'diagnosis.rank', 'length'],
      ...['hospitalization.admitSource', 'hospitalization.dischargeDisposition'],
    ],
    month: ['period'],
  },
  Condition: {
    keep: ['clinicalStatus', 'verificationStatus', 'category', 'severity', 'code', 'bodySite', 'stage.summary'],
    month: ['onset', 'recordedDate'],
  },
  Observation: {
    keep: [
      ...['status', 'category', 'code', 'value', 'dataAbsentReason', 'interpretation', 'bodySite', 'method'],
      ...['referenceRange', 'component'],
    ],
    month: ['effective'],
  },
  Procedure: { keep: ['status', 'category', 'code', 'bodySite', 'outcome', 'complication'], month: ['performed'] },
  DiagnosticReport: { keep: ['status', 'category', 'code', 'conclusionCode'], month: ['effective'] },
  Specimen: { keep: ['status', 'type', 'collection.method', 'collection.bodySite'], month: ['collection.collected'] },
  Medication: { keep: ['code', 'status', 'form', 'ingredient'] },
  MedicationRequest: { keep: [...medication, 'intent', 'priority', 'dosageInstruction'], month: ['authoredOn'] },
  MedicationStatement: { keep: [...medication, 'dosage'], month: ['effective'] },
  MedicationAdministration: { keep: [...medication, 'dosage'], month: ['effective'] },
  AllergyIntolerance: {
    keep: [
      ...['clinicalStatus', 'verificationStatus', 'type', 'category', 'criticality', 'code'],
      ...['reaction.substance', 'reaction.manifestation', 'reaction.severity'],
    ],
    month: ['onset'],
  },
  Immunization: { keep: ['status', 'vaccineCode', 'route'], month: ['occurrence'] },
} as const satisfies Readonly<Record<ExportableResource | 'Patient' | 'Medication', ResourceRules>>;

/** A kind of resource that may reach research. */
export type ResearchResource = keyof typeof researchResources;

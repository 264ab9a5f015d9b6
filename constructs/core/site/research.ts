/** Kinds of resources that a research export may name; what of each goes along is reviewed with the anonymisation rules. */
export const exportableResources = [
  ...(['Encounter', 'Condition', 'Observation', 'Procedure', 'DiagnosticReport', 'Specimen'] as const),
  ...(['MedicationRequest', 'MedicationStatement', 'MedicationAdministration'] as const),
  ...(['AllergyIntolerance', 'Immunization'] as const),
] as const;

/** One of {@link exportableResources}. */
export type ExportableResource = (typeof exportableResources)[number];

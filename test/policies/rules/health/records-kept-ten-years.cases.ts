import { recordsKeptTenYears } from '../../../../policies/rules/health/records-kept-ten-years.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

/** The parts of a site file that the rule reads. */
const site = (retention: string, country = 'DE', modules = '{fhir: {replicas: 2}}') => `schema: domicile/site/v1
name: klinik
country: ${country}
storage:
  backup: {endpoint: https://s3.klinik.example, ${retention}}
modules: ${modules}
`;
const path = 'storage.backup.retentionDays';

export const cases: RuleCases = {
  rule: recordsKeptTenYears,
  compliant: [
    { name: 'ten years', input: site('retentionDays: 3653') },
    { name: 'ten years of 365 days', input: site('retentionDays: 3650') },
  ],
  nonCompliant: [
    { name: 'nine years', input: site('retentionDays: 3285'), path, found: '3285' },
    { name: 'nothing said', input: site('bucket: b'), path, found: '(nothing)' },
    { name: 'a number in quotes', input: site('retentionDays: "3650"'), path, found: '3650' },
  ],
  indeterminate: [
    { name: 'a value that is filled in later', input: site('retentionDays: "${DAYS}"'), path, found: '${DAYS}' },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};

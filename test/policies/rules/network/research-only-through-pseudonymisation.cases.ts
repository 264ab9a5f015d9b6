import { researchOnlyThroughPseudonymisation } from '../../../../policies/rules/network/research-only-through-pseudonymisation.ts';
import { configMap, documents, type RuleCases } from '../../../support/rule-cases.ts';
import { flows, member } from '../ai/platform.ts';
import { beside } from './where-data-is.ts';

const [fhir, research] = [member('fhir', 'fhir'), member('research', 'research-fhir')];
const centre = member('centre', 'pseudonymisation');
const path = 'metadata.labels["domicile.internal/role"]';
const bridged = [
  flows('centre', ['fhir', 'research'], []),
  flows('fhir', [], ['centre']),
  flows('research', [], ['centre']),
];

export const cases: RuleCases = {
  rule: researchOnlyThroughPseudonymisation,
  compliant: [
    {
      name: 'the trust centre reads the record and writes to research; nothing else does both',
      input: documents(fhir, research, centre, ...bridged),
    },
    {
      name: 'both sides send their records to the audit collector, which only takes',
      input: documents(
        ...[fhir, research, member('collector', 'audit-collector')],
        flows('fhir', ['collector'], []),
        flows('research', ['collector'], []),
        flows('collector', [], ['fhir', 'research']),
      ),
    },
    { name: 'a research store with no record beside it', input: documents(research) },
    { name: 'a record with no research store beside it', input: documents(fhir), silent: true },
  ],
  nonCompliant: [
    {
      name: 'the record may send straight to research',
      input: documents(fhir, research, flows('fhir', ['research'], []), flows('research', [], ['fhir'])),
      path,
      found: 'Pod/clinical/fhir — Pod/clinical/research',
    },
    {
      name: 'research may fetch from the record',
      input: documents(fhir, research, flows('fhir', [], ['research']), flows('research', ['fhir'], [])),
      path,
      found: 'Pod/clinical/fhir — Pod/clinical/research',
    },
    {
      name: 'a job reads the one and writes to the other',
      input: documents(
        ...[fhir, research, centre, member('copy', 'integration')],
        flows('copy', ['fhir', 'research'], []),
        flows('centre', ['fhir', 'research'], []),
        flows('fhir', [], ['centre', 'copy']),
        flows('research', [], ['centre', 'copy']),
      ),
      path,
      found: 'Pod/clinical/fhir — Pod/clinical/copy — Pod/clinical/research',
    },
    {
      name: 'both sides use one database',
      input: documents(
        ...[fhir, research, member('database', 'database')],
        flows('fhir', ['database'], []),
        flows('research', ['database'], []),
        flows('database', [], ['fhir', 'research']),
      ),
      path,
      found: 'Pod/clinical/fhir — Pod/clinical/database — Pod/clinical/research',
    },
    {
      name: 'over two hops that no role names',
      input: documents(
        ...[fhir, research, member('cache', 'cache'), member('report', 'report')],
        flows('cache', ['fhir'], ['report']),
        flows('report', ['cache', 'research'], []),
        flows('fhir', [], ['cache']),
        flows('research', [], ['report']),
      ),
      path,
      found: 'Pod/clinical/fhir — Pod/clinical/cache — Pod/clinical/report — Pod/clinical/research',
    },
    {
      name: 'no policy closes anything',
      input: documents(fhir, research, centre),
      path,
      found: 'Pod/clinical/fhir — Pod/clinical/research',
    },
  ],
  indeterminate: beside(path, fhir, research, centre, ...bridged),
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};

import { profilesArePinned } from '../../../../policies/rules/health/profiles-are-pinned.ts';
import { pod, type RuleCases } from '../../../support/rule-cases.ts';

const server = (guide: string) => `apiVersion: v1
kind: ConfigMap
metadata: {name: fhir, namespace: clinical}
data:
  application.yaml: |
    hapi:
      fhir:
        fhir_version: R4
        implementationguides:
          isik: ${guide}
`;
const path = 'data["application.yaml"]';

export const cases: RuleCases = {
  rule: profilesArePinned,
  compliant: [
    { name: 'the release of an ISiK module', input: server('{name: de.gematik.isik-basismodul, version: 4.0.3}') },
    { name: 'a pre-release by its full name', input: server('{name: de.basisprofil.r4, version: 1.5.0-beta.2}') },
  ],
  nonCompliant: [
    {
      name: 'whatever is current',
      input: server('{name: de.gematik.isik-basismodul, version: current}'),
      path,
      found: 'de.gematik.isik-basismodul current',
    },
    {
      name: 'no release at all',
      input: server('{name: de.gematik.isik-basismodul}'),
      path,
      found: 'de.gematik.isik-basismodul (nothing)',
    },
    {
      name: 'a range',
      input: server('{name: de.gematik.isik-basismodul, version: 4.0.x}'),
      path,
      found: 'de.gematik.isik-basismodul 4.0.x',
    },
  ],
  indeterminate: [
    {
      name: 'a release that a template fills in',
      input: server('{name: de.gematik.isik-basismodul, version: "${ISIK}"}'),
      path,
      found: 'de.gematik.isik-basismodul ${ISIK}',
    },
  ],
  unselected: [{ name: 'a Pod', input: pod('containers: []') }],
};

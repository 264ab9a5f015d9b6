import { boundaryOf } from '../../../../policies/judge.ts';
import { publisherWithinJurisdictions } from '../../../../policies/rules/marketplace/publisher-within-jurisdictions.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';
import { appNamespace } from './app.ts';

const boundary = boundaryOf('EEA', [], new Set(['DE', 'SE']));
const companies = {
  publisher: 'Nordlicht Bildgebung GmbH',
  'publisher-country': 'DE',
  'publisher-parent': 'Nordlicht Holding AB',
  'publisher-parent-country': 'SE',
};
const at = (key: string) => `metadata.annotations["domicile.internal/${key}"]`;
const { 'publisher-parent-country': _, ...unsaid } = companies;

export const cases: RuleCases = {
  rule: publisherWithinJurisdictions,
  compliant: [
    { name: 'publisher and parent inside', input: appNamespace(companies), boundary },
    { name: 'a site that accepts any operator', input: appNamespace({}), silent: true },
    { name: "a namespace of the platform's own", input: appNamespace({}, 'fhir'), boundary, silent: true },
  ],
  nonCompliant: [
    {
      name: 'a parent beyond the boundary',
      input: appNamespace({ ...companies, 'publisher-parent-country': 'US' }),
      boundary,
      path: at('publisher-parent-country'),
      found: 'US',
    },
    {
      name: 'a seat beyond the boundary',
      input: appNamespace({ ...companies, 'publisher-country': 'CH' }),
      boundary,
      path: at('publisher-country'),
      found: 'CH',
    },
    {
      name: 'a parent whose name the catalogue knows to be elsewhere',
      input: appNamespace({ ...companies, 'publisher-parent': 'Microsoft Deutschland GmbH' }),
      boundary,
      path: at('publisher-parent'),
      found: 'Microsoft Deutschland GmbH',
    },
    {
      name: 'a parent of whom nothing is said',
      input: appNamespace(unsaid),
      boundary,
      path: at('publisher-parent-country'),
      found: '(nothing)',
    },
    {
      name: 'a publisher without a name',
      input: appNamespace({ ...companies, publisher: ' ' }),
      boundary,
      path: at('publisher'),
      found: ' ',
    },
  ],
  indeterminate: [
    {
      name: 'a country that something fills in later',
      input: appNamespace({ ...companies, 'publisher-country': '$'.concat('{COUNTRY}') }),
      boundary,
      path: at('publisher-country'),
      found: '$'.concat('{COUNTRY}'),
    },
    {
      name: 'a name that something fills in later',
      input: appNamespace({ ...companies, publisher: '$'.concat('{PUBLISHER}') }),
      boundary,
      path: at('publisher'),
      found: '$'.concat('{PUBLISHER}'),
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};

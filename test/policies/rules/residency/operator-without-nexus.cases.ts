import { boundaryOf } from '../../../../policies/judge.ts';
import { operatorWithoutNexus } from '../../../../policies/rules/residency/operator-without-nexus.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const store = (url: string) => configMap.replace('info', url);
const european = boundaryOf('EEA', [], boundaryOf('EEA').countries);

export const cases: RuleCases = {
  rule: operatorWithoutNexus,
  compliant: [
    { name: 'a French operator without a foothold', input: store('https://s3.fr-par.scw.cloud'), boundary: european },
    {
      name: 'an operator with one, where the site asks for location alone',
      input: store('https://fsn1.your-objectstorage.com'),
      silent: true,
    },
    {
      name: 'a site abroad of an operator with one, which RES-002 refuses already',
      input: store('https://s3.bhs.io.cloud.ovh.net'),
      boundary: european,
      silent: true,
    },
    {
      name: 'a German operator with one, where the site accepts France alone',
      input: store('https://fsn1.your-objectstorage.com'),
      boundary: boundaryOf('EEA', [], new Set(['FR'])),
      silent: true,
    },
    {
      name: 'an American operator, which SOV-001 refuses already',
      input: store('https://s3.eu-central-1.amazonaws.com'),
      boundary: european,
      silent: true,
    },
  ],
  nonCompliant: [
    {
      name: 'a German operator with data centres in the United States',
      input: store('https://fsn1.your-objectstorage.com'),
      boundary: european,
      path: 'data.LOG_LEVEL',
      found: 'fsn1.your-objectstorage.com',
    },
  ],
  indeterminate: { never: 'an operator that nobody knows is not accepted, and SOV-001 says so' },
  unselected: { never: 'any kind of thing can name a place that somebody runs' },
};

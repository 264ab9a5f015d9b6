import { everyValueDecided } from '../../../../policies/rules/residency/every-value-decided.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';

const data = (text: string) => configMap.replace('info', text);

export const cases: RuleCases = {
  rule: everyValueDecided,
  compliant: [
    { name: 'values that plainly name no place', input: configMap, silent: true },
    {
      name: 'a host that nobody knows, which RES-002 refuses',
      input: data('https://sink.wardmetrics.io'),
      silent: true,
    },
    { name: 'a known place', input: data('https://s3.fr-par.scw.cloud'), silent: true },
  ],
  nonCompliant: { never: 'an undecided value is not known to be outside' },
  indeterminate: [
    {
      name: 'binary content of a ConfigMap, which is no secret',
      input: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: store}\nbinaryData: {blob: AAECAwQFBgcICQoLDA0ODw==}',
      path: 'binaryData.blob',
      found: 'AAECAwQFBgcICQoLDA0ODw==',
    },
    {
      name: 'binary content of a Secret, which the report does not repeat',
      input: 'apiVersion: v1\nkind: Secret\nmetadata: {name: store}\ndata: {key: AAECAwQFBgcICQoLDA0ODw==}',
      path: 'data.key',
      found: '(24 characters, not shown)',
    },
  ],
  unselected: { never: 'any value of any kind must be decided' },
};

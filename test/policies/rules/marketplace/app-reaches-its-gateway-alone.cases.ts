import { appReachesItsGatewayAlone } from '../../../../policies/rules/marketplace/app-reaches-its-gateway-alone.ts';
import { configMap, documents, type RuleCases } from '../../../support/rule-cases.ts';
import { beside } from '../network/where-data-is.ts';
import { appNamespace, flows, member } from './app.ts';

const namespace = appNamespace({});
const app = member('app', 'third-party-app', 'app');
const gateway = member('gateway', 'app-gateway', 'gateways');
const fhir = member('fhir', 'fhir', 'clinical');
const database = member('database', 'database', 'clinical');
const dns = member('kube-dns', 'name-server', 'kube-system');
const path = 'metadata.labels["domicile.internal/role"]';

export const cases: RuleCases = {
  rule: appReachesItsGatewayAlone,
  compliant: [
    {
      name: 'the app reaches its gateway, and the gateway the FHIR server',
      input: documents(
        ...[namespace, app, gateway, fhir, database],
        flows('app', 'app', ['gateways/gateway'], []),
        flows('gateway', 'gateways', ['clinical/fhir'], ['app/app']),
        flows('fhir', 'clinical', ['clinical/database'], ['gateways/gateway']),
        flows('database', 'clinical', [], ['clinical/fhir']),
      ),
    },
    {
      name: "it may ask the cluster's own name service",
      input: documents(...[namespace, app, dns], flows('app', 'app', ['kube-system/kube-dns'], [])),
    },
    { name: 'a workload of the platform', input: documents(fhir, database), silent: true },
  ],
  nonCompliant: [
    {
      name: 'the app may send straight to the FHIR server',
      input: documents(
        ...[namespace, app, fhir],
        flows('app', 'app', ['clinical/fhir'], []),
        flows('fhir', 'clinical', [], ['app/app']),
      ),
      path,
      found: 'Pod/app/app → Pod/clinical/fhir',
    },
    {
      name: 'its gateway reaches more than may be read',
      input: documents(
        ...[namespace, app, gateway, database],
        flows('app', 'app', ['gateways/gateway'], []),
        flows('gateway', 'gateways', ['clinical/database'], ['app/app']),
        flows('database', 'clinical', [], ['gateways/gateway']),
      ),
      path,
      found: 'Pod/app/app → Pod/gateways/gateway → Pod/clinical/database',
    },
    {
      name: 'a pod that the app brought along calls itself a gateway',
      input: documents(
        ...[namespace, app, member('helper', 'app-gateway', 'app')],
        flows('app', 'app', ['app/helper'], []),
        flows('helper', 'app', [], ['app/app']),
      ),
      path,
      found: 'Pod/app/app → Pod/app/helper',
    },
    {
      name: 'another app',
      input: documents(
        ...[app, member('other', 'third-party-app', 'other')],
        flows('app', 'app', ['other/other'], []),
        flows('other', 'other', [], ['app/app']),
      ),
      path,
      found: 'Pod/app/app → Pod/other/other',
    },
    {
      name: 'a pod in its namespace that says nothing of itself',
      input: documents(
        ...[namespace, member('app', 'helper', 'app'), fhir],
        flows('app', 'app', ['clinical/fhir'], []),
        flows('fhir', 'clinical', [], ['app/app']),
      ),
      path,
      found: 'Pod/app/app → Pod/clinical/fhir',
    },
    {
      name: 'no policy closes anything',
      input: documents(app, database),
      path,
      found: 'Pod/app/app → Pod/clinical/database',
    },
    {
      name: "a name service that is not the cluster's own",
      input: documents(
        app,
        member('kube-dns', 'name-server', 'elsewhere'),
        flows('app', 'app', ['elsewhere/kube-dns'], []),
      ),
      path,
      found: 'Pod/app/app → Pod/elsewhere/kube-dns',
    },
  ],
  indeterminate: beside(path, namespace, app, dns, flows('app', 'app', ['kube-system/kube-dns'], [])),
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};

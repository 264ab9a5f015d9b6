import { alertmanager } from './components/alertmanager.ts';
import { axolotl } from './components/axolotl.ts';
import { barmanCloudSidecar } from './components/barman-cloud-sidecar.ts';
import { camel } from './components/camel.ts';
import { cloudnativePg } from './components/cloudnative-pg.ts';
import { coredns } from './components/coredns.ts';
import { domicile } from './components/domicile.ts';
import { envoy } from './components/envoy.ts';
import { fairlearn } from './components/fairlearn.ts';
import { fhirPseudonymizer } from './components/fhir-pseudonymizer.ts';
import { hapiFhir } from './components/hapi-fhir.ts';
import { keycloak } from './components/keycloak.ts';
import { loki } from './components/loki.ts';
import { opentelemetryCollector } from './components/opentelemetry-collector.ts';
import { operaton } from './components/operaton.ts';
import { orthanc } from './components/orthanc.ts';
import { postgresql } from './components/postgresql.ts';
import { presidioAnalyzer } from './components/presidio-analyzer.ts';
import { presidioAnonymizer } from './components/presidio-anonymizer.ts';
import { prometheus } from './components/prometheus.ts';
import { python } from './components/python.ts';
import { rclone } from './components/rclone.ts';
import { tempo } from './components/tempo.ts';
import { vfps } from './components/vfps.ts';
import { vllm } from './components/vllm.ts';

export type { Component, FactStanding } from './components/component.ts';

/** Every part that the constructs deploy, by id. */
export const components = {
  'hapi-fhir': hapiFhir,
  postgresql,
  vllm,
  axolotl,
  envoy,
  keycloak,
  'opentelemetry-collector': opentelemetryCollector,
  operaton,
  camel,
  orthanc,
  fairlearn,
  domicile,
  rclone,
  'fhir-pseudonymizer': fhirPseudonymizer,
  vfps,
  'presidio-analyzer': presidioAnalyzer,
  'presidio-anonymizer': presidioAnonymizer,
  python,
  prometheus,
  alertmanager,
  loki,
  tempo,
  coredns,
  'cloudnative-pg': cloudnativePg,
  'barman-cloud-sidecar': barmanCloudSidecar,
} as const;

/** Id of a catalogued component. */
export type ComponentId = keyof typeof components;

import { domicile } from './components/domicile.ts';
import { envoy } from './components/envoy.ts';
import { fhirPseudonymizer } from './components/fhir-pseudonymizer.ts';
import { fairlearn } from './components/fairlearn.ts';
import { hapiFhir } from './components/hapi-fhir.ts';
import { keycloak } from './components/keycloak.ts';
import { opentelemetryCollector } from './components/opentelemetry-collector.ts';
import { operaton } from './components/operaton.ts';
import { postgresql } from './components/postgresql.ts';
import { presidioAnalyzer } from './components/presidio-analyzer.ts';
import { presidioAnonymizer } from './components/presidio-anonymizer.ts';
import { rclone } from './components/rclone.ts';
import { python } from './components/python.ts';
import { vfps } from './components/vfps.ts';
import { vllm } from './components/vllm.ts';

export type { Component, FactStanding } from './components/component.ts';

/** Every part that the constructs deploy, by id. */
export const components = {
  'hapi-fhir': hapiFhir,
  postgresql,
  vllm,
  envoy,
  keycloak,
  'opentelemetry-collector': opentelemetryCollector,
  operaton,
  fairlearn,
  domicile,
  'fhir-pseudonymizer': fhirPseudonymizer,
  vfps,
  'presidio-analyzer': presidioAnalyzer,
  'presidio-anonymizer': presidioAnonymizer,
  python,
  rclone,
} as const;

/** Id of a catalogued component. */
export type ComponentId = keyof typeof components;

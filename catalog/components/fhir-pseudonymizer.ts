import type { Component } from './component.ts';

/** Applies the reviewed anonymisation rules to FHIR resources, and asks the pseudonym service for pseudonyms. */
export const fhirPseudonymizer = {
  id: 'fhir-pseudonymizer',
  purpose: 'applies the reviewed anonymisation rules to FHIR resources',
  version: '2.32.0',
  repository: 'miracum/fhir-pseudonymizer',
  upstream: 'ghcr.io',
  licence: 'MIT',
  origin: 'DE',
  ports: { http: 8080, metrics: 8081 },
  health: { liveness: '/live', readiness: '/ready' },
  user: { uid: 65532, gid: 65532 },
  writable: ['/tmp'],
  switches: {
    ASPNETCORE_ENVIRONMENT: 'Production',
    DOTNET_CLI_TELEMETRY_OPTOUT: '1',
    DOTNET_EnableDiagnostics: '0',
    EnableMetrics: 'false',
    Tracing__Enabled: 'false',
    Tracing__IsEnabled: 'false',
    // Below this level it logs the values that it replaces.
    Logging__LogLevel__Default: 'Information',
  },
  source:
    'github.com/miracum/fhir-pseudonymizer at 8350165: Dockerfile, README.md, src/FhirPseudonymizer/appsettings.json, Startup.cs, Processors/CryptoHashProcessor.cs',
  asOf: '2026-11-22',
  standing: 'read',
} as const satisfies Component;

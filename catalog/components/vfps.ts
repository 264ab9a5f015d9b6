import type { Component } from './component.ts';

/** Makes pseudonyms and keeps which original each stands for. */
export const vfps = {
  id: 'vfps',
  purpose: 'makes pseudonyms and keeps which original each stands for',
  version: '1.10.2',
  repository: 'miracum/vfps',
  upstream: 'ghcr.io',
  licence: 'Apache-2.0',
  origin: 'DE',
  ports: { http: 8080, grpc: 8081, metrics: 8082 },
  health: { liveness: '/livez', readiness: '/readyz' },
  user: { uid: 65534, gid: 65534 },
  writable: ['/tmp'],
  switches: {
    DOTNET_ENVIRONMENT: 'Production',
    ASPNETCORE_ENVIRONMENT: 'Production',
    DOTNET_CLI_TELEMETRY_OPTOUT: '1',
    DOTNET_EnableDiagnostics: '0',
    DOTNET_BUNDLE_EXTRACT_BASE_DIR: '/tmp',
    Tracing__IsEnabled: 'false',
    S3__IsEnabled: 'false',
  },
  // Read: ports, user, settings, the two migration bundles. Recalled: that the bundles read the same variables as the server.
  source:
    'github.com/miracum/vfps at v1.10.2: Dockerfile, compose.yaml, src/Vfps/appsettings.json, src/Vfps/Program.cs',
  asOf: '2026-11-22',
  standing: 'read',
} as const satisfies Component;

import type { Component } from './component.ts';

/** Integration engine: HL7 v2 and files to FHIR. Apache Camel publishes libraries, no server: the image is the site's own. */
export const camel = {
  id: 'camel',
  purpose: 'integration engine between hospital systems and the FHIR server; search in documents',
  version: '4.14.0',
  repository: 'domicile/camel-integration',
  upstream: undefined,
  licence: 'Apache-2.0',
  origin: 'INT',
  ports: { management: 8080 },
  health: { liveness: '/health/live', readiness: '/health/ready' },
  user: { uid: 65532, gid: 65532 },
  writable: ['/tmp', '/var/lib/integration'],
  switches: { LANG: 'C.UTF-8' },
  source:
    'Built by the site: Java 17, and the libraries of test/components/camel/pom.xml (org.apache.camel 4.14.0) in /opt/camel/lib',
  asOf: '2026-11-22',
  standing: 'read',
} as const satisfies Component;

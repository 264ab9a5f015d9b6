import type { Site } from '../constructs/core/site/site.ts';
import { intakeRoutes, LARGEST_BATCH } from '../constructs/data/research-intake.ts';
import { researchRoutes } from '../constructs/data/research-store.ts';
import { approvalRoutes } from '../constructs/governance/approval-service.ts';
import { identityRoutes } from '../constructs/identity/doors.ts';
import { fhirRoutes } from '../constructs/interop/fhir-server.ts';
import { portalRoutes } from '../constructs/marketplace/portal-config.ts';
import type { DataStack } from './data.ts';
import type { GovernanceStack } from './governance.ts';
import { identityHost, realmOf } from './identity.ts';
import type { MarketplaceStack } from './marketplace.ts';
import type { ServicesStack } from './services.ts';

/** The parts that a door can be opened to, as far as the site has them. */
export interface DoorTargets {
  readonly data: DataStack;
  readonly governance: GovernanceStack | undefined;
  readonly marketplace: MarketplaceStack | undefined;
}

/** Opens a door of the ingress gateway to each part for which the site names a public host. */
export function openDoors(
  site: Site,
  services: ServicesStack | undefined,
  { data, governance, marketplace }: DoorTargets,
): void {
  const { ingress } = site.modules;
  const gateway = services?.ingress;
  if (ingress === undefined || gateway === undefined) return;
  const { hosts, systems } = ingress;
  const approval = governance?.approval;
  if (hosts.approval !== undefined && approval !== undefined) {
    gateway.open(
      {
        name: 'approval',
        host: hosts.approval,
        target: approval,
        admission: { kind: 'people' },
        routes: approvalRoutes,
      },
      approval.workload,
    );
  }
  const identity = services?.identity;
  if (identity !== undefined) {
    gateway.open(
      {
        ...{ name: 'identity', host: identityHost(site), target: identity, admission: { kind: 'people' } },
        ...{ routes: identityRoutes(realmOf(site)), maxRequestBytes: 256 * 1024 },
      },
      identity.workload,
    );
  }
  const portal = marketplace?.portal;
  if (hosts.marketplace !== undefined && portal !== undefined) {
    gateway.open(
      {
        ...{ name: 'marketplace', host: hosts.marketplace, target: portal, routes: portalRoutes },
        ...{ admission: { kind: 'people' }, maxRequestBytes: 1024 },
      },
      portal.workload,
    );
  }
  const { research } = data.repository;
  if (hosts.research !== undefined && research !== undefined) {
    gateway.open(
      {
        ...{ name: 'research', host: hosts.research, target: research, routes: researchRoutes },
        ...{ admission: { kind: 'people' }, maxRequestBytes: 1024 },
      },
      research.workload,
    );
  }
  for (const { name, host, certificateName } of site.modules.trustCentre?.hospitals ?? []) {
    const intake = data.repository.intakes.get(name);
    if (intake === undefined) continue;
    gateway.open(
      {
        ...{ name: `hospital-${name}`, host, target: intake, routes: intakeRoutes, maxRequestBytes: LARGEST_BATCH },
        admission: { kind: 'hospital', hospital: name, dnsNames: [certificateName] },
      },
      intake.workload,
    );
  }
  const { fhir } = data;
  if (hosts.fhir !== undefined && fhir !== undefined) {
    gateway.open(
      {
        ...{ name: 'fhir', host: hosts.fhir, target: fhir, routes: fhirRoutes, maxRequestBytes: 64 * 1024 * 1024 },
        admission: { kind: 'systems', dnsNames: systems },
      },
      fhir.workload,
    );
  }
}

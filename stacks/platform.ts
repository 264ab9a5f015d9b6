import type { App } from 'cdktf';
import { loadImages } from '../constructs/core/images/lock.ts';
import type { Site } from '../constructs/core/site/site.ts';
import type { SovereignStack } from '../constructs/core/stack.ts';
import { type AiStack, buildAi } from './ai.ts';
import { type BackupStack, buildBackup } from './backup.ts';
import { buildCertificates } from './certificates.ts';
import { buildCompliance, type ComplianceStack } from './compliance.ts';
import { buildData, type DataStack } from './data.ts';
import { buildDatabases, type DatabasesStack } from './databases.ts';
import { openDoors } from './doors.ts';
import { FoundationStack } from './foundation.ts';
import { buildGovernance, type GovernanceStack } from './governance.ts';
import { buildInterop, type InteropStack } from './interop.ts';
import { buildMarketplace, type MarketplaceStack } from './marketplace.ts';
import { buildNames } from './name-server.ts';
import { buildObservability, type ObservabilityStack } from './observability.ts';
import { buildSecretStore } from './secret-store.ts';
import { buildServices, type ServicesStack } from './services.ts';

/** The platform of a site: one stack for each layer that its modules need. */
export interface Platform {
  readonly foundation: FoundationStack;
  /** Name service behind the cluster's own; undefined where the site asks for none. */
  readonly names: SovereignStack | undefined;
  /** Certificates that the site's cert-manager issues; undefined where the site's own authority signs. */
  readonly certificates: SovereignStack | undefined;
  /** Secrets that come from the site's OpenBao; undefined where somebody creates them. */
  readonly secretStore: SovereignStack | undefined;
  /** Databases that the site's CloudNativePG runs; undefined where each layer has its own. */
  readonly databases: DatabasesStack | undefined;
  readonly data: DataStack;
  readonly services: ServicesStack | undefined;
  readonly interop: InteropStack | undefined;
  readonly ai: AiStack | undefined;
  readonly governance: GovernanceStack | undefined;
  readonly marketplace: MarketplaceStack | undefined;
  readonly compliance: ComplianceStack | undefined;
  readonly backup: BackupStack | undefined;
  readonly observability: ObservabilityStack | undefined;
}

/**
 * Composes the layers of a site in `app`. Each depends on those before it, so that the audit trail, which is in the data
 * layer, is there before anything that it must record.
 * @throws DomicileError when the image lock lacks a component, or a construct refuses what the site says
 */
export function buildPlatform(app: App, site: Site): Platform {
  const foundation = new FoundationStack(app, 'foundation', { site });
  const databases = buildDatabases(app, { site, foundation });
  const context = { app, site, images: loadImages(site), foundation, databases };
  const data = buildData(context);
  const services = buildServices(context, data);
  const interop = buildInterop(context, data);
  const ai = buildAi(context, data);
  const governance = buildGovernance(context, data, ai);
  const marketplace = buildMarketplace(context, data, services);
  openDoors(site, services, { data, governance, marketplace });
  if (services !== undefined) for (const later of [interop, ai, governance]) later?.addDependency(services);
  const compliance = buildCompliance(context, data);
  const backup = buildBackup(context, [data, services, interop, ai, governance]);
  const observability = buildObservability(context, data, [services, interop, ai, governance, marketplace]);
  const names = buildNames(context, data);
  databases?.assertRecoveries();
  const first = databases ?? data;
  const certificates = buildCertificates(context, first);
  const secretStore = buildSecretStore(context, first);
  return {
    foundation,
    certificates,
    secretStore,
    databases,
    data,
    services,
    interop,
    ai,
    governance,
    marketplace,
    compliance,
    backup,
    observability,
    names,
  };
}

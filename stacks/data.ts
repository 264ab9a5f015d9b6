import type { Construct } from 'constructs';
import type { AuditSink } from '../constructs/core/audit.ts';
import { identityProviderOf } from '../constructs/core/identity.ts';
import type { ObjectStorage } from '../constructs/core/object-storage.ts';
import { serviceHost } from '../constructs/core/service-host.ts';
import type { Site } from '../constructs/core/site/site.ts';
import type { SmartGrants } from '../constructs/core/smart/discovery.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import { EncryptedVolumeClaim } from '../constructs/data/encrypted-volume-claim.ts';
import { AUDIT_STORE_TABLES } from '../constructs/governance/audit-store.ts';
import { AuditTrail } from '../constructs/governance/audit-trail.ts';
import { FhirServer, type FhirServerProps } from '../constructs/interop/fhir-server.ts';
import { archiveHost, auditArchive } from './archive.ts';
import { databaseOf } from './databases.ts';
import type { LayerContext, LayerProps } from './layers.ts';
import { appGatewayHosts } from './marketplace.ts';
import { APPROVAL_NAME, INTEGRATION_NAME, namespaceOf } from './names.ts';
import { exportHosts, objectStorage, type Repository, repository } from './repository.ts';
import { senderHosts, trustCentreAccess } from './shared-trust-centre.ts';

/** Where data is: the audit trail, and the FHIR server that is wired to it. */
export class DataStack extends SovereignStack {
  readonly audit: AuditTrail | undefined;
  readonly fhir: FhirServer | undefined;
  readonly repository: Repository;
  readonly objectStorage: readonly ObjectStorage[];

  constructor(scope: Construct, id: string, props: LayerProps) {
    super(scope, id, { site: props.site, layer: 'data' });
    this.audit = this.auditTrail(props);
    this.fhir = this.audit === undefined ? undefined : this.fhirServer(props, this.audit.collector);
    this.repository = repository(this, props);
    this.objectStorage = objectStorage(this, props);
    trustCentreAccess(this, props);
    auditArchive(this, props);
  }

  private auditTrail(props: LayerProps): AuditTrail | undefined {
    const { site, images, foundation } = props;
    const { audit } = site.modules;
    if (audit === undefined) return undefined;
    const database = databaseOf(this, props, {
      ...{ namespace: foundation.namespace('audit'), name: 'audit-database', databaseName: 'audit' },
      size: audit.database.storage,
      appendOnlyTables: AUDIT_STORE_TABLES,
    });
    return new AuditTrail(this, 'audit', {
      namespace: foundation.namespace('audit'),
      images,
      storage: site.storage,
      identity: identityProviderOf(site),
      database,
      replicas: audit.replicas,
      retention: { minimum: audit.retentionDays, maximum: audit.retentionDays },
      archiveHost: archiveHost(site),
    });
  }

  private profiles(site: Site, foundation: LayerProps['foundation']): Pick<FhirServerProps, 'profiles'> {
    const { profiles, replicas = 1 } = site.modules.fhir ?? {};
    if (profiles === undefined) return {};
    const claim = new EncryptedVolumeClaim(this, 'fhir-profiles', {
      ...{ storage: site.storage, namespace: foundation.namespace('clinical'), name: 'fhir-profiles' },
      size: profiles.storage,
      accessMode: replicas > 1 ? 'ReadOnlyMany' : 'ReadWriteOnce',
    });
    const { packages, validateRequests } = profiles;
    return { profiles: { volume: claim.asVolume('profiles', true), packages, validateRequests } };
  }

  private fhirServer(props: LayerProps, audit: AuditSink): FhirServer | undefined {
    const { site, images, foundation } = props;
    const { fhir } = site.modules;
    if (fhir === undefined) return undefined;
    const database = databaseOf(this, props, {
      ...{ namespace: foundation.namespace('clinical'), name: 'fhir-database', databaseName: 'fhir' },
      size: fhir.database.storage,
    });
    return new FhirServer(this, 'fhir', {
      namespace: foundation.namespace('clinical'),
      name: 'fhir',
      images,
      database,
      identity: identityProviderOf(site),
      audit,
      replicas: fhir.replicas,
      ...smartOf(site),
      ...this.profiles(site, foundation),
      systems: writersOf(site),
      readers: [...exportHosts(site), ...senderHosts(site), ...appGatewayHosts(site)],
    });
  }
}

function smartOf({ identity, modules }: Site): { readonly smart?: SmartGrants } {
  const { smart } = modules.fhir ?? {};
  if (smart === undefined) return {};
  const clients = Object.entries(smart.clients).map(([id, { scopes }]) => ({ id, scopes }));
  return { smart: { clients, userRole: identity.clinicianRole } };
}

/** The platform's own services that read and write records. The AI is not among them, and no third party is. */
function writersOf({ name, modules }: Site): readonly string[] {
  return [
    ...(modules.approval === undefined ? [] : [serviceHost(APPROVAL_NAME, namespaceOf(name, 'governance'))]),
    ...(modules.hl7 === undefined ? [] : [serviceHost(INTEGRATION_NAME, namespaceOf(name, 'integration'))]),
  ];
}

/** The data layer, applied after the foundation. */
export function buildData({ app, ...props }: LayerContext): DataStack {
  const data = new DataStack(app, 'data', props);
  data.addDependency(props.foundation);
  if (props.databases !== undefined) data.addDependency(props.databases);
  return data;
}

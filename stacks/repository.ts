import type { Construct } from 'constructs';
import type { AuditSink } from '../constructs/core/audit.ts';
import type { Database } from '../constructs/core/database.ts';
import { identityProviderOf } from '../constructs/core/identity.ts';
import { NO_REGION, OBJECT_STORAGE_KEYS, type ObjectStorage } from '../constructs/core/object-storage.ts';
import { GeneratedSecret } from '../constructs/core/secrets.ts';
import { serviceHost } from '../constructs/core/service-host.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { siteEndpoint } from '../constructs/core/site-endpoint.ts';
import { ObjectLockCheck } from '../constructs/data/object-lock-check.ts';
import {
  PseudonymisationService,
  type PseudonymisationServiceProps,
} from '../constructs/data/pseudonymisation-service.ts';
import { exportHost, ResearchExport } from '../constructs/data/research-export.ts';
import { intakeHost, ResearchIntake } from '../constructs/data/research-intake.ts';
import { RESEARCH_EXPORT_PORT, ResearchStore } from '../constructs/data/research-store.ts';
import { TEXT_PORT, TextDeidentification } from '../constructs/data/text-deidentification.ts';
import type { DataStack } from './data.ts';
import { databaseOf } from './databases.ts';
import { type LayerProps, required } from './layers.ts';
import { INGRESS_NAME, namespaceOf, PSEUDONYMISATION_NAME, RESEARCH_NAME } from './names.ts';
import type { ZoneName } from './zones.ts';

/** The secure repository, as far as the site has it: the trust centre, the research store, and the way between. */
export interface Repository {
  readonly pseudonymisation: PseudonymisationService | undefined;
  readonly text: TextDeidentification | undefined;
  readonly research: ResearchStore | undefined;
  readonly exports: readonly ResearchExport[];
  /** Where other hospitals send, by their names. */
  readonly intakes: ReadonlyMap<string, ResearchIntake>;
}

/** The names in the certificates of the site's exports: the only ones that the servers on the way admit. */
export function exportHosts({ name, modules }: Site): readonly string[] {
  return (modules.research?.exports ?? []).map((cohort) => exportHost(cohort, namespaceOf(name, 'trust-centre')));
}

/** The repository of a site, in the data layer's stack. */
export function repository(stack: DataStack, props: LayerProps): Repository {
  const { site } = props;
  if (site.modules.trustCentre === undefined) {
    return { pseudonymisation: undefined, text: undefined, research: undefined, exports: [], intakes: new Map() };
  }
  const audit = required(site, stack.audit?.collector, 'trustCentre', 'audit');
  const { own: pseudonymisation, others } = pseudonymisations(stack, props, audit);
  const text = textOf(stack, props, audit);
  const research = researchOf(stack, props, audit);
  const parts = { pseudonymisation, text, research };
  if (research === undefined) return { ...parts, exports: [], intakes: new Map() };
  const way = { ...parts, others, research, audit };
  return { ...parts, exports: exportsOf(stack, props, way), intakes: intakesOf(stack, props, way) };
}

interface Pseudonymisations {
  /** For the exports of the site itself. */
  readonly own: PseudonymisationService | undefined;
  /** For other hospitals, by their names. */
  readonly others: ReadonlyMap<string, PseudonymisationService>;
}

// One table for all, which only the trust centre reads. Each has a hash key of its own, also within one domain: servers of two
// hospitals number their resources alike, and one key would make one patient of two.
function pseudonymisations(stack: Construct, props: LayerProps, audit: AuditSink): Pseudonymisations {
  const { site, images, foundation } = props;
  const module = site.modules.trustCentre;
  // A server that admits nobody by name has nothing to be asked.
  const clients = exportHosts(site);
  const { hospitals = [] } = module ?? {};
  if (module === undefined || clients.length + hospitals.length === 0) return { own: undefined, others: new Map() };
  const { replicas, reidentificationRole: role } = module;
  const namespace = foundation.namespace('trust-centre');
  const common = {
    ...{ namespace, images, audit, replicas },
    database: ownDatabase(stack, props, 'trust-centre', 'pseudonym', module.database.storage),
    ...(role === undefined ? {} : { reidentification: { identity: identityProviderOf(site), role } }),
  };
  const service = (id: string, of: Pick<PseudonymisationServiceProps, 'name' | 'clients' | 'domain'>) =>
    new PseudonymisationService(stack, id, { ...common, ...of });
  return {
    own: clients.length === 0 ? undefined : service('pseudonymisation', { name: PSEUDONYMISATION_NAME, clients }),
    others: new Map(
      hospitals.map(({ name: hospital, domain = hospital }) => {
        const name = `${PSEUDONYMISATION_NAME}-${hospital}`;
        return [hospital, service(name, { name, domain, clients: [intakeHost(hospital, namespace.name)] })];
      }),
    ),
  };
}

function intakeHosts({ name, modules }: Site): readonly string[] {
  const namespace = namespaceOf(name, 'trust-centre');
  return (modules.trustCentre?.hospitals ?? []).map((hospital) => intakeHost(hospital.name, namespace));
}

function textOf(stack: Construct, { site, images, foundation }: LayerProps, audit: AuditSink) {
  const module = site.modules.trustCentre?.text;
  const clients = [...exportHosts(site), ...intakeHosts(site)];
  if (module === undefined || clients.length === 0) return undefined;
  const namespace = foundation.namespace('trust-centre');
  return new TextDeidentification(stack, 'text', { ...module, namespace, images, audit, clients });
}

function researchOf(stack: Construct, props: LayerProps, audit: AuditSink): ResearchStore | undefined {
  const { site, images, foundation } = props;
  const module = site.modules.research;
  if (module === undefined) return undefined;
  return new ResearchStore(stack, 'research', {
    ...{ namespace: foundation.namespace('research'), name: RESEARCH_NAME, images, audit, replicas: module.replicas },
    database: ownDatabase(stack, props, 'research', 'research', module.database.storage),
    identity: identityProviderOf(site),
    researcherRole: module.researcherRole,
    writers: [...exportHosts(site), ...intakeHosts(site)],
  });
}

function ownDatabase(stack: Construct, props: LayerProps, zone: ZoneName, name: string, size: string): Database {
  const namespace = props.foundation.namespace(zone);
  return databaseOf(stack, props, { namespace, name: `${name}-database`, databaseName: name, size });
}

/** What every export is given, beside its cohort. */
interface Way {
  readonly pseudonymisation: PseudonymisationService | undefined;
  readonly text: TextDeidentification | undefined;
  readonly research: ResearchStore;
  readonly audit: AuditSink;
  readonly others: Pseudonymisations['others'];
}

function exportsOf(stack: DataStack, props: LayerProps, way: Way): readonly ResearchExport[] {
  const { site, images, foundation } = props;
  const { pseudonymisation, text, research, audit } = way;
  return (site.modules.research?.exports ?? []).map((cohort) => {
    const fhir = required(site, stack.fhir, 'research', 'fhir');
    const service = required(site, pseudonymisation, 'research', 'trustCentre');
    return new ResearchExport(stack, `export-${cohort.name}`, {
      ...{ namespace: foundation.namespace('trust-centre'), images, audit, cohort },
      fhir: { workload: fhir.workload, host: fhir.host, port: fhir.readerPort },
      pseudonymisation: service,
      ...(cohort.freeText === 'drop' || text === undefined ? {} : { text: textTargets(text, site) }),
      research: { workload: research.workload, host: research.host, port: RESEARCH_EXPORT_PORT },
    });
  });
}

// The research store's door for other hospitals: each has an intake of its own, which writes what was approved for it.
function intakesOf(stack: DataStack, props: LayerProps, way: Way): ReadonlyMap<string, ResearchIntake> {
  const { site, images, foundation } = props;
  const { others, text, research, audit } = way;
  const { hospitals = [], replicas = 1 } = site.modules.trustCentre ?? {};
  return new Map(
    hospitals.map(({ name, exports }) => {
      const intake = new ResearchIntake(stack, `intake-${name}`, {
        ...{ namespace: foundation.namespace('trust-centre'), images, audit, replicas, exports, hospital: name },
        gatewayHost: serviceHost(INGRESS_NAME, namespaceOf(site.name, 'ingress')),
        pseudonymisation: required(site, others.get(name), 'research', 'trustCentre'),
        ...(text === undefined ? {} : { text: textTargets(text, site) }),
        research: { workload: research.workload, host: research.host, port: RESEARCH_EXPORT_PORT },
      });
      return [name, intake];
    }),
  );
}

function textTargets({ analyzer, anonymizer }: TextDeidentification, { modules }: Site) {
  return {
    language: modules.trustCentre?.text?.language ?? 'de',
    analyzer: { workload: analyzer, host: analyzer.host, port: TEXT_PORT },
    anonymizer: { workload: anonymizer, host: anonymizer.host, port: TEXT_PORT },
  };
}

/** The buckets of a site that asks for object storage, each with the check that its lock holds. */
export function objectStorage(stack: Construct, { site, images, foundation }: LayerProps): readonly ObjectStorage[] {
  const module = site.modules.objectStorage;
  if (module === undefined) return [];
  const namespace = foundation.namespace('object-storage');
  const keys = new GeneratedSecret(stack, 'object-storage-keys', {
    namespace: namespace.name,
    name: 'object-storage-keys',
    purpose: `access to the buckets at ${module.endpoint}, and the authority (ca.crt) of the store's certificate`,
    contents: { kind: 'external', keys: OBJECT_STORAGE_KEYS },
  });
  return module.buckets.map(({ name, retentionDays }) => {
    const storage: ObjectStorage = {
      url: module.endpoint,
      endpoint: siteEndpoint(site, new URL(module.endpoint)),
      region: module.region ?? NO_REGION,
      bucket: name,
      lock: { mode: 'compliance', days: retentionDays },
      keys: { id: keys.key('access-key-id'), secret: keys.key('secret-access-key') },
    };
    const props = { namespace, images, storage, name: `${name}-lock-check`, schedule: module.check };
    new ObjectLockCheck(stack, `${name}-lock-check`, props);
    return storage;
  });
}

import type { NamespaceQuota } from '../constructs/core/boundary-namespace.ts';
import type { DataClass, PlatformModule } from '../constructs/core/labels.ts';
import type { Site } from '../constructs/core/site/site.ts';

/** A namespace of the platform: what it may hold, how much, and which sites have it. */
export interface Zone {
  readonly dataClass: DataClass;
  readonly module: PlatformModule;
  /** For all sites, or for each. Storage is what `keeps` leaves room for. */
  readonly quota: Quota | ((site: Site) => Quota);
  /** Sizes of the volumes that a site declares there. @default none */
  readonly keeps?: (modules: Site['modules']) => readonly (string | undefined)[];
  /** Whether anything that the site asks for runs there. */
  readonly neededBy: (site: Site) => boolean;
}

type Quota = Omit<NamespaceQuota, 'requestsStorage'>;

const standard: Quota = {
  pods: 60,
  requestsCpu: '32',
  requestsMemory: '128Gi',
  limitsCpu: '128',
  limitsMemory: '128Gi',
};

const withAccelerators: Quota = { ...standard, limitsMemory: '1Ti', requestsMemory: '1Ti', gpus: 16 };

/** Every zone. The key is a contract: `<site>-<key>` names the namespace. */
export const zones = {
  /** FHIR server and its database. */
  clinical: {
    dataClass: 'health',
    module: 'interop',
    keeps: ({ fhir }) => [fhir?.database.storage, fhir?.profiles?.storage],
    quota: standard,
    neededBy: ({ modules }) => modules.fhir !== undefined,
  },
  /** Trust centre: pseudonymisation, its database, de-identification of texts, and the exports to research. */
  'trust-centre': {
    dataClass: 'health',
    module: 'trust-centre',
    keeps: ({ trustCentre }) => [trustCentre?.database.storage],
    quota: standard,
    neededBy: ({ modules }) => modules.trustCentre !== undefined,
  },
  /** The way to a trust centre at another site: records on their way there, and no key of a pseudonym. */
  'trust-centre-access': {
    dataClass: 'health',
    module: 'trust-centre',
    quota: standard,
    neededBy: ({ modules }) => modules.sharedTrustCentre !== undefined,
  },
  /** What looks after the site's object store. */
  'object-storage': {
    dataClass: 'operational',
    module: 'repository',
    quota: standard,
    neededBy: ({ modules }) => modules.objectStorage !== undefined,
  },
  /** Store of pseudonymised data. */
  research: {
    dataClass: 'pseudonymised',
    module: 'research',
    keeps: ({ research }) => [research?.database.storage],
    quota: standard,
    neededBy: ({ modules }) => modules.research !== undefined,
  },
  /** Gateway for hospital systems, and the integration engine with what it has not delivered yet. */
  integration: {
    dataClass: 'health',
    module: 'interop',
    keeps: ({ hl7 }) => [hl7?.storage, hl7?.fileDrops?.storage],
    quota: ({ modules }) => ({
      ...standard,
      loadBalancers: modules.hl7?.exposure === 'load-balancer' ? 1 : 0,
      nodePorts:
        modules.hl7?.exposure === 'node-port'
          ? Object.keys(modules.hl7.systems).length + Object.keys(modules.imaging?.peers ?? {}).length
          : 0,
    }),
    neededBy: ({ modules }) => modules.hl7 !== undefined,
  },
  /** Imaging archive. */
  imaging: {
    dataClass: 'health',
    module: 'interop',
    keeps: ({ imaging }) => [imaging?.storage],
    quota: standard,
    neededBy: ({ modules }) => modules.imaging !== undefined,
  },
  /** Audit collector, audit store and its database. */
  audit: {
    dataClass: 'audit',
    module: 'audit',
    keeps: ({ audit }) => [audit?.database.storage],
    quota: standard,
    neededBy: ({ modules }) => modules.audit !== undefined,
  },
  /** What every backup job shares: the key, and the access to the store. No pod runs here. */
  backup: {
    dataClass: 'operational',
    module: 'services',
    quota: standard,
    neededBy: ({ modules }) => modules.backup !== undefined,
  },
  /** The platform's own identity provider and its database. */
  identity: {
    dataClass: 'operational',
    module: 'services',
    keeps: ({ identity }) => [identity?.database.storage],
    quota: standard,
    neededBy: ({ modules }) => modules.identity !== undefined,
  },
  /** Ingress gateway: patient data passes it in the clear, between two TLS connections. */
  ingress: {
    dataClass: 'health',
    module: 'services',
    quota: ({ modules }) => ({
      ...standard,
      // Room for the one Service that the site asks for, and for no other.
      loadBalancers: modules.ingress?.exposure.kind === 'load-balancer' ? 1 : 0,
      nodePorts: modules.ingress?.exposure.kind === 'node-port' ? 1 : 0,
    }),
    neededBy: ({ modules }) => modules.ingress !== undefined,
  },
  /** Gateways of third-party apps, and the page of the App Store. Each app has a namespace of its own beside this one. */
  marketplace: {
    dataClass: 'health',
    module: 'marketplace',
    quota: standard,
    neededBy: ({ modules }) => modules.marketplace !== undefined,
  },
  /** Name service behind the cluster's own: names, and who asked for them. */
  names: {
    dataClass: 'operational',
    module: 'services',
    quota: standard,
    neededBy: ({ modules }) => modules.names !== undefined,
  },
  /** Egress gateway: what passes is encrypted from end to end. */
  egress: {
    dataClass: 'operational',
    module: 'services',
    quota: standard,
    neededBy: ({ modules }) => modules.egress !== undefined,
  },
  /** Model server and model gateway. */
  ai: {
    dataClass: 'health',
    module: 'ai',
    keeps: ({ ai }) => (ai?.models ?? []).map(({ source }) => (source.kind === 'volume' ? source.storage : undefined)),
    quota: withAccelerators,
    neededBy: ({ modules }) => modules.ai !== undefined,
  },
  /** What is searched in, and the questions, which may be of patients. */
  retrieval: {
    dataClass: 'health',
    module: 'ai',
    keeps: ({ retrieval }) => [retrieval?.database.storage, retrieval?.documents],
    quota: standard,
    neededBy: ({ modules }) => modules.retrieval !== undefined,
  },
  /** Where models learn, from data that was approved. No flow leads in, and none out but to the record. */
  training: {
    dataClass: 'pseudonymised',
    module: 'ai',
    keeps: ({ tuning }) => [...(tuning?.dataSets ?? []), ...(tuning?.jobs ?? [])].map(({ storage }) => storage),
    quota: withAccelerators,
    neededBy: ({ modules }) => modules.tuning !== undefined,
  },
  /** The judge in the cluster: the one account of the platform that may read the API server. */
  compliance: {
    dataClass: 'operational',
    module: 'governance',
    quota: standard,
    neededBy: ({ modules }) => modules['compliance-check'] !== undefined,
  },
  /** Clinician approval and its database. */
  governance: {
    dataClass: 'health',
    module: 'governance',
    keeps: ({ approval, 'bias-evaluation': bias }) => [approval?.database.storage, bias?.heldOut.storage],
    quota: standard,
    neededBy: ({ modules }) => modules.approval !== undefined,
  },
  /** Metrics, operational logs, traces and alerts. No data of patients: what is collected names none. */
  observability: {
    dataClass: 'operational',
    module: 'observability',
    keeps: ({ observability: all }) => [all?.metrics.storage, all?.logs?.storage, all?.traces?.storage],
    quota: standard,
    neededBy: ({ modules }) => modules.observability !== undefined,
  },
} as const satisfies Readonly<Record<string, Zone>>;

/** A key of {@link zones}. */
export type ZoneName = keyof typeof zones;

/** The quota of a zone for a site: room for four times what the site declares there, for copies and growth, and 4 Ti at least. */
export function quotaOf({ quota, keeps = () => [] }: Zone, site: Site): NamespaceQuota {
  const declared = keeps(site.modules).reduce((sum, size) => sum + tebibytes(size), 0);
  const own = typeof quota === 'function' ? quota(site) : quota;
  return { ...own, requestsStorage: `${Math.max(4, Math.ceil(4 * declared))}Ti` };
}

const TEBIBYTES: Readonly<Record<string, number>> = { Mi: 2 ** -20, Gi: 2 ** -10, Ti: 1 };

/** Sizes of a site file are whole numbers of Mi, Gi or Ti. */
function tebibytes(size = '0Ti'): number {
  return Number.parseInt(size, 10) * (TEBIBYTES[size.slice(-2)] ?? Number.NaN);
}

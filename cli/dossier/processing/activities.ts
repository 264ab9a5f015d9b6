import { PROCESSING } from '../../../catalog/processing.ts';
import type { ModuleName } from '../../../constructs/core/site/modules/modules.ts';
import type { Site } from '../../../constructs/core/site/site.ts';
import { type Activity, activityOf, type Recipient } from './activity.ts';
import { aiActivities, biasActivity, retrievalActivities, tuningActivities } from './ai-activities.ts';
import { appActivities } from './app-activities.ts';

type OfModule = (site: Site) => readonly Activity[];

const none: OfModule = () => [];

/** What each module does with personal data. A new module does not compile before somebody has said it here. */
const ofModule: Readonly<Record<ModuleName, OfModule>> = {
  fhir: recordActivity,
  hl7: messageActivities,
  imaging: imagingActivity,
  trustCentre: trustCentreActivity,
  sharedTrustCentre: sharedTrustCentreActivity,
  research: researchActivities,
  approval: aiActivities,
  tuning: tuningActivities,
  retrieval: retrievalActivities,
  'bias-evaluation': biasActivity,
  audit: auditActivity,
  identity: identityActivity,
  ingress: entranceActivity,
  backup: backupActivity,
  marketplace: appActivities,
  observability: observabilityActivity,
  ai: none, // models answer for the workflows, whose activities these are
  objectStorage: none, // keeps what other activities put there
  'compliance-check': none, // reads configuration of the cluster, no record of a person
  egress: none, // passes sealed connections on
  names: none, // asks for names of systems
  admission: none, // judges changes to the configuration
};

/** The processing activities of a site, in the order of the table above. A module that it leaves out has none. */
export function activitiesOf(site: Site): readonly Activity[] {
  const present = (name: string) => Object.hasOwn(site.modules, name);
  return Object.entries(ofModule).flatMap(([name, of]) => (present(name) ? of(site) : []));
}

/** Modules that a site has and that are no activity of their own. */
export function silentModulesOf(site: Site): readonly string[] {
  return Object.entries(ofModule)
    .filter(([name, of]) => of === none && Object.hasOwn(site.modules, name))
    .map(([name]) => name);
}

function ownSystem(name: string, why: string): Recipient {
  return { name, country: null, parent: null, why };
}

function recordActivity({ modules, identity }: Site): readonly Activity[] {
  const clients = Object.entries(modules.fhir?.smart?.clients ?? {});
  const named = clients.map(([name, { scopes }]) => ownSystem(name, `may use ${scopes.join(', ')}`));
  const systems = (modules.ingress?.systems ?? [])
    .filter((name) => !clients.some(([client]) => client === name))
    .map((name) => ownSystem(name, 'may use the FHIR door by its certificate'));
  return [
    activityOf(PROCESSING.record, {
      ...{ id: 'record', module: 'modules.fhir', recipients: [...named, ...systems] },
      particulars: [`clinicians are those with the role ${identity.clinicianRole}`],
    }),
  ];
}

function messageActivities({ modules: { hl7 } }: Site): readonly Activity[] {
  const senders = Object.entries(hl7?.systems ?? {}).map(
    ([name, { messages }]) => `${name} sends ${messages.join(', ')}`,
  );
  const folders = Object.entries(hl7?.fileDrops?.folders ?? {}).map(([name]) => `files are taken from folder ${name}`);
  return [
    activityOf(PROCESSING.messages, {
      ...{ id: 'messages', module: 'modules.hl7', particulars: [...senders, ...folders] },
      retention: [
        'a message is removed from the gateway once it is delivered; one that fails is kept until a person acts',
      ],
    }),
  ];
}

function imagingActivity({ modules: { imaging } }: Site): readonly Activity[] {
  const particulars = Object.entries(imaging?.peers ?? {}).map(([name, { aet }]) => `${name} (${aet}) stores images`);
  return [activityOf(PROCESSING.imaging, { id: 'imaging', module: 'modules.imaging', particulars })];
}

function trustCentreActivity({ modules: { trustCentre } }: Site): readonly Activity[] {
  const role = trustCentre?.reidentificationRole;
  const back =
    role === undefined
      ? 'nobody may lead a pseudonym back to a person'
      : `whoever has the role ${role} may lead a pseudonym back to a person`;
  const text = trustCentre?.text === undefined ? 'all free text is dropped' : 'free text is de-identified by a program';
  const served = (trustCentre?.hospitals ?? []).map(({ name, domain, exports }) => {
    const approved = exports.map((one) => `${one.name} (${one.approval})`).join(', ');
    const linked = domain === undefined ? 'pseudonyms of its own' : `pseudonyms of the domain ${domain}`;
    return `the hospital ${name} sends ${approved}: ${linked}`;
  });
  return [
    activityOf(PROCESSING.pseudonymisation, {
      ...{ id: 'pseudonymisation', module: 'modules.trustCentre', particulars: [back, text, ...served] },
    }),
  ];
}

function sharedTrustCentreActivity({ modules: { sharedTrustCentre } }: Site): readonly Activity[] {
  const { endpoint = '', exports = [] } = sharedTrustCentre ?? {};
  const { hostname } = new URL(endpoint);
  return [
    activityOf(PROCESSING.pseudonymisation, {
      ...{ id: 'pseudonymisation', module: 'modules.sharedTrustCentre' },
      recipients: [ownSystem(hostname, 'is sent approved cohorts, pseudonymises them and keeps the table')],
      particulars: exports.map(
        ({ name, approval, resources, patients }) =>
          `cohort ${name} (${approval}): ${['Patient', ...resources].join(', ')}; chosen by ${patients}`,
      ),
    }),
  ];
}

function researchActivities({ modules: { research } }: Site): readonly Activity[] {
  const cohorts = (research?.exports ?? []).map(
    ({ name, approval, resources, freeText, patients }) =>
      `cohort ${name} (${approval}): ${['Patient', ...resources].join(', ')}; chosen by ${patients}; free text: ${freeText}`,
  );
  const particulars = [`researchers are those with the role ${research?.researcherRole}`, ...cohorts];
  return [activityOf(PROCESSING.research, { id: 'research', module: 'modules.research', particulars })];
}

function auditActivity({ modules: { audit, objectStorage } }: Site): readonly Activity[] {
  const archive = audit?.archive?.bucket;
  const days = objectStorage?.buckets.find(({ name }) => name === archive)?.retentionDays;
  const locked = archive === undefined ? [] : [`copies in the archive ${archive}: locked for ${days} days`];
  return [
    activityOf(PROCESSING.audit, {
      ...{ id: 'audit', module: 'modules.audit' },
      retention: [`${audit?.retentionDays} days in the audit store`, ...locked],
      particulars: ['nobody may change or delete a record; each reading is recorded itself'],
    }),
  ];
}

function identityActivity({ identity }: Site): readonly Activity[] {
  const particulars = [`tokens are issued by ${identity.issuer}`];
  return [activityOf(PROCESSING.identity, { id: 'identity', module: 'modules.identity', particulars })];
}

function entranceActivity({ modules: { ingress } }: Site): readonly Activity[] {
  const doors = Object.entries(ingress?.hosts ?? {}).map(([door, host]) => `door ${door}: ${host}`);
  const networks = `connections are taken from ${(ingress?.clientNetworks ?? []).join(', ')}`;
  const particulars = [networks, ...doors];
  return [activityOf(PROCESSING.entrance, { id: 'entrance', module: 'modules.ingress', particulars })];
}

function backupActivity({ storage: { backup }, modules }: Site): readonly Activity[] {
  const { endpoint, bucket, objectLock, retentionDays } = backup;
  return [
    activityOf(PROCESSING.backup, {
      ...{ id: 'backup', module: 'modules.backup' },
      retention: [`${retentionDays} days under Object Lock (${objectLock}); nobody can delete earlier`],
      particulars: [`to ${endpoint}, bucket ${bucket}`, `by the clock: ${modules.backup?.schedule} (UTC)`],
    }),
  ];
}

function observabilityActivity({ modules: { observability } }: Site): readonly Activity[] {
  if (observability === undefined) return [];
  const { metrics, logs, traces, receiver, operatorRole } = observability;
  const told = receiver.kind === 'mail' ? `${receiver.to} through ${receiver.host}` : receiver.url;
  return [
    activityOf(PROCESSING.observability, {
      ...{ id: 'observability', module: 'modules.observability' },
      retention: [`logs ${logs.days} days, metrics ${metrics.days} days, traces ${traces.days} days`],
      recipients: [ownSystem(told, 'is told of alerts, which name duties and parts and no patient')],
      particulars: [`operators are those with the role ${operatorRole}`],
    }),
  ];
}

import { TOP_LEVEL_DOMAINS } from '../../../catalog/hosts/top-level-domains.ts';
import { type DocumentPath, formatPath } from '../document/position.ts';
import type { Problem } from '../errors.ts';
import { today } from '../marketplace/review.ts';
import { hospitalClusterProblems } from './hospital-cluster-rules.ts';
import { marketplaceProblems } from './marketplace-rules.ts';
import { modelProblems, retrievalProblems, tuningProblems } from './model-rules.ts';
import { type ModuleName, moduleNeeds } from './modules/modules.ts';
import { profileProblems } from './profile-rules.ts';
import type { Site } from './site.ts';
import { smartProblems } from './smart-rules.ts';
import { trustCentreProblems } from './trust-centre-rules.ts';

/** What the schema cannot say: values that contradict each other, or the day (`YYYY-MM-DD`). */
export function contradictions(site: Site, day = today()): readonly Problem[] {
  return [
    ...productionProblems(site),
    ...claimProblems(site),
    ...moduleProblems(site),
    ...modelProblems(site).map(({ path, message, mend, seen }) =>
      problem(site, ['modules', 'ai', 'models', ...path], message, mend, seen),
    ),
    ...tuningProblems(site, day).map(({ path, message, mend, seen }) =>
      problem(site, ['modules', 'tuning', 'jobs', ...path], message, mend, seen),
    ),
    ...retrievalProblems(site).map(({ path, message, mend, seen }) =>
      problem(site, ['modules', ...path], message, mend, seen),
    ),
    ...hospitalClusterProblems(site).map(({ path, message, mend, seen }) =>
      problem(site, ['cluster', 'provision', ...path], message, mend, seen),
    ),
    ...profileProblems(site).map(({ path, message, mend, seen }) =>
      problem(site, ['modules', 'fhir', 'profiles', 'packages', ...path], message, mend, seen),
    ),
    ...smartProblems(site).map(({ path, message, mend, seen }) =>
      problem(site, ['modules', 'fhir', 'smart', 'clients', ...path], message, mend, seen),
    ),
    ...entranceProblems(site),
    ...identityProblems(site),
    ...archiveProblems(site),
    ...researchProblems(site),
    ...trustCentreProblems(site).map(({ path, message, mend, seen }) =>
      problem(site, ['modules', ...path], message, mend, seen),
    ),
    ...backupProblems(site),
    ...databaseProblems(site),
    ...namesProblems(site),
    ...admissionProblems(site),
    ...marketplaceProblems(site, day).map(({ path, message, mend, seen }) => problem(site, path, message, mend, seen)),
  ];
}

function problem(site: Site, path: DocumentPath, message: string, mend: string, seen?: string): Problem {
  const said = seen === undefined ? {} : { seen };
  return {
    code: 'site-rule',
    message: `${formatPath(path)}: ${message}`,
    position: site.source.positionOf(path),
    mend,
    ...said,
  };
}

function productionProblems(site: Site): readonly Problem[] {
  const { profile, identity, capabilities } = site.cluster;
  if (profile !== 'production') return [];
  const problems: Problem[] = [];
  if (identity === undefined) {
    const mend = 'add cluster.identity: kubectl get namespace kube-system -o jsonpath={.metadata.uid}';
    problems.push(problem(site, ['cluster', 'identity'], 'a production site names the cluster that it means', mend));
  }
  if (!capabilities.networkPolicies) {
    const mend = 'use a network plugin that enforces NetworkPolicy, then say true';
    const path = ['cluster', 'capabilities', 'networkPolicies'];
    problems.push(problem(site, path, 'a production site needs enforced network policies', mend, 'false'));
  }
  return problems;
}

function archiveProblems(site: Site): readonly Problem[] {
  const { modules } = site;
  const { archive } = modules.audit ?? {};
  if (archive === undefined) return [];
  const path = ['modules', 'audit', 'archive', 'bucket'];
  const bucket = modules.objectStorage?.buckets.find(({ name }) => name === archive.bucket);
  if (bucket === undefined) {
    const mend = 'name one of modules.objectStorage.buckets, or add it there';
    return [problem(site, path, 'the site has no such bucket', mend, archive.bucket)];
  }
  if (bucket.retentionDays >= 183) return [];
  const mend = 'raise retentionDays of that bucket to 183 or more';
  const message = 'the bucket keeps audit records for less than six months';
  return [problem(site, path, message, mend, `${bucket.retentionDays} days`)];
}

const PRIVATE =
  /^(?:10|127)\.|^172\.(?:1[6-9]|2\d|3[01])\.|^192\.168\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^f[cd]/;

/** What nobody can say of so much of the internet. The judge counts no such claim, so it would only mislead. */
function claimProblems(site: Site): readonly Problem[] {
  return site.claims.flatMap(({ match }, index) => {
    const path = ['claims', index, 'match'];
    const [address = '', bits] = match.split('/');
    const fewest = address.includes(':') ? 28 : 16;
    if (bits !== undefined && Number(bits) < fewest && !PRIVATE.test(address)) {
      const mend = `claim the networks of the site, of /${fewest} or smaller`;
      return [problem(site, path, 'a claim of so wide a network covers a part of the internet', mend, match)];
    }
    if (!match.startsWith('*.') || !TOP_LEVEL_DOMAINS.has(match.slice(2))) return [];
    const mend = 'claim the names of the site: *.hospital.example';
    return [problem(site, path, 'a claim of a whole top-level domain covers the hosts of others', mend, match)];
  });
}

function moduleProblems(site: Site): readonly Problem[] {
  const missing = (Object.keys(moduleNeeds) as ModuleName[])
    .filter((module) => site.modules[module] !== undefined)
    .flatMap((module) =>
      moduleNeeds[module].filter((need) => site.modules[need] === undefined).map((need) => [module, need] as const),
    );
  return missing.map(([module, need]) =>
    problem(
      site,
      ['modules', module],
      `the module ${module} needs the module ${need}`,
      `add modules.${need}, or remove modules.${module}`,
    ),
  );
}

function entranceProblems(site: Site): readonly Problem[] {
  const { ingress } = site.modules;
  if (ingress === undefined) return [];
  const problems: Problem[] = [];
  if (ingress.exposure.kind === 'load-balancer' && !site.cluster.capabilities.loadBalancer) {
    const path = ['modules', 'ingress', 'exposure', 'kind'];
    const mend = 'say cluster.capabilities.loadBalancer: true when it gives addresses, or use node-port or cluster';
    problems.push(problem(site, path, 'the cluster says that it has no load balancer', mend, 'load-balancer'));
  }
  for (const door of Object.keys(ingress.hosts) as (keyof typeof ingress.hosts)[]) {
    if (ingress.hosts[door] === undefined || site.modules[door] !== undefined) continue;
    const path = ['modules', 'ingress', 'hosts', door];
    const mend = `add modules.${door}, or remove this name`;
    problems.push(problem(site, path, `there is no module ${door} behind this door`, mend, ingress.hosts[door]));
  }
  if (ingress.hosts.fhir !== undefined && ingress.systems.length === 0) {
    const path = ['modules', 'ingress', 'systems'];
    const mend = 'list the DNS names in the certificates of the systems, or remove hosts.fhir';
    problems.push(problem(site, path, 'a FHIR door that no system may use', mend, '[]'));
  }
  return problems;
}

// The platform's own provider is Keycloak, whose issuers have this form; the host of the issuer becomes its public name.
function identityProblems(site: Site): readonly Problem[] {
  const { issuer } = site.identity;
  if (site.modules.identity === undefined || /^https:\/\/[^/:]+\/realms\/[a-z][-a-z0-9]*$/.test(issuer)) return [];
  const mend = `write identity.issuer: https://${new URL(issuer).hostname}/realms/care, or remove modules.identity`;
  const message = "this is no issuer of the platform's own identity provider";
  return [problem(site, ['identity', 'issuer'], message, mend, issuer)];
}

function researchProblems(site: Site): readonly Problem[] {
  const { research, trustCentre, fhir } = site.modules;
  const exports = research?.exports ?? [];
  if (exports.length > 0 && fhir === undefined) {
    const mend = 'add modules.fhir, or say exports: []';
    return [problem(site, ['modules', 'research', 'exports'], 'there is no record to export from', mend)];
  }
  return exports.flatMap(({ name, freeText }, index) => {
    const problems: Problem[] = [];
    if (exports.findIndex((one) => one.name === name) !== index) {
      const mend = 'give each export a name of its own';
      const path = ['modules', 'research', 'exports', index, 'name'];
      problems.push(problem(site, path, 'two exports have one name', mend, name));
    }
    if (freeText === 'de-identify' && trustCentre?.text === undefined) {
      const mend = 'add modules.trustCentre.text, or say freeText: drop';
      const path = ['modules', 'research', 'exports', index, 'freeText'];
      problems.push(problem(site, path, 'the trust centre de-identifies no free text', mend, freeText));
    }
    return problems;
  });
}

function backupProblems(site: Site): readonly Problem[] {
  if (site.modules.backup === undefined || site.storage.backup.objectLock !== 'none') return [];
  const mend = 'use a bucket with Object Lock and a default retention, then say compliance or governance';
  const message = 'a backup that whoever breaks in can delete is none';
  return [problem(site, ['storage', 'backup', 'objectLock'], message, mend, 'none')];
}

function databaseProblems({ databases, modules, ...rest }: Site): readonly Problem[] {
  if (databases?.kind !== 'cloudnative-pg') return [];
  const site = { databases, modules, ...rest };
  const { archive, recoveries = [] } = databases;
  const unarchived =
    archive === undefined || modules.backup !== undefined
      ? []
      : [
          problem(
            site,
            ['databases', 'archive'],
            'an archive needs the module backup, which has the access to its store',
            'add modules.backup, or remove databases.archive',
          ),
        ];
  if (recoveries.length === 0 || archive !== undefined) return unarchived;
  const mend = 'add databases.archive, or restore a dump: see docs/roles/backup.md';
  return [problem(site, ['databases', 'recoveries'], 'there is no archive to recover from', mend)];
}

/** Groups that hold everybody, or every program of the cluster. */
const EVERYBODY = /^system:(?:authenticated|unauthenticated|serviceaccounts(?::.*)?)$/;

function admissionProblems(site: Site): readonly Problem[] {
  const { deployers } = site.modules.admission ?? {};
  if (deployers === undefined) return [];
  const { users = [], groups = [] } = deployers;
  const at = ['modules', 'admission', 'deployers'];
  if (users.length + groups.length === 0) {
    const mend = 'name a user or a group: groups: [system:masters]';
    return [problem(site, at, 'nobody could deploy the platform any more', mend)];
  }
  const refused = (name: 'users' | 'groups', index: number, seen: string, what: string, mend: string) =>
    problem(site, [...at, name, index], what, mend, seen);
  return [
    ...groups.flatMap((group, index) =>
      EVERYBODY.test(group)
        ? [refused('groups', index, group, 'this group holds more than the deployers', 'name the one account')]
        : [],
    ),
    ...users.flatMap((user, index) =>
      user.startsWith(`system:serviceaccount:${site.name}-`)
        ? [refused('users', index, user, ACTED_AS, 'name an account of another namespace')]
        : [],
    ),
  ];
}

const ACTED_AS = 'an account of the platform: whoever administers its namespace can act as it';

function namesProblems(site: Site): readonly Problem[] {
  if (site.modules.names === undefined || site.nodes !== undefined) return [];
  const mend = 'add nodes.resolvers, the name servers of the site, or remove modules.names';
  return [problem(site, ['modules', 'names'], 'a name service that has nobody to ask', mend)];
}

import { RETENTION_OF_LOGINS } from '../constructs/core/identity.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { APPROVAL_ADMINISTRATORS, APPROVAL_LOGIN_PATH } from '../constructs/governance/approval-service.ts';
import { IDENTITY_CLIENTS, IdentityService } from '../constructs/identity/identity-service.ts';
import type { RealmProps } from '../constructs/identity/realm.ts';
import { databaseOf } from './databases.ts';
import { APPROVAL_NAME, namespaceOf } from './names.ts';
import type { ServicesStack, ServicesStackProps } from './services.ts';

/** Where the platform's own identity provider keeps the secret of a client; the key is the client's id. */
export function identityClientSecret(site: Site, client: string) {
  return { namespace: namespaceOf(site.name, 'identity'), name: IDENTITY_CLIENTS, key: client };
}

/** The public name of the platform's own identity provider: the one that its tokens carry. */
export function identityHost(site: Site): string {
  return new URL(site.identity.issuer).hostname;
}

/** The realm of an issuer: `care` of `https://identity.hospital.example/realms/care`. */
export function realmOf(site: Site): string {
  return new URL(site.identity.issuer).pathname.split('/').at(-1) ?? '';
}

/** The platform's own identity provider, of a site that asks for it. */
export function identityService(stack: ServicesStack, props: ServicesStackProps): IdentityService | undefined {
  const { site, images, foundation, audit } = props;
  const module = site.modules.identity;
  if (module === undefined) return undefined;
  const namespace = foundation.namespace('identity');
  const database = databaseOf(stack, props, {
    ...{ namespace, name: 'identity-database', databaseName: 'identity', size: module.database.storage },
  });
  return new IdentityService(stack, 'identity', {
    ...{ namespace, images, database, audit, name: 'identity', replicas: module.replicas },
    publicUrl: new URL(site.identity.issuer).origin,
    realm: {
      name: realmOf(site),
      language: module.language,
      groups: groupsOf(site),
      eventDays: RETENTION_OF_LOGINS,
      clients: clientsOf(site),
      systems: site.modules.ingress?.systems ?? [],
      ...smartOf(site),
    },
  });
}

function clientsOf({ modules }: Site) {
  const host = modules.ingress?.hosts.approval;
  if (host === undefined || modules.approval === undefined) return [];
  return [{ id: APPROVAL_NAME, redirectUri: `https://${host}${APPROVAL_LOGIN_PATH}` }];
}

function smartOf({ identity, modules }: Site): Pick<RealmProps, 'smart'> {
  const { smart } = modules.fhir ?? {};
  if (smart === undefined) return {};
  const clients = Object.entries(smart.clients).map(([id, { scopes, redirectUri }]) => ({
    ...{ id, scopes },
    ...(redirectUri === undefined ? {} : { redirectUri }),
  }));
  return { smart: { clients, userRole: identity.clinicianRole } };
}

function repositoryGroups({ research, trustCentre }: Site['modules']) {
  const [researcher, keeper] = [research?.researcherRole, trustCentre?.reidentificationRole];
  return [
    ...(researcher === undefined
      ? []
      : [{ name: researcher, role: researcher, purpose: 'May read the research store' }]),
    ...(keeper === undefined
      ? []
      : [
          {
            name: keeper,
            role: keeper,
            purpose: 'May lead a pseudonym back to a person, with the key that another holds',
          },
        ]),
  ];
}

function groupsOf({ identity: { clinicianRole }, modules }: Site) {
  const escalation = modules.approval?.escalationRole;
  return [
    { name: clinicianRole, role: clinicianRole, purpose: 'May approve a suggestion of the AI' },
    ...(escalation === undefined || escalation === clinicianRole
      ? []
      : [{ name: escalation, role: escalation, purpose: 'Is shown what no clinician has decided in time' }]),
    {
      name: APPROVAL_ADMINISTRATORS,
      role: 'administrator',
      purpose: 'Administers the engine; approves nothing by that',
    },
    { name: 'auditor', role: 'auditor', purpose: 'May read the audit trail' },
    ...repositoryGroups(modules),
  ];
}

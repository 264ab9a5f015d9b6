import type { GuardDoor, GuardRoute } from '../core/envoy/types.ts';

/** Port on which people and parts of the platform reach the realm. */
export const IDENTITY_PORT = 8443;

/** Port of the administration console, for a forwarded port alone: no door of the entrance leads to it. */
export const IDENTITY_ADMINISTRATION_PORT = 9443;

const pageMethods = ['GET', 'HEAD', 'POST'] as const;

/** What of the service clients outside the cluster may ask for: one realm, and the pages' own files. */
export function identityRoutes(realm: string): readonly GuardRoute[] {
  return [
    // The account pages change a person's own data with PUT and DELETE.
    { methods: [...pageMethods, 'PUT', 'DELETE'], prefix: `/realms/${realm}` },
    { methods: ['GET', 'HEAD'], prefix: '/resources' },
  ];
}

/** The door for people and parts of the platform. Keycloak asks for passwords, codes and tokens itself. */
export function realmDoor(realm: string): GuardDoor {
  return {
    ...{ name: 'https', port: IDENTITY_PORT, recorded: true, routes: identityRoutes(realm) },
    admission: { kind: 'application' },
    maxRequestBytes: 256 * 1024,
  };
}

/** The door for administrators. */
export const administrationDoor: GuardDoor = {
  ...{ name: 'administration', port: IDENTITY_ADMINISTRATION_PORT, recorded: true },
  admission: { kind: 'application' },
  routes: [
    { methods: [...pageMethods, 'PUT', 'DELETE'], prefix: '/admin' },
    { methods: pageMethods, prefix: '/realms/master' },
    { methods: ['GET', 'HEAD'], prefix: '/resources' },
  ],
};

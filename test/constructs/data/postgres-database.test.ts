import { describe, expect, test } from 'vitest';
import { EncryptedVolumeClaim } from '../../../constructs/data/encrypted-volume-claim.ts';
import { PostgresDatabase, type PostgresDatabaseProps } from '../../../constructs/data/postgres-database.ts';
import { resource, resourcesOf, workbench } from '../../support/synthesized.ts';

function build(change: Partial<PostgresDatabaseProps> = {}) {
  const { stack, namespace, images, site } = workbench();
  const database = new PostgresDatabase(stack, 'database', {
    ...{ namespace, images, storage: site.storage, name: 'fhir-database', databaseName: 'fhir', size: '10Gi' },
    ...change,
  });
  return { database, resources: resourcesOf(stack) };
}

const { database, resources } = build();
const files: Record<string, string> = resource(resources, 'config_map_v1', 'fhir-database-configuration').data;
const pod = resource(resources, 'stateful_set_v1', 'fhir-database').spec.template.spec;

describe('who may log in', () => {
  test('the three roles over TLS with a SCRAM password, the superuser from inside the pod, nobody else', () => {
    const lines = files['pg_hba.conf']?.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines).toEqual([
      'local all postgres peer',
      'hostssl fhir fhir_migration all scram-sha-256',
      'hostssl fhir fhir_user all scram-sha-256',
      'hostssl fhir fhir_purge all scram-sha-256',
      'host all all all reject',
    ]);
  });

  test.each(['ssl = on', "ssl_min_protocol_version = 'TLSv1.3'", "password_encryption = 'scram-sha-256'"])(
    '%s',
    (line) => {
      expect(files['postgresql.conf']?.split('\n')).toContain(line);
    },
  );
});

describe('what is logged', () => {
  test.each(["shared_preload_libraries = 'pgaudit'", 'pgaudit.log_parameter = off', "log_statement = 'none'"])(
    '%s',
    (line) => expect(files['postgresql.conf']?.split('\n')).toContain(line),
  );

  test('no parameter of a statement, which would be patient data, not even in errors', () => {
    expect(files['postgresql.conf']).toContain('log_parameter_max_length_on_error = 0');
  });
});

describe('the three roles', () => {
  test('none is a superuser or makes roles', () => {
    const alterations = files['roles.sql']?.split('\n').filter((line) => line.startsWith('ALTER ROLE')) ?? [];
    expect(alterations).toHaveLength(3);
    for (const line of alterations) expect(line).toContain('NOSUPERUSER NOCREATEDB NOCREATEROLE');
  });

  test('their passwords come from a declared Secret and stand in no resource', () => {
    expect(database.roles.user.password).toEqual({ secretName: 'fhir-database-passwords', key: 'user' });
    const names = pod.init_container[0].env.map((one: { name: string; value_from: object }) => [
      one.name,
      one.value_from,
    ]);
    expect(names).toEqual(
      ['migration', 'user', 'purge'].map((key) => [
        `${key.toUpperCase()}_PASSWORD`,
        { secret_key_ref: { key, name: 'fhir-database-passwords', optional: false } },
      ]),
    );
    expect(resources.map(({ type }) => type)).not.toContain('secret_v1');
  });

  test('take changes and deletions of protected tables away from the application', () => {
    const sql = (tables: readonly string[]) =>
      resource(build({ appendOnlyTables: tables }).resources, 'config_map_v1', 'fhir-database-configuration').data[
        'roles.sql'
      ];
    expect(sql(['hfj_res_ver'])).toMatch(
      /REVOKE UPDATE, DELETE, TRUNCATE ON public\.%I FROM fhir_user[\s\S]*hfj_res_ver/,
    );
    expect(sql([])).not.toContain('REVOKE UPDATE');
  });
});

describe('its pod', () => {
  test('runs as the ids of the image, one writer, and asks pg_isready', () => {
    expect(pod.security_context.run_as_user).toBe('26');
    expect(resource(resources, 'stateful_set_v1', 'fhir-database').spec.replicas).toBe('1');
    expect(pod.container[0].readiness_probe.exec.command[0]).toBe('pg_isready');
  });

  test('can resolve no name', () => {
    const { labels } = resource(resources, 'stateful_set_v1', 'fhir-database').spec.template.metadata;
    expect(labels['domicile.internal/dns']).toBeUndefined();
  });

  test('rolls when its configuration changes', () => {
    const hash = (change: Partial<PostgresDatabaseProps>) =>
      resource(build(change).resources, 'stateful_set_v1', 'fhir-database').spec.template.metadata.annotations[
        'domicile.internal/configuration-sha256'
      ];
    expect(hash({})).toBe(hash({}));
    expect(hash({ memoryMebibytes: 2048 })).not.toBe(hash({}));
  });
});

describe('its volume', () => {
  const claim = resource(resources, 'persistent_volume_claim_v1', 'fhir-database-data');

  test("is of the site's class, and says that the site states its encryption, and how", () => {
    expect(claim.spec.storage_class_name).toBe('encrypted-block');
    expect(claim.metadata.labels['domicile.internal/encrypted-at-rest']).toBe('true');
    expect(claim.metadata.annotations['domicile.internal/encryption-method']).toBe('luks');
  });

  test('does not wait for a consumer that waits for it', () => expect(claim.wait_until_bound).toBe(false));

  test('is protected from a destroy when asked', () => {
    const protect = build({ protectFromDestroy: true }).resources;
    expect(resource(protect, 'persistent_volume_claim_v1', 'fhir-database-data').lifecycle).toEqual({
      prevent_destroy: true,
    });
    expect(claim.lifecycle).toBeUndefined();
  });

  test('is refused when the site does not say how it encrypts', () => {
    const { stack, namespace, site } = workbench();
    const { encryption: _, ...silent } = site.storage;
    const storage = silent as typeof site.storage;
    expect(() => new EncryptedVolumeClaim(stack, 'claim', { storage, namespace, name: 'data', size: '1Gi' })).toThrow(
      /does not say how its storage class encrypts[\s\S]*mend: +add storage\.encryption/,
    );
  });
});

import type { EmbeddingModel, VectorCollection } from '../core/vector-store.ts';

/** What the schema of a vector store is made from. */
export interface VectorSchemaProps {
  readonly model: EmbeddingModel;
  readonly collections: readonly VectorCollection[];
  readonly roles: Readonly<Record<'migration' | 'user', string>>;
}

/** Longest vector that pgvector indexes with HNSW in single precision (pgvector's README, read 2026-11-22). */
export const MOST_DIMENSIONS = 2000;

/** Table of the passages of one model: vectors of two models cannot be compared, so that they never meet. */
export function passageTable({ digest }: Pick<EmbeddingModel, 'digest'>): string {
  return `passage_${digest.replace('sha256:', '').slice(0, 12)}`;
}

/** The schema, run by the superuser each time the pod starts; it belongs to the migration role. Repeatable. */
export function vectorSchema({ model, collections, roles }: VectorSchemaProps): string {
  const table = passageTable(model);
  return [
    'CREATE EXTENSION IF NOT EXISTS vector;',
    `SET ROLE ${roles.migration};`,
    'CREATE TABLE IF NOT EXISTS collection (',
    '  name text PRIMARY KEY, patient_data boolean NOT NULL, retention_days integer NOT NULL);',
    // What the site no longer names is found no more, and deleted by the next purge.
    'UPDATE collection SET retention_days = 0;',
    ...collections.map(
      ({ name, patientData, retentionDays }) =>
        `INSERT INTO collection VALUES ('${name}', ${patientData}, ${retentionDays}) ON CONFLICT (name) DO UPDATE SET retention_days = excluded.retention_days;`,
    ),
    ...collections.map(mustStay),
    `CREATE TABLE IF NOT EXISTS ${table} (`,
    '  id uuid PRIMARY KEY,',
    '  collection text NOT NULL REFERENCES collection (name),',
    '  patient text,',
    '  source text NOT NULL,',
    '  source_digest text NOT NULL,',
    '  position integer NOT NULL,',
    '  body text NOT NULL,',
    `  embedding vector(${model.dimensions}) NOT NULL,`,
    '  stored_at timestamptz NOT NULL DEFAULT now());',
    `CREATE OR REPLACE FUNCTION declared_${table}() RETURNS trigger LANGUAGE plpgsql AS $body$`,
    'BEGIN',
    '  IF (NEW.patient IS NOT NULL) <> (SELECT patient_data FROM collection WHERE name = NEW.collection) THEN',
    "    RAISE EXCEPTION 'collection % holds patient data only if the site declares it, and then of one patient each', NEW.collection;",
    '  END IF;',
    '  NEW.stored_at := now();',
    '  RETURN NEW;',
    'END $body$;',
    `CREATE OR REPLACE TRIGGER declared BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION declared_${table}();`,
    ...collections.map((one) => indexOf(table, one)),
    'RESET ROLE;',
    // The service reads what the site declares, and adds passages; deleting is the purge's.
    `REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON collection FROM ${roles.user};`,
    `REVOKE UPDATE, DELETE, TRUNCATE ON ${table} FROM ${roles.user};`,
    '',
  ].join('\n');
}

// A collection that held no patients would hand out what is in it to everybody, or the other way round.
function mustStay({ name, patientData }: VectorCollection): string {
  const why = `collection ${name} changed whether it holds patient data; give the new one another name`;
  return `DO $body$ BEGIN IF EXISTS (SELECT FROM collection WHERE name = '${name}' AND patient_data <> ${patientData}) THEN RAISE EXCEPTION '${why}'; END IF; END $body$;`;
}

// An index for each collection: one for all would find the nearest of all, and then drop those of other collections. Texts of
// one patient are few, and are compared one by one, so that none is missed.
function indexOf(table: string, { name, patientData }: VectorCollection): string {
  const index = `${table}_${name.replaceAll('-', '_')}`;
  const [method, key] = patientData
    ? ['btree', 'patient']
    : ['hnsw', 'embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64'];
  return `CREATE INDEX IF NOT EXISTS ${index} ON ${table} USING ${method} (${key}) WHERE collection = '${name}';`;
}

/** Deletes for good, as the purge role, what is older than its collection keeps it, in the tables of all models. */
export function purgeScript(): string {
  return `#!/bin/sh
set -eu
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 <<'SQL'
SELECT format('DELETE FROM public.%I p USING collection c WHERE c.name = p.collection AND p.stored_at < now() - make_interval(days => c.retention_days)', tablename)
  FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'passage\\_%' \\gexec
SQL
`;
}

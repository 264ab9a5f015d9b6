import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { ConfigFiles } from '../core/config-files.ts';
import { DomicileError } from '../core/errors.ts';
import { ScheduledJob } from '../core/scheduled-job.ts';
import type { EmbeddingModel, VectorCollection, VectorStore } from '../core/vector-store.ts';
import { configVolume, scratchVolume, secretVolume } from '../core/volumes.ts';
import { PostgresDatabase, type PostgresDatabaseProps } from './postgres-database.ts';
import { MOST_DIMENSIONS, passageTable, purgeScript, vectorSchema } from './vector-store-sql.ts';

/** Props of {@link PgVectorStore}. */
export interface PgVectorStoreProps
  extends Omit<PostgresDatabaseProps, 'appendOnlyTables' | 'schema' | 'role' | 'databaseName'> {
  readonly model: EmbeddingModel;
  /** What it may hold. At least one. */
  readonly collections: readonly VectorCollection[];
  /** When texts that are too old are deleted, as five cron fields in UTC. */
  readonly purge: string;
}

const { postgresql } = components;
const DATABASE = 'vectors';
const PATHS = { scripts: '/etc/purge', certificate: '/etc/tls' } as const;

/**
 * PostgreSQL with pgvector: texts and their vectors, of the collections that the site declares, for as long as it declares.
 * Only a retrieval service reaches it; no model, and nothing that has a record.
 */
export class PgVectorStore extends Construct implements VectorStore {
  readonly database: PostgresDatabase;
  readonly model: EmbeddingModel;
  readonly collections: readonly VectorCollection[];
  readonly table: string;
  readonly databaseName = DATABASE;

  constructor(scope: Construct, id: string, props: PgVectorStoreProps) {
    super(scope, id);
    assertStorable(this, props);
    const { model, collections } = props;
    this.model = model;
    this.collections = collections;
    this.table = passageTable(model);
    const roles = { migration: `${DATABASE}_migration`, user: `${DATABASE}_user` };
    this.database = new PostgresDatabase(this, 'database', {
      ...props,
      databaseName: DATABASE,
      role: 'vector-store',
      schema: vectorSchema({ model, collections, roles }),
      appendOnlyTables: [this.table],
    });
    this.purge(props);
  }

  get peer() {
    return this.database.peer;
  }

  get host() {
    return this.database.host;
  }

  get port() {
    return this.database.port;
  }

  get roles() {
    return this.database.roles;
  }

  /** The controller whose rollout means that connections are accepted. */
  get ready() {
    return this.database.ready;
  }

  private purge({ namespace, name, images, purge }: PgVectorStoreProps): void {
    const script = new ConfigFiles(this, 'purge-script', {
      ...{ namespace, name: `${name}-purge-script`, files: { 'purge.sh': purgeScript() } },
    });
    const job = new ScheduledJob(this, 'purge', {
      ...{ namespace, name: `${name}-purge`, role: 'retrieval', user: postgresql.user, schedule: purge },
      component: { id: postgresql.id, version: images.version(postgresql.id) },
      deadlineSeconds: 3600,
      configuration: [script],
      containers: [
        {
          name: 'purge',
          image: images.reference(postgresql.id),
          command: ['/bin/sh', `${PATHS.scripts}/purge.sh`],
          env: {
            ...{ PGHOST: this.host, PGPORT: `${this.port}`, PGDATABASE: DATABASE, PGUSER: this.roles.purge.name },
            ...{ PGSSLMODE: 'verify-full', PGSSLROOTCERT: `${PATHS.certificate}/ca.crt` },
          },
          secretEnv: { PGPASSWORD: this.roles.purge.password },
          mounts: [
            { volume: configVolume('scripts', script.configMapName), path: PATHS.scripts },
            { volume: secretVolume('authority', `${name}-tls`, ['ca.crt']), path: PATHS.certificate },
            { volume: scratchVolume('tmp', '64Mi'), path: '/tmp' },
          ],
          resources: { cpu: '100m', cpuLimit: '1', memory: '128Mi' },
        },
      ],
    });
    job.allowTo(this.peer, { port: this.port, purpose: 'delete texts that are too old' });
  }
}

function assertStorable(construct: Construct, { model, collections }: PgVectorStoreProps): void {
  const names = collections.map(({ name }) => name);
  const wrong = [
    ...(model.dimensions >= 1 && model.dimensions <= MOST_DIMENSIONS ? [] : [`dimensions: ${model.dimensions}`]),
    ...(/^sha256:[0-9a-f]{64}$/.test(model.digest) ? [] : [`digest: ${model.digest}`]),
    ...(collections.length === 0 ? ['collections: []'] : []),
    ...names.filter((name) => !/^[a-z][-a-z0-9]{0,30}$/.test(name)).map((name) => `collection ${name}`),
    ...(new Set(names).size === names.length ? [] : ['two collections of one name']),
  ];
  if (wrong.length === 0) return;
  throw new DomicileError({
    code: 'construct-props',
    message: 'the vector store cannot be made',
    seen: wrong.join(', '),
    constructPath: construct.node.path,
    allowed: `1 to ${MOST_DIMENSIONS} dimensions, a model by digest, and collections with a short lower-case name each`,
    mend: 'correct modules.retrieval, or the dimensions of its model',
  });
}

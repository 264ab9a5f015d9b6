import { stringify } from 'yaml';
import { jdbcUrl } from '../../core/database.ts';
import type { VectorStore } from '../../core/vector-store.ts';
import { fillScript, searchScript } from './scripts.ts';

/** Where the parts of the retrieval service are inside its container. */
export const RETRIEVAL_PATHS = {
  configuration: '/etc/retrieval',
  authority: '/etc/authority',
  documents: '/var/lib/documents',
} as const;

/** Loopback ports of its pod. */
export const RETRIEVAL_PORTS = { server: 8080, models: 9101 } as const;

/** What the service's files are made from. */
export type RetrievalConfigProps = Pick<
  VectorStore,
  'model' | 'collections' | 'table' | 'host' | 'port' | 'databaseName' | 'roles' | 'peer' | 'ready'
>;

/** Every file of the service's configuration, by name: settings, routes, what it may search, and programs. */
export function retrievalConfig(store: RetrievalConfigProps): Readonly<Record<string, string>> {
  const { model, collections, table } = store;
  const plan = {
    ...{ model, collections, table },
    models: `http://127.0.0.1:${RETRIEVAL_PORTS.models}/v1/embeddings`,
    database: jdbcUrl(store, `${RETRIEVAL_PATHS.authority}/ca.crt`),
    documents: RETRIEVAL_PATHS.documents,
  };
  const file = `${RETRIEVAL_PATHS.configuration}/plan.json`;
  return {
    'application.properties': settings,
    'routes.yaml': stringify([searchRoute, fillRoute], { lineWidth: 0, aliasDuplicateObjects: false }),
    'plan.json': `${JSON.stringify(plan, null, 1)}\n`,
    'search.groovy': searchScript(file),
    'fill.groovy': fillScript(file),
  };
}

const script = (file: string) => ({ script: { groovy: `resource:file:${RETRIEVAL_PATHS.configuration}/${file}` } });

const searchRoute = {
  route: {
    id: 'search',
    from: {
      uri: 'platform-http:/retrieval/search',
      parameters: { httpMethodRestrict: 'POST' },
      steps: [script('search.groovy')],
    },
  },
};

const fillRoute = {
  route: {
    id: 'fill',
    from: {
      uri: `file:${RETRIEVAL_PATHS.documents}`,
      parameters: {
        ...{ recursive: true, include: '.*[.]txt', sortBy: 'file:name', delay: 5000 },
        ...{ readLock: 'changed', readLockMinAge: '5s', readLockTimeout: 20000, readLockCheckInterval: 2000 },
        // Folders whose names begin with a point are not read again.
        move: `${RETRIEVAL_PATHS.documents}/\${exchangeProperty.outcome}/\${file:name}`,
      },
      steps: [script('fill.groovy')],
    },
  },
};

const settings = `# The service listens on loopback alone; its access guard is the only way in.
camel.main.name=retrieval
camel.main.routesIncludePattern=file:${RETRIEVAL_PATHS.configuration}/routes.yaml
camel.main.shutdownTimeout=20
# Questions and passages may be of patients: none in a log or in a trace.
camel.main.logExhaustedMessageBody=false
camel.main.tracing=false
camel.main.beanIntrospectionLoggingLevel=OFF
camel.server.enabled=true
camel.server.host=127.0.0.1
camel.server.port=${RETRIEVAL_PORTS.server}
# One port for both: only then is there one server, on loopback.
camel.management.enabled=true
camel.management.host=127.0.0.1
camel.management.port=${RETRIEVAL_PORTS.server}
camel.management.healthCheckEnabled=true
camel.management.healthPath=/health
`;

import { studyScript } from '../imaging/study-script.ts';
import type { CsvForm } from './csv.ts';
import type { MessageMapping } from './mapping.ts';
import { type DropFolder, INTEGRATION_PATHS, INTEGRATION_PORTS, type MessageSystem, routes } from './routes.ts';
import { scripts } from './scripts.ts';

/** A system whose messages are taken. */
export interface MessageSource {
  /** Name in routes, folders and identifiers: `his`. A contract. */
  readonly name: string;
  /** DNS name in its client certificate, or the words that stand for it in Provenance. */
  readonly certificate: string;
  /** Java's name of the character set of messages that state none. */
  readonly characterSet: string;
  /** Message types that are taken: `ADT^A01`. */
  readonly messages: readonly string[];
  /** How a folder's CSV files are read, into messages of the first type. @default - the files hold messages */
  readonly csv?: CsvForm | undefined;
}

/** What the engine's files are made from. */
export interface EngineConfigProps {
  readonly systems: readonly (MessageSource & MessageSystem)[];
  readonly folders: readonly (MessageSource & DropFolder)[];
  /** Address below which the site's identifiers are: `https://fhir.hospital.example/sid`. Never fetched. */
  readonly identifierSystem: string;
  /** Zone of times that state no offset: `Europe/Berlin`. */
  readonly timeZone: string;
  readonly mapping: MessageMapping;
  /** Archive whose studies are written into the record. @default - none */
  readonly imaging?: { readonly host: string } | undefined;
}

/** Every file of the engine's configuration, by name: settings, routes, mapping with sources, and programs. */
export function engineConfig(props: EngineConfigProps): Readonly<Record<string, string>> {
  const { systems, folders, identifierSystem, timeZone, mapping, imaging } = props;
  const configuration = `${INTEGRATION_PATHS.configuration}/mapping.json`;
  const peers = Object.fromEntries([...systems, ...folders].map((one) => [one.name, sourceOf(one)]));
  return {
    'application.properties': settings,
    'routes.yaml': routes(systems, folders, imaging !== undefined),
    'mapping.json': `${JSON.stringify({ identifierSystem, timeZone, peers, mapping }, null, 1)}\n`,
    ...scripts(configuration),
    ...(imaging === undefined ? {} : { 'studies.groovy': studies(imaging.host, configuration) }),
  };
}

function studies(host: string, configuration: string): string {
  const archive = `http://127.0.0.1:${INTEGRATION_PORTS.imaging}`;
  return studyScript({ archive, store: INTEGRATION_PATHS.store, configuration, host });
}

function sourceOf({ name, certificate, characterSet, messages, csv }: MessageSource): MessageSource {
  return { name, certificate, characterSet, messages, ...(csv === undefined ? {} : { csv }) };
}

const settings = `# The engine listens on loopback alone; its access guard is the only way in.
camel.main.name=integration
camel.main.routesIncludePattern=file:${INTEGRATION_PATHS.configuration}/routes.yaml
camel.main.shutdownTimeout=20
camel.main.shutdownLogInflightExchangesOnTimeout=false
camel.main.useBreadcrumb=false
# Bodies are patient data: none in a log or in a trace.
camel.main.logExhaustedMessageBody=false
camel.main.tracing=false
camel.main.beanIntrospectionLoggingLevel=OFF
camel.management.enabled=true
camel.management.host=127.0.0.1
camel.management.port=${INTEGRATION_PORTS.health}
camel.management.healthCheckEnabled=true
camel.management.healthPath=/health
camel.component.mllp.logPhi=false
`;

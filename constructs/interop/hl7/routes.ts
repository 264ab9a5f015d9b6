import { stringify } from 'yaml';
import { STUDY_SOURCE } from '../imaging/study-script.ts';

/** Where the parts of the engine are inside its container. */
export const INTEGRATION_PATHS = {
  configuration: '/etc/integration',
  store: '/var/lib/integration',
  drops: '/var/lib/drops',
} as const;

/** Loopback ports of the engine's pod. */
export const INTEGRATION_PORTS = {
  health: 8080,
  fhir: 9100,
  imaging: 9101,
  lineage: 9102,
  firstSystem: 12575,
} as const;

/** A system that sends messages over MLLP. */
export interface MessageSystem {
  /** Name in routes, folders and identifiers: `his`. A contract. */
  readonly name: string;
  /** Port of the engine on loopback. */
  readonly localPort: number;
}

/** A folder that files are dropped into. */
export interface DropFolder {
  /** Name of the folder and of the system in identifiers. A contract. */
  readonly name: string;
  /** Whether its files are CSV; otherwise they hold messages. @default - messages */
  readonly csv?: object | undefined;
}

const { configuration, store, drops } = INTEGRATION_PATHS;
const script = (file: string) => ({ script: { groovy: `resource:file:${configuration}/${file}` } });
const fileUri = (folder: string) => `file:${folder}`;

/** The routes of the engine in Camel's YAML: receive, understand, store, acknowledge; deliver in order; keep what cannot be. */
export function routes(
  systems: readonly MessageSystem[],
  folders: readonly DropFolder[],
  studies: boolean = false,
): string {
  const names = [...systems, ...folders].map(({ name }) => name);
  return stringify(
    [
      { routeConfiguration: { id: 'understanding', onException: [{ onException: unreadable }] } },
      {
        routeConfiguration: {
          id: 'delivering',
          onException: [refused, unreachable].map((onException) => ({ onException })),
        },
      },
      ...(names[0] === undefined ? [] : [warmUp(names[0])]),
      ...systems.map(receive),
      ...folders.map(collect),
      {
        route: {
          id: 'accept',
          routeConfigurationId: 'understanding',
          from: { uri: 'direct:accept', steps: acceptSteps },
        },
      },
      ...names.flatMap((name) => [deliver(name), replay(name)]),
      ...(studies ? [takeStudies, deliver(STUDY_SOURCE)] : []),
    ],
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}

const acceptSteps = [
  script('accept.groovy'),
  // Written under another name, forced to the disk, then renamed: what is acknowledged is whole.
  { to: { uri: fileUri(`${store}/spool`), parameters: { tempPrefix: '.', forceWrites: true, fileExist: 'Fail' } } },
];

// The first message must not wait for a compiler. What is tried here is no message, and is forgotten.
function warmUp(name: string) {
  return {
    route: {
      id: 'warm-up',
      from: {
        uri: 'timer:warm-up',
        parameters: { repeatCount: 1, delay: 0 },
        steps: [
          { setProperty: { name: 'peer', constant: name } },
          { setBody: { constant: 'none' } },
          {
            doTry: {
              steps: [script('accept.groovy')],
              doCatch: [
                {
                  exception: ['java.lang.IllegalArgumentException'],
                  steps: [{ log: { loggingLevel: 'DEBUG', message: 'warm' } }],
                },
              ],
            },
          },
        ],
      },
    },
  };
}

const takeStudies = {
  route: {
    id: 'take-studies',
    from: { uri: 'timer:studies', parameters: { period: 30_000 }, steps: [script('studies.groovy')] },
  },
};

function receive({ name, localPort }: MessageSystem) {
  return {
    route: {
      id: `receive-${name}`,
      from: {
        uri: `mllp:127.0.0.1:${localPort}`,
        parameters: { autoAck: true, stringPayload: false, hl7Headers: false, exchangePattern: 'InOut' },
        steps: [{ setProperty: { name: 'peer', constant: name } }, { to: 'direct:accept' }],
      },
    },
  };
}

function collect({ name, csv }: DropFolder) {
  return {
    route: {
      id: `collect-${name}`,
      from: {
        uri: fileUri(`${drops}/${name}`),
        parameters: {
          ...{
            exclude: '(?i).*[.](tmp|part|filepart|lock)',
            sortBy: 'file:modified;file:name',
            delay: 5000,
            delete: true,
          },
          // A file that still grows is not read; one that cannot be read stays beside the others.
          ...{ readLock: 'changed', readLockMinAge: '5s', readLockTimeout: 20000, readLockCheckInterval: 2000 },
          moveFailed: `${store}/dead-letters/${name}/\${file:name}`,
        },
        steps: [
          { setProperty: { name: 'peer', constant: name } },
          script(csv === undefined ? 'divide.groovy' : 'divide-csv.groovy'),
          {
            split: {
              // biome-ignore lint/suspicious/noTemplateCurlyInString: Camel's own language
              simple: '${body}',
              stopOnException: true,
              steps: [
                {
                  doTry: {
                    steps: [{ to: 'direct:accept' }],
                    doCatch: [{ exception: ['java.lang.Exception'], steps: [script('go-on.groovy')] }],
                  },
                },
              ],
            },
          },
        ],
      },
    },
  };
}

function deliver(name: string) {
  return {
    route: {
      id: `deliver-${name}`,
      routeConfigurationId: 'delivering',
      from: {
        uri: fileUri(`${store}/spool/${name}`),
        parameters: {
          // One after the other, in the order of arrival: a discharge never overtakes an admission.
          ...{ sortBy: 'file:name', maxMessagesPerPoll: 1, eagerMaxMessagesPerPoll: false, greedy: true, delay: 500 },
          ...{ include: '.*[.]json', delete: true, readLock: 'none' },
        },
        steps: [
          script('unpack.groovy'),
          {
            to: {
              uri: `http://127.0.0.1:${INTEGRATION_PORTS.fhir}/fhir`,
              parameters: { connectTimeout: 10000, responseTimeout: 120000, userAgent: 'integration' },
            },
          },
          // What has been delivered is done with once it is known what became of it.
          script('lineage.groovy'),
          {
            to: {
              uri: `http://127.0.0.1:${INTEGRATION_PORTS.lineage}/v1/logs`,
              parameters: { connectTimeout: 10000, responseTimeout: 30000, userAgent: 'integration' },
            },
          },
        ],
      },
    },
  };
}

function replay(name: string) {
  return {
    route: {
      id: `replay-${name}`,
      from: {
        uri: fileUri(`${store}/replay/${name}`),
        parameters: { include: '.*[.]json', sortBy: 'file:name', delay: 5000, delete: true },
        steps: [
          { setProperty: { name: 'peer', constant: name } },
          script('replay.groovy'),
          {
            doTry: {
              steps: [{ to: 'direct:accept' }],
              doCatch: [{ exception: ['java.lang.Exception'], steps: [script('go-on.groovy')] }],
            },
          },
        ],
      },
    },
  };
}

const bury = [
  script('dead-letter.groovy'),
  { to: { uri: fileUri(`${store}/dead-letters`), parameters: { tempPrefix: '.', forceWrites: true } } },
  { setProperty: { name: 'dead', groovy: 'true' } },
  {
    log: {
      loggingLevel: 'ERROR',
      logName: 'dead-letters',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Camel's own language
      message: 'dead letter ${exchangeProperty.messageId} from ${exchangeProperty.peer}: ${exchangeProperty.reason}',
    },
  },
];

// The sender must learn of it, so that the failure goes on to the acknowledgement.
const unreadable = { exception: ['java.lang.IllegalArgumentException'], handled: { constant: 'false' }, steps: bury };

const REFUSED = [400, 410, 412, 413, 422];

const refused = {
  exception: ['org.apache.camel.http.base.HttpOperationFailedException'],
  onWhen: {
    groovy: `exchange.getProperty('delivered') != true && [${REFUSED.join(', ')}].contains(exception.statusCode)`,
  },
  handled: { constant: 'true' },
  steps: bury,
};

// Everything else is a matter of time: a lost connection, a server that starts, a certificate that is being replaced.
const unreachable = {
  exception: ['java.lang.Exception'],
  redeliveryPolicy: {
    ...{ maximumRedeliveries: '-1', redeliveryDelay: '1000', useExponentialBackOff: 'true', backOffMultiplier: '2' },
    ...{
      maximumRedeliveryDelay: '60000',
      retryAttemptedLogLevel: 'WARN',
      logStackTrace: 'false',
      logRetryStackTrace: 'false',
    },
  },
};

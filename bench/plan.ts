import { createHash } from 'node:crypto';

/** What ConfigMaps hold: settings one by one, or a file of settings, which a judge has to read as a document. */
export type Settings = 'one by one' | 'in a file';

/** Terraform plan JSON (format 1.2) for `count` resources, five kinds in turn, each with names and addresses of its own. */
export function plan(count: number, settings: Settings): string {
  const resources = Array.from({ length: count }, (_, index) => resource(index, settings));
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: { resources: resources.map((r) => ({ ...identity(r), values: r.values })) } },
    resource_changes: resources.map((r) => ({
      ...identity(r),
      change: {
        actions: ['create'],
        before: null,
        after: r.values,
        after_unknown: { id: true, metadata: [{ uid: true, resource_version: true, generation: true }] },
        before_sensitive: false,
        after_sensitive: {},
      },
    })),
    configuration: {
      provider_config: {
        kubernetes: { name: 'kubernetes', full_name: 'registry.terraform.io/hashicorp/kubernetes' },
      },
      root_module: { resources: resources.map(configured) },
    },
    complete: true,
    errored: false,
  });
}

/** A resource as the configuration section has it: who wrote what, without what the provider fills in. */
function configured({ type, name, values }: Planned) {
  return {
    ...{
      address: `${type}.${name}`,
      mode: 'managed',
      type,
      name,
      provider_config_key: 'kubernetes',
      schema_version: 1,
    },
    expressions: expressions(values),
  };
}

/** Blocks are lists of objects; everything else is an attribute. */
function expressions(values: object): object {
  const written = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(
    written.map(([key, value]) => {
      const isBlock = Array.isArray(value) && value.some((item) => typeof item === 'object');
      return [key, isBlock ? value.map((item) => expressions(item)) : { constant_value: value }];
    }),
  );
}

interface Planned {
  readonly type: string;
  readonly name: string;
  readonly values: object;
}

function identity({ type, name }: Planned) {
  return {
    address: `${type}.${name}`,
    mode: 'managed',
    type,
    name,
    provider_name: 'registry.terraform.io/hashicorp/kubernetes',
    schema_version: 0,
  };
}

function resource(index: number, settings: Settings): Planned {
  const ward = Math.floor(index / kinds.length);
  const make = kinds[index % kinds.length] ?? namespace;
  return make(ward, settings);
}

const metadata = (name: string, ward: number, labels: object = {}) => [
  {
    name,
    namespace: `ward-${ward}`,
    labels: { 'app.kubernetes.io/part-of': 'hospital', ...labels },
    annotations: null,
  },
];

function namespace(ward: number): Planned {
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  return {
    type: 'kubernetes_namespace_v1',
    name: `ward_${ward}`,
    values: { metadata: [{ name: `ward-${ward}`, labels, annotations: null }], timeouts: null },
  };
}

function networkPolicy(ward: number): Planned {
  const spec = [{ pod_selector: [{ match_labels: {}, match_expressions: [] }], policy_types: ['Ingress', 'Egress'] }];
  return {
    type: 'kubernetes_network_policy_v1',
    name: `deny_${ward}`,
    values: { metadata: metadata('default-deny', ward), spec },
  };
}

function configMap(ward: number, settings: Settings): Planned {
  const endpoint = 'https://s3.eu-central-1.amazonaws.com';
  const data =
    settings === 'one by one'
      ? { ARCHIVE_URL: `${endpoint}/ward-${ward}`, AWS_REGION: 'eu-central-1' }
      : {
          'application.yaml': `archive:\n  region: eu-central-1\n  bucket: ward-${ward}\n  endpoint: ${endpoint}\n`,
          AWS_REGION: 'eu-central-1',
        };
  return {
    type: 'kubernetes_config_map_v1',
    name: `settings_${ward}`,
    values: { metadata: metadata('settings', ward), data, binary_data: null, immutable: false },
  };
}

function service(ward: number): Planned {
  const port = [{ name: 'https', port: 443, target_port: '8443', protocol: 'TCP', node_port: 0, app_protocol: '' }];
  return {
    type: 'kubernetes_service_v1',
    name: `fhir_${ward}`,
    values: {
      metadata: metadata('fhir', ward),
      spec: [{ type: 'ClusterIP', selector: { app: 'fhir' }, port, external_ips: null, external_name: null }],
    },
  };
}

function deployment(ward: number): Planned {
  const digest = createHash('sha256').update('fhir').digest('hex');
  const security = [
    {
      allow_privilege_escalation: false,
      privileged: false,
      read_only_root_filesystem: true,
      run_as_non_root: true,
      run_as_user: '65532',
      capabilities: [{ add: null, drop: ['ALL'] }],
      seccomp_profile: [{ type: 'RuntimeDefault', localhost_profile: '' }],
    },
  ];
  const container = [
    {
      name: 'fhir',
      image: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/fhir@sha256:${digest}`,
      args: ['--spring.config.location=/config/application.yaml'],
      env: [
        {
          name: 'SPRING_DATASOURCE_URL',
          value: `jdbc:postgresql://postgres.ward-${ward}.svc:5432/fhir`,
          value_from: [],
        },
        { name: 'ARCHIVE_REGION', value: 'eu-central-1', value_from: [] },
      ],
      resources: [{ limits: { cpu: '2', memory: '4Gi' }, requests: { cpu: '500m', memory: '2Gi' } }],
      security_context: security,
    },
  ];
  const template = [{ metadata: [{ labels: { app: 'fhir' } }], spec: [{ container, security_context: security }] }];
  return {
    type: 'kubernetes_deployment_v1',
    name: `fhir_${ward}`,
    values: {
      metadata: metadata('fhir', ward),
      spec: [{ replicas: '2', selector: [{ match_labels: { app: 'fhir' } }], template }],
      wait_for_rollout: true,
    },
  };
}

const kinds = [namespace, networkPolicy, configMap, service, deployment];

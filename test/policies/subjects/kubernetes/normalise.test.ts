import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Fields, Unresolved } from '../../../../policies/engine/types.ts';
import { prepareInputs, readInputs, toKubernetes } from '../../../../policies/subjects/index.ts';
import { toTerraformPath } from '../../../../policies/subjects/kubernetes/normalise.ts';

const fixture = (name: string) => readFileSync(new URL(`../../../fixtures/inputs/${name}`, import.meta.url));
const specOf = (resourceType: string, attributes: Fields) => toKubernetes(resourceType, attributes)?.spec as Fields;

describe('the kind that a resource type makes', () => {
  it.each([
    ['kubernetes_deployment_v1', 'apps/v1', 'Deployment'],
    ['kubernetes_daemonset', 'apps/v1', 'DaemonSet'],
    ['kubernetes_network_policy_v1', 'networking.k8s.io/v1', 'NetworkPolicy'],
    ['kubernetes_api_service_v1', 'apiregistration.k8s.io/v1', 'APIService'],
    ['kubernetes_csi_driver_v1', 'storage.k8s.io/v1', 'CSIDriver'],
    ['kubernetes_horizontal_pod_autoscaler_v1', 'autoscaling/v1', 'HorizontalPodAutoscaler'],
    ['kubernetes_horizontal_pod_autoscaler_v2', 'autoscaling/v2', 'HorizontalPodAutoscaler'],
    ['kubernetes_default_service_account_v1', 'v1', 'ServiceAccount'],
    ['kubernetes_config_map_v1_data', 'v1', 'ConfigMap'],
    ['kubernetes_role_binding_v1', 'rbac.authorization.k8s.io/v1', 'RoleBinding'],
  ])('%s', (resourceType, apiVersion, kind) => {
    expect(toKubernetes(resourceType, {})).toEqual({ apiVersion, kind });
  });

  it.each([
    'kubernetes_labels',
    'kubernetes_env',
    'kubernetes_node_taint',
    'kubernetes_unheard_of_v1',
    'aws_s3_bucket',
  ])('%s makes none that is known', (resourceType) => {
    expect(toKubernetes(resourceType, { metadata: { name: 'x' } })).toBeUndefined();
  });
});

describe('the spelling of Kubernetes', () => {
  it.each<[string, string, Fields, Fields]>([
    [
      'blocks become lists under their plural',
      'kubernetes_pod_v1',
      { container: [{ name: 'a' }], init_container: { name: 'b' }, volume: [] },
      { containers: [{ name: 'a' }], initContainers: [{ name: 'b' }] },
    ],
    [
      'a single block is unwrapped, as a list, as an object, and empty',
      'kubernetes_pod_v1',
      { security_context: [{ run_as_non_root: true }], dns_config: [null], os: { name: 'linux' } },
      { securityContext: { runAsNonRoot: true }, dnsConfig: {}, os: { name: 'linux' } },
    ],
    [
      'capitals that no rule gives',
      'kubernetes_service_v1',
      { cluster_ip: 'None', external_ips: ['10.0.0.1'], load_balancer_ip: '10.0.0.2' },
      { clusterIP: 'None', externalIPs: ['10.0.0.1'], loadBalancerIP: '10.0.0.2' },
    ],
    [
      'ports are numbers or names',
      'kubernetes_service_v1',
      {
        port: [
          { port: '443', target_port: '8443' },
          { port: 80, target_port: 'http' },
        ],
      },
      {
        ports: [
          { port: 443, targetPort: 8443 },
          { port: 80, targetPort: 'http' },
        ],
      },
    ],
    [
      'numbers that Terraform keeps as text',
      'kubernetes_deployment_v1',
      { replicas: '2', min_ready_seconds: 5 },
      { replicas: 2, minReadySeconds: 5 },
    ],
    [
      'quantities stay text',
      'kubernetes_resource_quota_v1',
      { hard: { pods: 10, 'requests.cpu': '4' } },
      { hard: { pods: '10', 'requests.cpu': '4' } },
    ],
    [
      'keys of selectors and labels are data',
      'kubernetes_service_v1',
      { selector: { app_name: 'x_y' } },
      { selector: { app_name: 'x_y' } },
    ],
    [
      'singular and plural of -y',
      'kubernetes_horizontal_pod_autoscaler_v2',
      { behavior: [{ scale_up: [{ policy: [{ type: 'Pods', value: 1 }] }] }] },
      { behavior: { scaleUp: { policies: [{ type: 'Pods', value: 1 }] } } },
    ],
    [
      'the source of a volume is inlined',
      'kubernetes_persistent_volume_v1',
      { persistent_volume_source: [{ csi: [{ driver: 'd', volume_handle: 'h' }] }] },
      { csi: { driver: 'd', volumeHandle: 'h' } },
    ],
    [
      'a policy that lets everything out keeps its empty rule',
      'kubernetes_network_policy_v1',
      { egress: [{}], pod_selector: {} },
      { egress: [{}], podSelector: {} },
    ],
    [
      'what is null, empty or not set is not there',
      'kubernetes_pod_v1',
      { node_name: '', node_selector: null, toleration: [] },
      {},
    ],
    [
      'a value that is not known stays unknown',
      'kubernetes_pod_v1',
      { hostname: new Unresolved('later') },
      { hostname: new Unresolved('later') },
    ],
    [
      'a dynamic block is there, with content nobody knows',
      'kubernetes_pod_v1',
      { dynamic: { container: { for_each: '${var.x}' } } },
      { containers: new Unresolved('a dynamic block, whose content only Terraform can work out', 'dynamic.container') },
    ],
    [
      'an argument of a newer provider keeps its name in camel case',
      'kubernetes_pod_v1',
      { brand_new: 'x' },
      { brandNew: 'x' },
    ],
  ])('%s', (_, resourceType, spec, expected) => {
    expect(specOf(resourceType, { spec: [spec] })).toEqual(expected);
  });

  it('file modes are octal text in Terraform and numbers in Kubernetes', () => {
    const spec = specOf('kubernetes_pod_v1', {
      spec: { volume: [{ name: 'v', secret: [{ secret_name: 's', default_mode: '0440' }] }] },
    });
    expect(spec.volumes).toEqual([{ name: 'v', secret: { secretName: 's', defaultMode: 0o440 } }]);
  });

  it('plain Secret data becomes stringData, also when it is write-only; what is base64 stays data', () => {
    const secret = toKubernetes('kubernetes_secret_v1', {
      data: { a_b: 'x' },
      data_wo: { c: 'y' },
      binary_data: { d: 'AAEC' },
      data_wo_revision: 1,
      type: 'Opaque',
    });
    expect(secret).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      stringData: { a_b: 'x', c: 'y' },
      data: { d: 'AAEC' },
      type: 'Opaque',
    });
  });

  it('certificates are PEM in Terraform and base64 in Kubernetes', () => {
    const webhook = toKubernetes('kubernetes_validating_webhook_configuration_v1', {
      webhook: { name: 'a', client_config: { ca_bundle: 'PEM' } },
    });
    expect(webhook?.webhooks).toEqual([
      { name: 'a', clientConfig: { caBundle: Buffer.from('PEM').toString('base64') } },
    ]);
  });

  it('the old Ingress names its backend in two flat fields', () => {
    const spec = specOf('kubernetes_ingress', { spec: { backend: [{ service_name: 's', service_port: '80' }] } });
    expect(spec).toEqual({ defaultBackend: { service: { name: 's', port: { number: 80 } } } });
  });

  it('a manifest is taken as it is', () => {
    const manifest = { apiVersion: 'velero.io/v1', kind: 'Restore', spec: { snake_case: 1 } };
    expect(toKubernetes('kubernetes_manifest', { manifest })).toBe(manifest);
    expect(toKubernetes('kubernetes_manifest', { manifest: { value: manifest, type: 'object' } })).toBe(manifest);
    expect(toKubernetes('kubernetes_manifest', { manifest: '${yamldecode(file("x"))}' })).toBeUndefined();
  });

  it('what only steers Terraform is left out', () => {
    const attributes = {
      id: 'x',
      wait_for_rollout: true,
      timeouts: { create: '5m' },
      metadata: { name: 'n', uid: 'u', generation: 1 },
    };
    expect(toKubernetes('kubernetes_deployment_v1', attributes)).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'n' },
    });
  });
});

describe('the way back to the written attribute', () => {
  const attributes: Fields = {
    metadata: [{ name: 'd' }],
    spec: [
      { template: [{ spec: [{ container: [{ image: 'a' }, { image: 'b', env: [{ name: 'x', value: 'y' }] }] }] }] },
    ],
  };
  it.each<[(string | number)[], (string | number)[]]>([
    [
      ['metadata', 'name'],
      ['metadata', 0, 'name'],
    ],
    [
      ['spec', 'template', 'spec', 'containers', 1, 'image'],
      ['spec', 0, 'template', 0, 'spec', 0, 'container', 1, 'image'],
    ],
    [
      ['spec', 'template', 'spec', 'containers', 1, 'env', 0, 'value'],
      ['spec', 0, 'template', 0, 'spec', 0, 'container', 1, 'env', 0, 'value'],
    ],
    [
      ['spec', 'template', 'spec', 'hostNetwork'],
      ['spec', 0, 'template', 0, 'spec', 0],
    ],
  ])('%j', (path, expected) => {
    expect(toTerraformPath('kubernetes_deployment_v1', attributes, path)).toEqual(expected);
  });

  it('through the inlined source of a volume', () => {
    const volume = { spec: [{ persistent_volume_source: [{ nfs: [{ server: 's' }] }] }] };
    expect(toTerraformPath('kubernetes_persistent_volume_v1', volume, ['spec', 'nfs', 'server'])).toEqual([
      'spec',
      0,
      'persistent_volume_source',
      0,
      'nfs',
      0,
      'server',
    ]);
  });
});

describe('every field of forty resources', () => {
  it('makes the objects that the Kubernetes provider made of the same file on a real API server', async () => {
    const inputs = await prepareInputs([
      { name: 'kubernetes-resources.tf', bytes: fixture('kubernetes-resources.tf') },
    ]);
    const { subjects, problems } = readInputs(inputs);
    const objects = subjects.filter((subject) => !subject.kind.startsWith('terraform/')).map((subject) => subject.body);
    const expected = readInputs([{ name: 'kubernetes-objects.yaml', bytes: fixture('kubernetes-objects.yaml') }]);
    expect([problems, expected.problems]).toEqual([[], []]);
    expect(objects.length).toBe(39);
    const byName = (list: readonly Fields[]) =>
      Object.fromEntries(list.map((object) => [`${object.kind}/${(object.metadata as Fields).name}`, object]));
    expect(byName(objects)).toEqual(byName(expected.subjects.map((subject) => subject.body)));
  });
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform writes its references so
import { RESTART_MARK } from '../../constructs/core/workload.ts';
import { container, type FixtureStack, podSecurity } from '../engines/fixture.ts';

const namespace = '${kubernetes_namespace_v1.ns.metadata[0].name}';
const NAMED = 'cross-stack-output-kubernetes_namespace_v1nsmetadata0name';
const fromFoundation = `\${data.terraform_remote_state.cross-stack-reference-input-foundation.outputs.${NAMED}}`;

/** Two stacks with a reference between them: a namespace with settings, a Deployment and a StatefulSet with a volume. */
export type Stacks = Readonly<Record<string, FixtureStack>>;

export const foundation: FixtureStack = {
  output: { [NAMED]: { value: namespace } },
  resource: {
    kubernetes_namespace_v1: { ns: { metadata: { name: 'ward' } } },
    kubernetes_config_map_v1: {
      settings: { metadata: { name: 'settings', namespace }, data: { greeting: 'hello' } },
      spare: { metadata: { name: 'spare', namespace }, data: {} },
    },
  },
};

/** A pod template that Pod Security "restricted" admits, but for what `more` changes. */
export const pods = (name: string, more: object = {}) => ({
  metadata: { labels: { app: name } },
  spec: { container: [{ ...container, ...more }], security_context: podSecurity },
});

export const data: FixtureStack = {
  dependencies: ['foundation'],
  resource: {
    kubernetes_deployment_v1: {
      web: {
        lifecycle: { ignore_changes: [RESTART_MARK] },
        metadata: { name: 'web', namespace: fromFoundation },
        spec: { replicas: '2', selector: { match_labels: { app: 'web' } }, template: pods('web') },
      },
    },
    kubernetes_stateful_set_v1: {
      store: {
        metadata: { name: 'store', namespace: fromFoundation },
        spec: {
          replicas: '1',
          service_name: 'store',
          selector: { match_labels: { app: 'store' } },
          template: pods('store', { volume_mount: [{ name: 'files', mount_path: '/files' }] }),
          volume_claim_template: [
            {
              metadata: { name: 'files' },
              spec: {
                access_modes: ['ReadWriteOnce'],
                storage_class_name: 'encrypted',
                resources: { requests: { storage: '1Gi' } },
              },
            },
          ],
        },
      },
    },
  },
};

export const platform: Stacks = { foundation, data };

/** The same for Terraform: with a provider, a state of its own, and the state of the stack it reads from. */
export function forTerraform(
  stacks: Stacks,
  cluster: { readonly kubeconfig: string; readonly context: string },
  state: string,
): Stacks {
  const file = (name: string) => `${state}/${name}.tfstate`;
  return Object.fromEntries(
    Object.entries(stacks).map(([name, stack]) => [
      name,
      {
        ...stack,
        terraform: {
          required_providers: { kubernetes: { source: 'hashicorp/kubernetes', version: '>= 2.38, < 4' } },
          backend: { local: { path: file(name) } },
        },
        provider: { kubernetes: [{ config_path: cluster.kubeconfig, config_context: cluster.context }] },
        ...remoteStates(stack.dependencies ?? [], file),
      } as FixtureStack,
    ]),
  );
}

function remoteStates(names: readonly string[], file: (name: string) => string) {
  if (names.length === 0) return {};
  const state = (name: string) => ({ backend: 'local', config: { path: file(name) } });
  const states = names.map((name) => [`cross-stack-reference-input-${name}`, state(name)]);
  return { data: { terraform_remote_state: Object.fromEntries(states) } };
}

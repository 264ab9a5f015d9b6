import { TerraformBackend, type TerraformRemoteState } from 'cdktf';
import type { Construct } from 'constructs';
import { DomicileError } from './errors.ts';

/** Where the state of one stack lives, in the words of Terraform's `kubernetes` backend. */
export interface KubernetesBackendProps {
  readonly namespace: string;
  /** The Secret is named `tfstate-<workspace>-<suffix>`. */
  readonly secretSuffix: string;
  readonly configPath: string;
  readonly configContext: string;
}

/**
 * Terraform state in a Secret of the cluster itself, with a Lease as its lock: for a site that has no other store.
 * cdktf has no class for this backend.
 */
export class KubernetesBackend extends TerraformBackend {
  readonly #props: KubernetesBackendProps;

  constructor(scope: Construct, props: KubernetesBackendProps) {
    super(scope, 'backend', 'kubernetes');
    this.#props = props;
  }

  protected override synthesizeAttributes(): Record<string, string> {
    const { namespace, secretSuffix, configPath, configContext } = this.#props;
    return { namespace, secret_suffix: secretSuffix, config_path: configPath, config_context: configContext };
  }

  /** Stacks order themselves with `addDependency` and share names, not outputs. */
  override getRemoteStateDataSource(scope: Construct, _name: string, fromStack: string): TerraformRemoteState {
    throw new DomicileError({
      code: 'app-scope',
      message: `a value of the stack ${fromStack} is read through Terraform state, which a site's backend does not share`,
      constructPath: scope.node.path,
      allowed: 'names that both stacks know, and addDependency',
      mend: `pass the name itself instead of an attribute of a resource in ${fromStack}`,
    });
  }
}

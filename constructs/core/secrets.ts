import { Construct, type IConstruct } from 'constructs';
import { keysOf, type SecretRequirement } from './secret-contents.ts';

const REQUIREMENT = Symbol.for('domicile.SecretRequirement');

/** Points at one key of a Secret by name. No construct ever holds a value. */
export interface SecretReference {
  readonly secretName: string;
  readonly key: string;
}

/** Declares a Secret that the command, or the site's own secret store, creates straight in the cluster. Renders nothing. */
export class GeneratedSecret extends Construct {
  private required: SecretRequirement;

  constructor(scope: Construct, id: string, requirement: SecretRequirement) {
    super(scope, id);
    this.required = requirement;
    Object.defineProperty(this, REQUIREMENT, { value: true });
  }

  /** True for any GeneratedSecret, also one from another copy of this package. */
  static isGeneratedSecret(construct: IConstruct): construct is GeneratedSecret {
    return REQUIREMENT in construct;
  }

  /** What must be in the cluster. */
  get requirement(): SecretRequirement {
    return this.required;
  }

  /** Says that this ClusterIssuer of cert-manager issues the key pair; of any other Secret it says nothing. */
  issueBy(issuer: string): void {
    const { contents } = this.required;
    if (contents.kind === 'tls') this.required = { ...this.required, contents: { ...contents, issuer } };
  }

  /** Says that External Secrets copies the values out of this store; of a Secret of another kind it says nothing. */
  keptIn(store: string): void {
    const { contents } = this.required;
    if (contents.kind === 'external') this.required = { ...this.required, contents: { ...contents, store } };
  }

  /** The name that pods refer to. */
  get secretName(): string {
    return this.requirement.name;
  }

  /** A reference to one of the declared keys; throws a RangeError for any other. */
  key(key: string): SecretReference {
    const keys = keysOf(this.requirement.contents);
    if (!keys.includes(key)) {
      throw new RangeError(
        `Secret ${this.requirement.namespace}/${this.requirement.name} has no key "${key}"; it has ${keys.join(', ')}. ` +
          `Add the key where the Secret is declared: ${this.node.path}.`,
      );
    }
    return { secretName: this.requirement.name, key };
  }
}

/** Every declared Secret under `root`, sorted by namespace and name. */
export function generatedSecretsOf(root: IConstruct): readonly GeneratedSecret[] {
  const key = ({ requirement: { namespace, name } }: GeneratedSecret) => `${namespace}/${name}`;
  return root.node
    .findAll()
    .filter(GeneratedSecret.isGeneratedSecret)
    .sort((a, b) => key(a).localeCompare(key(b), 'en'));
}

/** Every Secret that the constructs under `root` refer to, sorted by namespace and name. Never a value. */
export function secretRequirementsOf(root: IConstruct): readonly SecretRequirement[] {
  return generatedSecretsOf(root).map(({ requirement }) => requirement);
}

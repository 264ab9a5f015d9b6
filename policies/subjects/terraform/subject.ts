import type { Fields, Path, SourcePosition, Subject } from '../../engine/types.ts';
import { type Normaliser, toTerraformPath } from '../kubernetes/normalise.ts';
import { kubernetesSubject } from '../kubernetes/objects.ts';

/** One Terraform block as a reader found it. */
export interface Block {
  readonly kind: `terraform/${'resource' | 'data' | 'provider' | 'backend' | 'module' | 'output' | 'variable' | 'settings' | 'plan'}`;
  /** Resource type, provider name, backend type, module source. */
  readonly type: string;
  readonly name: string;
  readonly address: string;
  readonly body: Fields;
  readonly constructPath?: string | undefined;
  /** Where a path of the body stands in the file. */
  readonly locate: (path: Path) => SourcePosition;
}

/** A subject for a block. A resource that makes a Kubernetes object becomes that object, in Kubernetes' spelling. */
export function terraformSubject(block: Block, normaliser: Normaliser): Subject {
  const object = block.kind === 'terraform/resource' ? normaliser.toKubernetes(block.type, block.body) : undefined;
  const { kind, type, name, address, body, locate, constructPath } = block;
  if (object === undefined) return { kind, type, name, namespace: undefined, address, body, constructPath, locate };
  const locateObject = (path: Path) => locate(toTerraformPath(type, body, path));
  return kubernetesSubject(object, locateObject, { address, constructPath });
}

/** Arguments that steer Terraform in every resource: they say when and whether, never what or where. */
export const META_ARGUMENTS: ReadonlySet<string> = new Set([
  'depends_on',
  'lifecycle',
  'count',
  'for_each',
  '//',
  'timeouts',
]);

/** A resource's own arguments, without the ones that only steer Terraform. */
export function ownArguments(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !META_ARGUMENTS.has(key)));
}

import { DeployError } from './errors.ts';
import type { Json, JsonObject, StackOutput } from './output.ts';

/** `${…}` that is not escaped as `$${…}`. */
const INTERPOLATION = /(?<!\$)\$\{([^}]*)\}/g;
const TRAVERSAL = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[\d+\]|\["[^"]*"\]|\.\d+)+$/;
const STEP = /([A-Za-z_][\w-]*)|\[(\d+)\]|\["([^"]*)"\]|(\d+)/g;
const REMOTE_STATE = 'terraform_remote_state';

/**
 * Puts the values in place of Terraform's references, where they are known before anything is applied: arguments of
 * resources in any stack, and outputs of other stacks.
 */
export class References {
  readonly #stacks: ReadonlyMap<string, StackOutput>;

  constructor(stacks: readonly StackOutput[]) {
    this.#stacks = new Map(stacks.map((stack) => [stack.name, stack]));
  }

  /**
   * A copy without references.
   * @param where address of the resource that holds the value, for messages
   * @throws {@link DeployError} for a reference whose value only Terraform or the cluster can know
   */
  resolve(value: Json, stack: StackOutput, where: string): Json {
    return this.#resolve(value, stack, where, []);
  }

  #resolve(value: Json, stack: StackOutput, where: string, trail: readonly string[]): Json {
    if (typeof value === 'string') return this.#resolveText(value, stack, where, trail);
    if (Array.isArray(value)) return value.map((item: Json) => this.#resolve(item, stack, where, trail));
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value as JsonObject).map(([key, item]) => [
      this.#resolveText(key, stack, where, trail),
      this.#resolve(item, stack, where, trail),
    ]);
    return Object.fromEntries(entries) as JsonObject;
  }

  #resolveText(text: string, stack: StackOutput, where: string, trail: readonly string[]): Json {
    if (/(?<!%)%\{/.test(text)) throw unresolvable(text, where, 'it is a template');
    const whole = /^\$\{([^}]*)\}$/.exec(text);
    if (whole !== null) return this.#value(whole[1] ?? '', stack, where, trail);
    const replaced = text.replace(INTERPOLATION, (_, expression: string) =>
      String(this.#value(expression, stack, where, trail)),
    );
    return replaced.replaceAll('$${', '${').replaceAll('%%{', '%{');
  }

  #value(expression: string, stack: StackOutput, where: string, trail: readonly string[]): Json {
    const trimmed = expression.trim();
    if (trail.includes(trimmed)) throw unresolvable(trimmed, where, 'it refers to itself');
    if (!TRAVERSAL.test(trimmed)) throw unresolvable(trimmed, where, 'it computes a value');
    const [head = '', ...steps] = [...trimmed.matchAll(STEP)].map(
      ([, name, index, key, dotted]) => name ?? key ?? index ?? dotted ?? '',
    );
    const next = [...trail, trimmed];
    if (head === 'data') return this.#remote(trimmed, steps, where, next);
    const [name = '', ...path] = steps;
    const resource = stack.configuration.resource?.[head]?.[name];
    if (resource === undefined) throw unresolvable(trimmed, where, 'no resource has this address');
    const found = path.length === 1 && path[0] === 'id' ? identifierOf(resource) : walk(resource, path);
    if (found === undefined) throw unresolvable(trimmed, where, 'its value is known only after the resource exists');
    return this.#resolve(found, stack, where, next);
  }

  /** cdktf passes values between stacks through the other stack's state, under the name of that stack. */
  #remote(expression: string, steps: readonly string[], where: string, trail: readonly string[]): Json {
    const [type, name = '', outputs, output = '', ...path] = steps;
    const stack = this.#stacks.get(name.replace(/^cross-stack-reference-input-/, ''));
    const value = stack?.configuration.output?.[output]?.value;
    if (type !== REMOTE_STATE || outputs !== 'outputs' || stack === undefined || value === undefined) {
      throw unresolvable(expression, where, 'data is read from outside the configuration');
    }
    const resolved = this.#resolve(value, stack, where, trail);
    return walk(resolved, path) ?? resolved;
  }
}

/** The provider's identifier of a Kubernetes resource: `namespace/name`, or the name alone. */
function identifierOf(resource: JsonObject): Json | undefined {
  const name = walk(resource, ['metadata', '0', 'name']);
  const namespace = walk(resource, ['metadata', '0', 'namespace']);
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** A block that occurs once may stand as an object where Terraform's address counts it as a list. */
function walk(value: Json, path: readonly string[]): Json | undefined {
  let current: Json | undefined = value;
  for (const step of path) {
    if (current === null || typeof current !== 'object') return undefined;
    if (Array.isArray(current)) current = current[Number(step)];
    else if (step !== '0' || Object.hasOwn(current, '0')) current = (current as JsonObject)[step];
  }
  return current;
}

function unresolvable(expression: string, where: string, reason: string): DeployError {
  return new DeployError(
    `${where} refers to \${${expression}}, which cannot be rendered: ${reason}. ` +
      'Rendered manifests may refer to arguments of resources only; write the value itself, or deploy with --engine terraform.',
  );
}

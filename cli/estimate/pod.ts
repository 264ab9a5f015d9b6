import { quantity } from './quantity.ts';

/** What pods ask for. Accelerators are counted by the name of their resource: `nvidia.com/gpu`. */
export interface Amount {
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
  readonly accelerators: Readonly<Record<string, number>>;
}

/** The part of a pod's specification that says what it asks for. */
export interface PodSpec {
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly overhead?: Quantities;
}

type Quantities = Readonly<Record<string, string | number>>;

interface Container {
  readonly name: string;
  readonly restartPolicy?: string;
  readonly resources?: { readonly requests?: Quantities; readonly limits?: Quantities };
}

/** Nothing at all. */
export const none: Amount = { cores: 0, memory: 0, accelerators: {} };

/** Both together. */
export function plus(one: Amount, other: Amount): Amount {
  return combined(one, other, (a, b) => a + b);
}

/** So many of it. */
export function times(amount: Amount, count: number): Amount {
  return combined(amount, none, (a) => a * count);
}

/**
 * What the scheduler keeps free for a pod: its containers together, or the hungriest of those that run before them, whichever
 * is more. A container that starts first and stays (`restartPolicy: Always`) counts beside both.
 * Source: https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers (as of 2026-11-23).
 * @throws RangeError that names the container and the quantity that cannot be read
 */
export function requestOf({ containers = [], initContainers = [], overhead = {} }: PodSpec): Amount {
  let staying = none;
  let before = none;
  for (const container of initContainers) {
    const own = asked(container);
    before = most(before, plus(staying, own));
    if (container.restartPolicy === 'Always') staying = plus(staying, own);
  }
  const running = containers.map(asked).reduce(plus, staying);
  return plus(most(before, running), amountOf(overhead, 'the overhead'));
}

/** What a container asks for; where it says a limit alone, that is what it asks for too. */
function asked({ name, resources = {} }: Container): Amount {
  return amountOf({ ...resources.limits, ...resources.requests }, `container ${name}`);
}

function amountOf(quantities: Quantities, whose: string): Amount {
  const read = (resource: string): number => {
    const text = quantities[resource];
    const value = text === undefined ? 0 : quantity(text);
    if (value === undefined) throw new RangeError(`${whose} asks for ${resource}: ${text}, which is no quantity`);
    return value;
  };
  const accelerators = Object.keys(quantities).filter((name) => name.includes('/'));
  return {
    cores: read('cpu'),
    memory: read('memory'),
    accelerators: Object.fromEntries(accelerators.map((name) => [name, read(name)])),
  };
}

function most(one: Amount, other: Amount): Amount {
  return combined(one, other, Math.max);
}

function combined(one: Amount, other: Amount, by: (a: number, b: number) => number): Amount {
  const names = [...new Set([...Object.keys(one.accelerators), ...Object.keys(other.accelerators)])].sort();
  const accelerators = names.map((name) => [name, by(one.accelerators[name] ?? 0, other.accelerators[name] ?? 0)]);
  return {
    cores: by(one.cores, other.cores),
    memory: by(one.memory, other.memory),
    accelerators: Object.fromEntries(accelerators),
  };
}

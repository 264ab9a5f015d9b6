import type { Outcome } from './outcome.ts';
import type { Role } from './roles.ts';

/** Where a value stands: what its key, its provider and the schema say. Equal spots are one object, which remembers. */
export interface Spot {
  readonly key: string | undefined;
  readonly provider: string | undefined;
  readonly role: Role | 'inert';
  /** What texts at this spot turned out to be. */
  readonly texts: Map<string, Outcome>;
  /** What shared subtrees at this spot turned out to be. */
  readonly values: Map<object, Outcome>;
}

type Changes = { readonly [Part in 'key' | 'provider' | 'role']?: Spot[Part] };

/** The spots of one run. */
export class Spots {
  private readonly byRole = new Map<Spot['role'], Map<string | undefined, Map<string | undefined, Spot>>>();
  readonly free: Spot = this.of('free', undefined, undefined);
  readonly inert: Spot = this.of('inert', undefined, undefined);

  of(role: Spot['role'], provider: string | undefined, key: string | undefined): Spot {
    const byProvider = got(this.byRole, role, () => new Map<string | undefined, Map<string | undefined, Spot>>());
    const byKey = got(byProvider, provider, () => new Map<string | undefined, Spot>());
    return got(byKey, key, () => ({ key, provider, role, texts: new Map(), values: new Map() }));
  }

  /** The same spot with other parts. */
  at(spot: Spot, changes: Changes): Spot {
    const part = <Part extends keyof Changes>(name: Part): Spot[Part] =>
      name in changes ? (changes[name] as Spot[Part]) : spot[name];
    return this.of(part('role'), part('provider'), part('key'));
  }

  /** The same spot under another key. */
  keyed(spot: Spot, key: string | undefined): Spot {
    return spot.key === key ? spot : this.of(spot.role, spot.provider, key);
  }
}

function got<Key, Held>(map: Map<Key, Held>, key: Key, make: () => Held): Held {
  let held = map.get(key);
  if (held === undefined) {
    held = make();
    map.set(key, held);
  }
  return held;
}

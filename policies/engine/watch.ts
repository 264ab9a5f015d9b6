import type { Rule } from './rule.ts';
import type { Context, Fields, Path, Pattern, Subject, Value, Verdict } from './types.ts';

/**
 * Asks a rule about one subject of a pattern, and watches what it looks at. When that is the same for every subject of the
 * pattern, so are the verdicts, because a rule depends on nothing else. Undefined when it looked at a text that differs, at a
 * name, address or position, or at another subject; and when it stopped with an error.
 *
 * @param hasLeaves whether some value of the subject is not inert. The answer holds for subjects of the same sort.
 */
export function verdictsOfPattern(
  rule: Rule,
  subject: Subject,
  { texts }: Pattern,
  context: Context,
  hasLeaves: boolean,
): readonly Verdict[] | undefined {
  let hasLooked = false;
  const look = (): never => {
    hasLooked = true;
    throw new Error('this is another one in other subjects of the pattern');
  };
  const watched = watchedSubject(subject, texts, look);
  const leaves = (asked: Subject) => (asked === watched && !hasLeaves ? [] : look());
  try {
    const verdicts = [...rule.evaluate(watched, watchedContext(context, leaves, look))];
    // A rule might have caught the error.
    return hasLooked ? undefined : verdicts;
  } catch {
    return undefined;
  }
}

type Look = () => never;

function watchedSubject({ kind, type, body, live }: Subject, texts: readonly Path[], look: Look): Subject {
  return {
    kind,
    type,
    body: texts.length === 0 ? body : (watchedValue(body, stepsTo(texts), look) as Fields),
    ...(live && { live }),
    locate: look,
    get name() {
      return look();
    },
    get namespace() {
      return look();
    },
    get address() {
      return look();
    },
    get constructPath() {
      return look();
    },
  };
}

function watchedContext({ boundary, place }: Context, leaves: Context['leaves'], look: Look): Context {
  return {
    boundary,
    place,
    leaves,
    ofKind: look,
    get subjects() {
      return look();
    },
  };
}

/** The ways to the texts that differ: an empty map stands for such a text itself. */
type Steps = Map<string, Steps>;

function stepsTo(paths: readonly Path[]): Steps {
  const root: Steps = new Map();
  for (const path of paths) {
    let steps = root;
    for (const step of path) {
      const next = steps.get(String(step)) ?? new Map();
      steps.set(String(step), next);
      steps = next;
    }
  }
  return root;
}

/** A container on the way to a text that differs. What lies beside the way is handed out as it is. */
function watchedValue(value: Value | undefined, steps: Steps, look: Look): Value {
  if (steps.size === 0 || typeof value !== 'object' || value === null) return look();
  const inner = new Map<string, Value>();
  const get = (key: string | symbol): Value | undefined => {
    const own = Reflect.get(value, key) as Value | undefined;
    const way = typeof key === 'string' ? steps.get(key) : undefined;
    if (way === undefined || typeof key !== 'string') return own;
    const seen = inner.get(key) ?? watchedValue(own, way, look);
    inner.set(key, seen);
    return seen;
  };
  return new Proxy(value, {
    get: (_, key) => get(key),
    getOwnPropertyDescriptor: (target, key) => {
      const own = Reflect.getOwnPropertyDescriptor(target, key);
      return own && typeof key === 'string' && steps.has(key) ? { ...own, value: get(key) } : own;
    },
  });
}

/** The part of vitest's interface that the tests of the judge use. `expect` is vitest's own, and comes from there. */

type Body = () => unknown;
type Each = (name: string, body: (...values: readonly unknown[]) => unknown) => void;

/** A test as its file wrote it, with the name of every suite around it. */
export interface CollectedTest {
  readonly name: string;
  readonly run: () => Promise<void>;
}

interface Suite {
  readonly name: string;
  readonly before: Body[];
  readonly beforeEach: Body[];
  readonly afterEach: Body[];
  prepared?: Promise<void>;
}

let suites: readonly Suite[] = [];
let tests: CollectedTest[] = [];
const finished: Body[] = [];

/** The tests that `load` declares. Names are unique: the second of a name has a number. */
export function collect(load: () => void): readonly CollectedTest[] {
  suites = [suiteNamed('')];
  tests = [];
  load();
  const seen = new Map<string, number>();
  return tests.map((test) => {
    const count = (seen.get(test.name) ?? 0) + 1;
    seen.set(test.name, count);
    return count === 1 ? test : { ...test, name: `${test.name} (${count})` };
  });
}

function suiteNamed(name: string): Suite {
  return { name, before: [], beforeEach: [], afterEach: [] };
}

function suite(name: string, ...rest: readonly (object | Body)[]): void {
  const outer = suites;
  suites = [...outer, suiteNamed(name)];
  bodyOf(rest)();
  suites = outer;
}

function declare(name: string, ...rest: readonly (object | Body)[]): void {
  const around = suites;
  const body = bodyOf(rest);
  const full = [...around.map((one) => one.name), name].filter((part) => part !== '').join(' > ');
  tests.push({ name: full, run: () => run(around, body) });
}

async function run(around: readonly Suite[], body: Body): Promise<void> {
  for (const one of around) {
    one.prepared ??= prepare(one);
    await one.prepared;
  }
  try {
    for (const hook of around.flatMap((one) => one.beforeEach)) await hook();
    await body();
  } finally {
    for (const hook of [...finished.splice(0), ...around.flatMap((one) => one.afterEach)]) await hook();
  }
}

async function prepare({ before }: Suite): Promise<void> {
  for (const hook of before) await hook();
}

/** Options such as `timeout` may stand before the body. */
function bodyOf(rest: readonly (object | Body)[]): Body {
  const body = rest.find((one) => typeof one === 'function');
  if (body === undefined) throw new Error('a test without a body');
  return body as Body;
}

function each(declaration: (name: string, body: Body) => void) {
  return (table: readonly unknown[]): Each =>
    (name, body) => {
      for (const row of table) {
        const values: readonly unknown[] = Array.isArray(row) ? row : [row];
        declaration(named(name, values), () => body(...values));
      }
    };
}

function named(name: string, values: readonly unknown[]): string {
  let next = 0;
  return name
    .replace(/%[sdj]/g, () => String(values[next++]))
    .replace(/\$(\w+)/g, (_all, key: string) => String(Reflect.get(Object(values[0]), key)));
}

export const describe = Object.assign(suite, { each: each(suite) });
export const it = Object.assign(declare, { each: each(declare) });
export const test = it;

/** Runs once before the first test of the suite, as in vitest. */
export function beforeAll(hook: Body): void {
  suites.at(-1)?.before.push(hook);
}

/** Runs before every test of the suite. */
export function beforeEach(hook: Body): void {
  suites.at(-1)?.beforeEach.push(hook);
}

/** Runs after every test of the suite, also after one that failed. */
export function afterEach(hook: Body): void {
  suites.at(-1)?.afterEach.push(hook);
}

/** Runs after the test in which it was called. */
export function onTestFinished(hook: Body): void {
  finished.push(hook);
}

const environment = new Map<string, string | undefined>();

/** Variables of the environment, changed for one test. */
export const vi = {
  stubEnv(name: string, value: string | undefined): void {
    if (!environment.has(name)) environment.set(name, process.env[name]);
    setVariable(name, value);
  },
  unstubAllEnvs(): void {
    for (const [name, value] of environment) setVariable(name, value);
    environment.clear();
  },
};

function setVariable(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

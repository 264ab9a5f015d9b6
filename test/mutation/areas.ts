import { readdirSync } from 'node:fs';

/** What is mutated together, and the test files that must notice. Paths from the root of the project. */
export interface Area {
  readonly mutate: readonly string[];
  readonly testFiles: readonly string[];
}

const ofRules = [
  'test/policies/rules/rules.test.ts',
  'test/policies/rules/metadata.test.ts',
  'test/policies/rules/cidr.test.ts',
  ...testsIn('test/policies/rules/shared'),
];

const ruleFolders = readdirSync('policies/rules', { withFileTypes: true }).filter((entry) => entry.isDirectory());

const ruleAreas = ruleFolders.map(
  ({ name }) => [name, { mutate: [`policies/rules/${name}/**/*.ts`], testFiles: ofRules }] as const,
);

/**
 * Every area by name: each folder of rules, the engine that turns their verdicts into a judgement, waivers, and the parts
 * of the gate that decide alone. The gate as a whole is tested with real programs, which no mutant reaches in one process.
 */
export const areas: Readonly<Record<string, Area>> = {
  ...Object.fromEntries(ruleAreas),
  engine: {
    mutate: ['policies/engine/**/*.ts', '!policies/engine/types.ts'],
    testFiles: ['engine', 'waivers'].flatMap((name) => testsIn(`test/policies/${name}`)),
  },
  waivers: { mutate: ['policies/waivers/**/*.ts'], testFiles: testsIn('test/policies/waivers') },
  gate: {
    mutate: ['gate/switches.ts', 'gate/place.ts'],
    testFiles: ['test/gate/switches.test.ts', 'test/gate/place.test.ts'],
  },
};

function testsIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name}`);
}

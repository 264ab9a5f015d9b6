import type { Import } from './imports.ts';

/** What a room of the house may import: rooms of ours, as path prefixes, and packages. */
interface Room {
  readonly ours: readonly string[];
  /** Besides Node's own modules that do no input or output. */
  readonly packages: readonly string[];
}

const cdktf = ['cdktf', 'constructs', '@cdktf/provider-kubernetes'];
const io = [
  ...[
    'node:fs',
    'node:os',
    'node:process',
    'node:child_process',
    'node:readline',
    'node:timers',
    'node:url',
    'node:module',
  ],
  ...['node:net', 'node:http', 'node:https'],
];
/** For `isIP` and `domainToASCII`, which open nothing. */
const addresses = ['node:net', 'node:url'];

/** The table of docs/architecture.md. The longest prefix that fits a file is its room. */
const rooms: Readonly<Record<string, Room>> = {
  'catalog/': { ours: ['catalog/'], packages: [] },
  'constructs/core/': {
    ours: ['constructs/core/', 'catalog/'],
    packages: [...cdktf, ...io, 'yaml', 'zod', 'fastest-levenshtein'],
  },
  'constructs/': { ours: ['constructs/core/', 'catalog/'], packages: [...cdktf, ...io, 'yaml'] },
  'stacks/': { ours: ['stacks/', 'constructs/', 'catalog/'], packages: ['cdktf', 'constructs'] },
  'policies/engine/': { ours: ['policies/engine/'], packages: [] },
  'policies/places/': {
    ours: ['policies/places/', 'policies/engine/', 'catalog/'],
    packages: [...addresses, 'tldts', 'fastest-levenshtein'],
  },
  'policies/subjects/': {
    ours: ['policies/subjects/', 'policies/engine/', 'policies/places/', 'catalog/'],
    packages: ['yaml', '@cdktn/hcl2json'],
  },
  'policies/rules/shared/': {
    ours: ['policies/rules/shared/', 'policies/engine/', 'policies/subjects/', 'policies/places/', 'catalog/'],
    packages: addresses,
  },
  'policies/rules/index.ts': { ours: ['policies/rules/', 'policies/engine/'], packages: [] },
  'policies/rules/': {
    ours: ['policies/rules/shared/', 'policies/engine/', 'policies/subjects/', 'policies/places/', 'catalog/'],
    packages: [],
  },
  'policies/packs/': {
    ours: ['policies/packs/', 'policies/rules/', 'policies/engine/'],
    packages: ['fastest-levenshtein'],
  },
  'policies/controls/': { ours: ['policies/controls/'], packages: [] },
  'policies/report/': { ours: ['policies/report/', 'policies/engine/', 'policies/controls/'], packages: [] },
  'policies/': { ours: ['policies/', 'catalog/'], packages: [] },
  'gate/': { ours: ['gate/', 'constructs/', 'policies/'], packages: ['cdktf', 'constructs', ...io] },
  'engines/': {
    ours: ['engines/', 'policies/subjects/', 'policies/engine/types.ts', 'constructs/core/', 'controlplane/'],
    packages: [...io, 'yaml'],
  },
  'controlplane/': {
    ours: ['controlplane/', 'cli/progress.ts'],
    packages: [...io, 'yaml', '@peculiar/x509', 'reflect-metadata'],
  },
  'cli/': { ours: [''], packages: [...io, 'yaml', 'fastest-levenshtein', ...cdktf] },
  'bench/': { ours: [''], packages: [...io, ...cdktf] },
  'scripts/': { ours: [''], packages: [...io, 'esbuild', 'yaml'] },
  'examples/': { ours: ['examples/', 'index.ts'], packages: [...io, ...cdktf] },
  'main.ts': { ours: ['constructs/core/', 'gate/', 'stacks/'], packages: [] },
  'index.ts': { ours: ['constructs/', 'stacks/', 'gate/', 'policies/', 'engines/', 'catalog/'], packages: [] },
};

const harmless = ['node:path', 'node:crypto', 'node:util', 'node:buffer', 'node:assert', 'node:zlib'];

/** Every import that goes against an arrow, as a sentence. Tests and their configuration may import anything. */
export function againstTheArrows(imports: readonly Import[]): readonly string[] {
  return imports.filter(({ from }) => !/^test\/|^vitest\./.test(from)).flatMap((one) => wrong(one) ?? []);
}

function wrong({ from, to }: Import): string | undefined {
  const name = Object.keys(rooms)
    .filter((prefix) => from.startsWith(prefix))
    .sort((a, b) => b.length - a.length)[0];
  const room = name === undefined ? undefined : rooms[name];
  if (room === undefined) return `${from} stands in no room of the architecture`;
  const isOurs = /\.(?:ts|json)$/.test(to);
  const allowed = isOurs ? allowsOurs(from, room, to) : allowsPackage(room, to);
  return allowed ? undefined : `${from} imports ${to}; ${name} may not`;
}

function allowsOurs(from: string, room: Room, to: string): boolean {
  // An area of the constructs is a room of its own: it may import itself, and no other area.
  const area = /^constructs\/[^/]+\//.exec(from)?.[0];
  return [...room.ours, ...(area === undefined ? [] : [area])].some((prefix) => to.startsWith(prefix));
}

function allowsPackage(room: Room, to: string): boolean {
  return [...harmless, ...room.packages].some((name) => to === name || to.startsWith(`${name}/`));
}

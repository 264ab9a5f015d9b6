import type { Import } from './imports.ts';

/** Kinds of packages that only some rooms may use. Every other package is a matter of taste, not of architecture. */
const guarded = {
  cdktf: /^(?:cdktf|constructs)(?:\/|$)/,
  provider: /^@cdktf\/provider-/,
  io: /^node:(?:fs|os|process|child_process|readline|timers|http|https|http2|tls|dgram|dns|worker_threads)(?:\/|$)/,
  loader: /^node:module$/,
} as const;

type Guarded = keyof typeof guarded;

/** What a room of the house may import: files of ours, as path prefixes, and guarded kinds of packages. */
interface Room {
  readonly ours: readonly string[];
  /** @default - packages that are not guarded */
  readonly packages?: readonly Guarded[] | 'node:crypto';
}

const judge = ['policies/engine/', 'policies/subjects/', 'policies/places/', 'catalog/'];
const everything: readonly Guarded[] = ['cdktf', 'provider', 'io', 'loader'];

/** The table of docs/architecture.md. The longest prefix that fits a file is its room. */
const rooms: Readonly<Record<string, Room>> = {
  'catalog/': { ours: ['catalog/'], packages: 'node:crypto' },
  'constructs/core/': { ours: ['constructs/core/', 'catalog/'], packages: everything },
  // An area of the constructs is a room of its own: it may import itself, and no other area.
  'constructs/': { ours: ['constructs/core/', 'catalog/'], packages: everything },
  'cluster/': { ours: ['cluster/', 'constructs/core/', 'catalog/'] },
  'fleet/': { ours: ['fleet/', 'constructs/core/', 'engines/'] },
  'stacks/': { ours: ['stacks/', 'constructs/', 'catalog/'], packages: ['cdktf'] },
  'policies/engine/': { ours: ['policies/engine/'], packages: 'node:crypto' },
  'policies/places/': { ours: ['policies/places/', 'policies/engine/', 'catalog/'] },
  // The YAML parser is loaded when the first YAML text is met.
  'policies/subjects/': { ours: judge, packages: ['loader'] },
  'policies/rules/shared/': { ours: ['policies/rules/shared/', ...judge] },
  'policies/rules/index.ts': { ours: ['policies/rules/', 'policies/engine/'] },
  // One rule per file; never another rule.
  'policies/rules/': { ours: ['policies/rules/shared/', 'policies/reach/', ...judge] },
  'policies/reach/': { ours: ['policies/reach/', 'policies/rules/shared/', ...judge] },
  'policies/admission/': { ours: ['policies/admission/', 'policies/rules/', 'policies/engine/', 'policies/subjects/'] },
  'policies/packs/': { ours: ['policies/packs/', 'policies/rules/', 'policies/engine/'] },
  'policies/controls/': { ours: ['policies/controls/'] },
  'policies/waivers/': { ours: ['policies/waivers/', 'policies/engine/', 'policies/subjects/'] },
  'policies/baseline/': { ours: ['policies/baseline/', 'policies/engine/', 'policies/subjects/'] },
  'policies/obligations/': { ours: ['policies/obligations/', 'policies/rules/shared/', ...judge] },
  'policies/sovereignty/': { ours: ['policies/sovereignty/', 'policies/engine/', 'catalog/'] },
  'policies/evidence/': { ours: ['policies/evidence/'], packages: 'node:crypto' },
  'policies/report/': { ours: ['policies/report/', 'policies/engine/', 'policies/controls/'] },
  'policies/attack/': { ours: ['policies/attack/', ...judge] },
  'policies/': { ours: ['policies/', 'catalog/'] },
  'gate/': { ours: ['gate/', 'constructs/', 'policies/'], packages: ['cdktf', 'io'] },
  'testing/': { ours: ['testing/', 'gate/', 'policies/', 'constructs/core/'], packages: ['cdktf', 'io'] },
  'engines/': {
    ours: ['engines/', 'policies/subjects/', 'policies/engine/types.ts', 'constructs/core/', 'controlplane/'],
    packages: ['io'],
  },
  'controlplane/': { ours: ['controlplane/', 'cli/progress.ts'], packages: ['io'] },
  'cli/': { ours: [''], packages: everything },
  'bench/': { ours: [''], packages: everything },
  'scripts/': { ours: [''], packages: everything },
  'examples/': { ours: ['examples/', 'index.ts'], packages: everything },
  'main.ts': { ours: ['constructs/core/', 'gate/', 'stacks/'] },
  'index.ts': { ours: ['constructs/', 'stacks/', 'gate/', 'policies/', 'engines/', 'catalog/'] },
};

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
  const area = /^constructs\/[^/]+\//.exec(from)?.[0];
  return [...room.ours, ...(area === undefined ? [] : [area])].some((prefix) => to.startsWith(prefix));
}

function allowsPackage({ packages = [] }: Room, to: string): boolean {
  if (packages === 'node:crypto') return to === packages;
  return everything.every((kind) => packages.includes(kind) || !guarded[kind].test(to));
}

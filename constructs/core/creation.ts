import { dirname, relative, sep } from 'node:path';
import { type IConstruct, Node } from 'constructs';
import type { Position } from './document/position.ts';
import { positionOfFrame } from './source-map.ts';

/** Unformatted: a stack costs microseconds to keep and milliseconds to print, and nearly none is ever printed. */
type Trace = { readonly stack?: string };

const created = new WeakMap<Node, Trace>();

/** Deep enough to get out of nested constructs and the provider's classes to the line that a person wrote. */
const depth = 40;

/** Keeps the stack at this point, unformatted. */
export function trace(): Trace {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = depth;
  const kept: Trace = {};
  Error.captureStackTrace(kept, trace);
  Error.stackTraceLimit = limit;
  return kept;
}

// The one thing that every Terraform element does when it is created, whoever wrote its class, is to add this entry.
const addMetadata = Node.prototype.addMetadata;
Node.prototype.addMetadata = function (this: Node, ...entry: Parameters<Node['addMetadata']>): void {
  if (entry[0] === 'stacktrace') created.set(this, trace());
  addMetadata.apply(this, entry);
};

/** The line of the user's own code that created a construct, or the nearest enclosing construct that has one. */
export function createdAt(construct: IConstruct): Position | undefined {
  for (const scope of construct.node.scopes.toReversed()) {
    const kept = created.get(scope.node);
    if (kept !== undefined) return positionOf(kept, classesOf(scope));
  }
  return undefined;
}

/** Names of a construct's class and of those that it extends: their constructors are not where it was asked for. */
function classesOf(construct: IConstruct): readonly string[] {
  const names: string[] = [];
  for (let type = construct.constructor; type.name !== ''; type = Object.getPrototypeOf(type)) names.push(type.name);
  return names;
}

/**
 * The line of the user's own code in a stack: the first frame outside Node, the packages, the toolkit and the
 * constructors of the named classes.
 */
export function positionOf(kept: Trace, classes: readonly string[] = []): Position | undefined {
  for (const frame of (kept.stack ?? '').split('\n')) {
    if (classes.includes(/^\s*at new (\S+) /.exec(frame)?.[1] ?? '')) continue;
    const position = positionOfFrame(frame);
    if (position !== undefined && !isToolkit(position.file)) return { ...position, file: display(position.file) };
  }
  return undefined;
}

/** The folders whose code is the toolkit's own. Asked for when a finding is described, never before. */
let rooms: readonly string[] | undefined;

function toolkitRooms(): readonly string[] {
  const own =
    trace()
      .stack?.split('\n')
      .map(positionOfFrame)
      .find((position) => position !== undefined)?.file ?? '';
  const folder = dirname(own);
  return own.endsWith(`${sep}creation.ts`)
    ? ['constructs', 'gate'].map((room) => dirname(dirname(folder)) + sep + room + sep)
    : [folder + sep];
}

function isToolkit(file: string): boolean {
  rooms ??= toolkitRooms();
  return file.includes(`${sep}node_modules${sep}`) || rooms.some((room) => file.startsWith(room));
}

function display(file: string): string {
  const fromHere = relative(process.cwd(), file).split(sep).join('/');
  return fromHere.startsWith('../') ? file : fromHere;
}

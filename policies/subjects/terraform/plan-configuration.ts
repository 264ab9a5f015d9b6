import type { Fields, Path, Value } from '../../engine/types.ts';
import { fieldsAt, isFields, isList, stringAt } from '../fields.ts';
import { Deferred } from '../json/hints.ts';

/** A resource of the configuration, in any module, and where its entry stands. */
export interface ConfiguredResource {
  /** Address without instance keys: `module.site.module.backup.scaleway_object_bucket.copy`. */
  readonly address: string;
  readonly entry: Fields;
  readonly path: Path;
}

/** A call of a module. */
export interface ModuleCall {
  readonly address: string;
  readonly name: string;
  readonly call: Fields;
  readonly path: Path;
}

/** What a plan's configuration says. Resources are read only when somebody asks for one. */
export class PlanConfiguration {
  readonly calls: readonly ModuleCall[];
  /** Whether some resource has a write-only argument. */
  readonly hasWriteOnly: boolean;
  private readonly lists: readonly ResourceList[];
  private byAddress: ReadonlyMap<string, ConfiguredResource> | undefined;

  constructor(plan: Fields) {
    const lists: ResourceList[] = [];
    const calls: ModuleCall[] = [];
    const root = fieldsAt(fieldsAt(plan, 'configuration'), 'root_module');
    if (root !== undefined) visit(root, '', ['configuration', 'root_module'], lists, calls);
    this.lists = lists;
    this.calls = calls;
    this.hasWriteOnly = this.mentions('_wo"');
  }

  /** The resource of an address without instance keys. */
  find(address: string): ConfiguredResource | undefined {
    return this.index().get(address);
  }

  /** The resources of which the configuration says something that no planned value shows. */
  special(): Iterable<ConfiguredResource> {
    const isSpecial = ['"provisioners"', '"data.', '"ephemeral.'].some((text) => this.mentions(text));
    return isSpecial ? this.index().values() : [];
  }

  private mentions(text: string): boolean {
    return this.lists.some(({ list }) => !(list instanceof Deferred) || list.mentions(text));
  }

  private index(): ReadonlyMap<string, ConfiguredResource> {
    this.byAddress ??= new Map(this.lists.flatMap(resourcesOf).map((resource) => [resource.address, resource]));
    return this.byAddress;
  }
}

interface ResourceList {
  readonly prefix: string;
  readonly path: Path;
  readonly list: Value | Deferred;
}

function resourcesOf({ prefix, path, list }: ResourceList): readonly ConfiguredResource[] {
  const entries = list instanceof Deferred ? list.read() : list;
  return (isList(entries) ? entries : []).flatMap((entry, i) =>
    isFields(entry) ? [{ address: `${prefix}${stringAt(entry, 'address') ?? ''}`, entry, path: [...path, i] }] : [],
  );
}

function visit(module: Fields, prefix: string, path: Path, lists: ResourceList[], calls: ModuleCall[]): void {
  if (module.resources !== undefined) lists.push({ prefix, path: [...path, 'resources'], list: module.resources });
  for (const [name, call] of Object.entries(fieldsAt(module, 'module_calls') ?? {})) {
    if (!isFields(call)) continue;
    const at = [...path, 'module_calls', name];
    calls.push({ address: `${prefix}module.${name}`, name, call, path: at });
    const inner = fieldsAt(call, 'module');
    if (inner !== undefined) visit(inner, `${prefix}module.${name}.`, [...at, 'module'], lists, calls);
  }
}

/** The configuration's address of an instance: keys in brackets are gone, also those that hold brackets and dots. */
export function withoutKeys(address: string): string {
  return address.includes('[') ? address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, '') : address;
}

/** The list at a key, or an empty one. */
export function listAt(fields: Fields | undefined, key: string): readonly Value[] {
  const value = fields?.[key];
  return isList(value) ? value : [];
}

import type { Fields, Path, Value } from '../../engine/types.ts';
import { fieldsAt, isFields, isList, stringAt } from '../fields.ts';

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

/** What a plan's configuration says, by address. */
export interface PlanConfiguration {
  readonly resources: ReadonlyMap<string, ConfiguredResource>;
  readonly calls: readonly ModuleCall[];
}

/** Index the configuration part of a plan. */
export function planConfiguration(plan: Fields): PlanConfiguration {
  const resources = new Map<string, ConfiguredResource>();
  const calls: ModuleCall[] = [];
  const root = fieldsAt(fieldsAt(plan, 'configuration'), 'root_module');
  if (root !== undefined) visit(root, '', ['configuration', 'root_module'], resources, calls);
  return { resources, calls };
}

function visit(
  module: Fields,
  prefix: string,
  path: Path,
  resources: Map<string, ConfiguredResource>,
  calls: ModuleCall[],
): void {
  for (const [i, entry] of listAt(module, 'resources').entries()) {
    if (!isFields(entry)) continue;
    const address = `${prefix}${stringAt(entry, 'address') ?? ''}`;
    resources.set(address, { address, entry, path: [...path, 'resources', i] });
  }
  for (const [name, call] of Object.entries(fieldsAt(module, 'module_calls') ?? {})) {
    if (!isFields(call)) continue;
    const at = [...path, 'module_calls', name];
    calls.push({ address: `${prefix}module.${name}`, name, call, path: at });
    const inner = fieldsAt(call, 'module');
    if (inner !== undefined) visit(inner, `${prefix}module.${name}.`, [...at, 'module'], resources, calls);
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

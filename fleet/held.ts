import { parseAllDocuments } from 'yaml';
import type { JsonObject } from '../engines/output.ts';
import { stream } from './files.ts';

interface Dependency {
  readonly name: string;
  readonly readyExpr?: string;
}

/**
 * The objects of a site that keeps what it had, waiting for no other site: the one that it once waited for moves on, and
 * this one is looked after all the same.
 */
export function releasedFromWaves(text: string): string {
  const objects = parseAllDocuments(text).map((document) => released(document.toJS() as JsonObject));
  return stream(objects);
}

/** What a site that keeps what it had is pinned to; undefined when the objects hold no source. */
export function pinnedIn(text: string): string | undefined {
  const found = parseAllDocuments(text).map((document) => document.toJS() as { readonly kind?: string } & JsonObject);
  const source = found.find(({ kind }) => kind === 'OCIRepository');
  return (source as { readonly spec?: { readonly ref?: { readonly digest?: string } } } | undefined)?.spec?.ref?.digest;
}

function released(object: JsonObject): JsonObject {
  if (object.kind !== 'Kustomization') return object;
  const spec = object.spec as JsonObject & { readonly dependsOn?: readonly Dependency[] };
  const dependsOn = (spec.dependsOn ?? []).filter(({ readyExpr }) => readyExpr === undefined);
  return { ...object, spec: { ...spec, dependsOn } as unknown as JsonObject };
}

import { fingerprint } from '../engine/fingerprint.ts';
import type { About, Obligation } from '../engine/obligation.ts';
import type { SourcePosition, Subject } from '../engine/types.ts';

/** An obligation with its identifier, made of what it is about, the subject and the path. */
export function obligation(own: Omit<Obligation, 'id'>): Obligation {
  return { id: idOf(own.about, own.subject, own.path), ...own };
}

function idOf(about: About, subject: string, path: string): string {
  return `OB-${fingerprint('obligation', about, subject, path).slice(0, 12)}`;
}

/**
 * The name of a subject at every stage: a Kubernetes object has the same in Terraform, in a manifest and in the cluster.
 * Anything else is known by its Terraform address.
 */
export function keyOf({ kind, namespace, name, address }: Subject): string {
  if (kind.startsWith('terraform/') || kind.startsWith('domicile/') || name === '') return address;
  return [kind, namespace, name].filter((part) => part !== undefined && part !== '').join('/');
}

/** Whether a subject came from Terraform. */
export function isFromTerraform({ kind, address }: Subject): boolean {
  return kind.startsWith('terraform/') || !address.startsWith(`${kind}/`);
}

/** How an obligation is discharged at each stage by judging again. */
export const judgeAgain = {
  plan: 'judge the plan: terraform show -json PLAN > plan.json, then domicile check plan.json --obligations REPORT',
  admission: 'judge what is rendered: helm template … | domicile check - --obligations REPORT',
  live: 'judge what runs: domicile check --live --obligations REPORT',
} as const;

/** The first of some positions by file, line and column: never the order in which inputs were given. */
export function first(positions: readonly (SourcePosition | null | undefined)[]): SourcePosition | null {
  const known = positions.filter((position) => position !== undefined && position !== null);
  return known.reduce<SourcePosition | null>(
    (least, next) => (least === null || isBefore(next, least) ? next : least),
    null,
  );
}

function isBefore(a: SourcePosition, b: SourcePosition): boolean {
  if (a.file !== b.file) return a.file < b.file;
  return a.line !== b.line ? a.line < b.line : a.column < b.column;
}

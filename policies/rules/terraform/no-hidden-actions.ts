import { defineRule } from '../../engine/rule.ts';
import type { Path, Value, Verdict } from '../../engine/types.ts';
import { isFields, isList } from '../../subjects/fields.ts';
import { show } from '../shared/value.ts';

/** Data sources that fetch or run something of their own at plan time. */
const fetching = new Set(['http', 'external']);
/** How the readers call a provisioner that stands apart from its resource. */
const provisionerType = 'provisioner/';
const provisioned = 'a provisioner runs a program that no plan shows';
/** Resources whose whole purpose is to run something that no plan shows. */
const running = new Set(['shell_script', 'shell_sensitive_script']);

/** Terraform runs no program and fetches no document that the configuration does not show. */
export const noHiddenActions = defineRule({
  id: 'TF-004',
  title: 'Terraform runs no program and fetches no document whose effect the configuration does not show.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-25', 'nis2/art-21-2', 'gdpr/art-44'],
  selects: ['terraform/resource', 'terraform/data', 'terraform/settings'],
  whenSilent: 'pass',
  rationale:
    'A provisioner, an external program or a fetched document can send or place anything, and no plan shows it.',
  remedy: 'make a resource of what the program does, or do it outside Terraform under its own review',
  *evaluate({ kind, type, body }) {
    if (kind === 'terraform/settings') {
      if (type === 'removed') yield* whenRemoved(body.removed);
      return;
    }
    if (kind === 'terraform/data' && fetching.has(type))
      yield verdict([], type, 'it fetches or runs something at plan time');
    if (type.startsWith(provisionerType)) yield verdict([], type.slice(provisionerType.length), provisioned);
    const { provisioner } = body;
    if (provisioner !== undefined && provisioner !== null) {
      yield verdict(['provisioner'], nameOf(provisioner), provisioned);
    } else if (running.has(type)) {
      yield verdict([], type, 'it runs a program');
    }
  },
});

/** `removed` blocks may run something when the resource goes. */
function* whenRemoved(removed: Value | undefined): Generator<Verdict> {
  for (const block of isList(removed) ? removed : [removed ?? null]) {
    const provisioner = isFields(block) ? block.provisioner : undefined;
    if (provisioner !== undefined && provisioner !== null) yield verdict(['removed'], nameOf(provisioner), provisioned);
  }
}

function nameOf(provisioner: Value): string {
  if (typeof provisioner !== 'object' || provisioner === null) return show(provisioner);
  const blocks: readonly Value[] = Array.isArray(provisioner) ? provisioner : [provisioner];
  return blocks.flatMap((block) => (typeof block === 'object' && block !== null ? Object.keys(block) : [])).join(', ');
}

function verdict(path: Path, found: string, because: string): Verdict {
  return { result: 'indeterminate', path, found, because, expected: 'resources, whose effect can be judged' };
}

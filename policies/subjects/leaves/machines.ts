import type { Fields, Value } from '../../engine/types.ts';
import { isFields, isList } from '../fields.ts';
import { Gathering, type Outcome } from './outcome.ts';
import type { Spot } from './spot.ts';
import type { Walker } from './walker.ts';

/** Resources that are machines, disks or templates of them: their image is an operating system of the cloud itself. */
const MACHINE =
  /^(?!docker_|kubernetes_|lxd_).*_(?:server|droplet|instance|instance_template|volume|disk|image|vm|machine|node_?pool|virtual_machine\w*|compute\w*)(?:_v\d+)?$/;
const IMAGE = /^(?:image|source_image|boot_image|os_image)$/;

/** Whether a Terraform type is a machine or a disk. */
export function isMachine(type: string): boolean {
  return MACHINE.test(type);
}

/** The body of a machine: the name of its system image is no container image. */
export function machineOutcome(walker: Walker, body: Fields, spot: Spot): Outcome {
  const all = new Gathering();
  const inner = walker.within(body, spot);
  for (const [key, value] of Object.entries(body)) all.add(key, field(walker, body, key, value, inner));
  return all.result();
}

function field(walker: Walker, owner: Fields, key: string, value: Value, spot: Spot): Outcome {
  if (IMAGE.test(key) && typeof value === 'string' && isSystem(value))
    return walker.any(value, walker.spots.of('identifier', spot.provider, key));
  if (isFields(value) && holdsImage(value)) return machineOutcome(walker, value, spot);
  if (isList(value) && value.some((item) => isFields(item) && holdsImage(item))) {
    const all = new Gathering();
    for (const [i, item] of value.entries())
      all.add(i, isFields(item) ? machineOutcome(walker, item, spot) : walker.any(item, spot));
    return all.result();
  }
  return walker.field(owner, key, value, spot);
}

/** `debian-12`, `debian-cloud/debian-12`: no registry, no tag, no digest. */
function isSystem(image: string): boolean {
  return /^[\w.-]+$|^[\w-]+(?:\/[\w.-]+)+$/.test(image);
}

function holdsImage(fields: Fields): boolean {
  return Object.entries(fields).some(
    ([key, value]) =>
      IMAGE.test(key) ||
      (isFields(value) && holdsImage(value)) ||
      (isList(value) && value.some((item) => isFields(item) && holdsImage(item))),
  );
}

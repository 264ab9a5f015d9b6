import type { Path } from '../../policies/engine/types.ts';

/** Fields that the API server sets on every object: its name for it, its age, its version, its records. */
const OF_THE_SERVER =
  /^metadata\/(?:uid|resourceVersion|generation|creationTimestamp|managedFields|selfLink|deletionTimestamp|deletionGracePeriodSeconds)$/;

/**
 * Fields that the controllers of Kubernetes write into other people's objects. By path, not by the name of the writer,
 * which anybody can give himself.
 */
const OF_CONTROLLERS: readonly RegExp[] = [
  // What became of the object; the judge reads the places in it.
  /^status(?:\/|$)/,
  // Revision counters, and which volume a claim was bound to.
  /^metadata\/annotations\/(?:deployment\.kubernetes\.io|pv\.kubernetes\.io|volume(?:\.beta)?\.kubernetes\.io|endpoints\.kubernetes\.io)\//,
  // Waits of controllers before an object may go.
  /^metadata\/finalizers(?:\/|$)/,
  /^spec\/finalizers(?:\/|$)/,
  /^spec\/(?:volumeName|claimRef)(?:\/|$)/,
  /^metadata\/labels\/kubernetes\.io\/metadata\.name$/,
  // The mark of server-side apply on what it made; Terraform keeps its own record.
  /^metadata\/labels\/domicile\.internal\/layer$/,
  // Somebody asked for new pods of the same template.
  /^spec\/template\/metadata\/annotations\/kubectl\.kubernetes\.io\/restartedAt$/,
  // kubectl's copy for its next merge.
  /^metadata\/annotations\/kubectl\.kubernetes\.io\/last-applied-configuration$/,
];

/** Whether a field is not the site's to state: the API server or a controller writes it. */
export function isWrittenByControllers(path: Path): boolean {
  const text = path.join('/');
  return OF_THE_SERVER.test(text) || OF_CONTROLLERS.some((pattern) => pattern.test(text));
}

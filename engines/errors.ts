/** A deployment that cannot go on. The message is complete: what is wrong, where, what is allowed, what mends it. */
export class DeployError extends Error {
  override readonly name = 'DeployError';
}

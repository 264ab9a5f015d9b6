import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from './project.ts';

/** Terraform's lock of providers, by its own name. */
export const PROVIDER_LOCK = '.terraform.lock.hcl';

/** A lock in the project folder binds every stack: Terraform then refuses a provider with other bytes than are locked. */
export function lockProviders({ root, output }: Project): void {
  const lock = join(root, PROVIDER_LOCK);
  const stacks = join(output, 'stacks');
  if (!existsSync(lock) || !existsSync(stacks)) return;
  for (const stack of readdirSync(stacks)) copyFileSync(lock, join(stacks, stack, PROVIDER_LOCK));
}

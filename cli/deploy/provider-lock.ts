import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { stackFolders } from '../../engines/output.ts';
import type { Project } from './project.ts';

/** Terraform's lock of providers, by its own name. */
export const PROVIDER_LOCK = '.terraform.lock.hcl';

/** A lock in the project folder binds every stack: Terraform then refuses a provider with other bytes than are locked. */
export function lockProviders({ root, output }: Project): void {
  const lock = join(root, PROVIDER_LOCK);
  if (!existsSync(lock)) return;
  for (const folder of stackFolders(output)) copyFileSync(lock, join(folder, PROVIDER_LOCK));
}

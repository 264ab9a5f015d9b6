import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { stackFolders } from '../output.ts';

/** Where the import blocks lie while a layer takes over what a killed apply has made: beside its cdk.tf.json. */
export const ADOPTION_FILE = 'domicile-adoption.tf.json';

/** Removes what a run left that was killed while it took something over: nobody has judged it, and the gate would refuse it. */
export function removeAdoptions(output: string): void {
  for (const folder of stackFolders(output)) rmSync(join(folder, ADOPTION_FILE), { force: true });
}

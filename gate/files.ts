import { type Dirent, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder as a path from it, with forward slashes, sorted; [] when there is no such folder. */
export function filesBelow(folder: string, skip: (entry: Dirent) => boolean = () => false): readonly string[] {
  if (!existsSync(folder)) return [];
  const below = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !skip(entry))
    .flatMap((entry) =>
      entry.isDirectory()
        ? filesBelow(join(folder, entry.name), skip).map((path) => `${entry.name}/${path}`)
        : [entry.name],
    );
  return below.sort();
}

/** Whether Terraform or OpenTofu would read a file of this name on its own accord. */
export function isLoaded(path: string): boolean {
  return /\.(?:tf|tofu)(?:\.json)?$|(?:^|\/)terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/.test(path);
}

/** `.terraform` is Terraform's own: large, and made by it from what was judged. */
export function isTerraformOwn({ name }: Dirent): boolean {
  return name === '.terraform';
}

/** Links among the folders of an output: Terraform would follow them to files that nobody has judged. */
export function linkedFolders(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isSymbolicLink())
    .map(({ name }) => name)
    .sort();
}

import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const PROVIDER = join('registry.terraform.io', 'hashicorp', 'kubernetes');

/** The versions of the Kubernetes provider that Terraform finds in its implied local mirror; empty without one. */
export function mirroredProviderVersions(): readonly string[] {
  try {
    return readdirSync(join(mirror(), PROVIDER)).sort();
  } catch {
    return [];
  }
}

/** The environment in which Terraform finds that one version of the provider and no other; none without a version. */
export function environmentWithProvider(version?: string): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-mirror-'));
  if (version !== undefined) link(version, folder);
  const configuration = join(folder, 'terraform.rc');
  writeFileSync(configuration, `provider_installation {\n  filesystem_mirror {\n    path = "${folder}"\n  }\n}\n`);
  return { ...process.env, TF_CLI_CONFIG_FILE: configuration };
}

/** Terraform follows links only at the last level, that of the platform. */
function link(version: string, folder: string): void {
  const from = join(mirror(), PROVIDER, version);
  const to = join(folder, PROVIDER, version);
  mkdirSync(to, { recursive: true });
  for (const platform of readdirSync(from)) symlinkSync(join(from, platform), join(to, platform));
}

function mirror(): string {
  return join(homedir(), '.terraform.d', 'plugins');
}

/** Registries that Terraform and OpenTofu ask when a source names none. Code comes from there, no data goes there. */
export const DEFAULT_REGISTRIES: ReadonlySet<string> = new Set([
  'registry.terraform.io',
  'registry.opentofu.org',
  'terraform.io',
]);

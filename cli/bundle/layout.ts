/** `schema` of {@link BundleRecord}. */
export const BUNDLE_SCHEMA = 'domicile/bundle/v1';

/** Where a bundle keeps what; paths with forward slashes, from its root. */
export const layout = {
  readme: 'README.md',
  sums: 'SHA256SUMS',
  record: 'bundle.json',
  signature: 'bundle.dsse.json',
  inventory: 'sbom.cdx.json',
  project: 'project',
  launcher: 'project/domicile',
  program: 'project/app.mjs',
  packages: 'project/node_modules',
  terraformConfiguration: 'project/terraform/terraform.tfrc',
  providers: 'project/terraform/providers',
  providerLock: 'project/.terraform.lock.hcl',
  manifests: 'manifests',
  imageList: 'images/images.txt',
  imageUses: 'images/uses.tsv',
  haulerManifest: 'images/hauler.yaml',
  mirrorScript: 'images/mirror.sh',
  customKinds: 'manifests/custom-kinds.txt',
  definitions: 'manifests/00-definitions',
} as const;

/** The folder that a bundle is installed into unless another one is named; the CLI configuration in a bundle names it. */
export const INSTALL_FOLDER = '/opt/domicile';

/** What a bundle says of itself. It names no time: the same input gives the same bytes. */
export interface BundleRecord {
  readonly schema: typeof BUNDLE_SCHEMA;
  readonly tool: { readonly name: string; readonly version: string };
  readonly site: { readonly name: string; readonly file: string; readonly sha256: string };
  /** The provider that the bundle carries; null for a bundle that deploys by server-side apply only. */
  readonly terraform: {
    readonly program: string;
    /** `registry.terraform.io/hashicorp/kubernetes` */
    readonly source: string;
    /** Version of the provider. */
    readonly provider: string;
    readonly platforms: readonly string[];
  } | null;
  /** The CustomResourceDefinitions that go before the manifests; none where the other side brings its own. */
  readonly definitions: readonly DefinitionRecord[];
  readonly images: number;
  readonly manifests: number;
  /** The files with an executable bit; all others have none. */
  readonly executables: readonly string[];
}

/** One CustomResourceDefinition in a bundle. */
export interface DefinitionRecord {
  /** `certificates.cert-manager.io` */
  readonly name: string;
  /** From the root of the bundle. */
  readonly file: string;
  readonly sha256: string;
  /** What an API server serves by it, as `group/version Kind`. */
  readonly kinds: readonly string[];
}

/** One thing that is not as it was bundled. */
export interface Flaw {
  /** From the root of the bundle. */
  readonly file: string;
  readonly reason: string;
}

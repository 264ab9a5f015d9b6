import type { BundleRecord } from './layout.ts';
import { INSTALL_FOLDER, layout } from './layout.ts';

/** What a person reads first on the other side. */
export function readmeText({ tool, site }: Omit<BundleRecord, 'executables'>): string {
  return `# ${site.name}, bundled by ${tool.name} ${tool.version}

Everything that deploys this site without a network, but for what an operating system brings (Node.js 20.19 or later, kubectl,
Terraform where it is used) and for the bytes of the images.

    sha256sum --check --quiet ${layout.sums}
    sha256sum ${layout.sums}                             # compare with what the other side printed, by another way
    ./${layout.launcher} bundle verify .                 # with --key FILE where the bundle is signed
    ./${layout.launcher} bundle install . --to ${INSTALL_FOLDER}
    cd ${INSTALL_FOLDER} && ./domicile up

${layout.imageList} lists the images; ${layout.mirrorScript} and ${layout.haulerManifest} fill a mirror with them, on a machine that reaches their
projects' registries. ${layout.manifests}/ is what will be deployed.
`;
}

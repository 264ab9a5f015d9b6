import type { BundleRecord } from './layout.ts';
import { INSTALL_FOLDER, layout } from './layout.ts';

/** What a person reads first on the other side. */
export function readmeText(
  { tool, site, definitions }: Omit<BundleRecord, 'executables'>,
  kinds: readonly string[],
): string {
  return `# ${site.name}, bundled by ${tool.name} ${tool.version}

Everything that deploys this site without a network, but for what an operating system brings (Node.js 20.19 or later, kubectl,
Terraform where it is used) and for the bytes of the images.

    sha256sum --check --quiet ${layout.sums}
    sha256sum ${layout.sums}                             # compare with what the other side printed, by another way
    ./${layout.launcher} bundle verify .                 # with --key FILE where the bundle is signed
    ./${layout.launcher} bundle install . --to ${INSTALL_FOLDER}
${
  definitions.length === 0
    ? ''
    : `    ${definitionCommands('.').join('\n    ')}
`
}    cd ${INSTALL_FOLDER} && ./domicile up

${layout.imageList} lists the images; ${layout.mirrorScript} and ${layout.haulerManifest} fill a mirror with them, on a machine that reaches their
projects' registries. ${layout.manifests}/ is what will be deployed.
${aboutDefinitions(definitions, kinds)}`;
}

/** What makes a cluster know the definitions of a bundle, before anything uses them. `root` is where the bundle lies. */
export function definitionCommands(root: string): readonly string[] {
  const folder = `${root === '.' ? '' : `${root}/`}${layout.definitions}`;
  return [
    `kubectl apply --server-side --filename ${folder}`,
    `kubectl wait --for=condition=Established --timeout=120s --filename ${folder}`,
  ];
}

function aboutDefinitions(definitions: BundleRecord['definitions'], kinds: readonly string[]): string {
  const listed = (names: readonly string[]) => names.map((name) => `- ${name}\n`).join('');
  if (definitions.length > 0)
    return `
Definitions of custom resources come first, and everything else when the cluster has Established them. \`up\` neither changes nor
removes them: with a definition go all objects of its kind. The operators themselves are the site's own installation; where one
has brought its definitions already, kubectl names the conflict, and the cluster keeps what it has.

${listed(definitions.map(({ name }) => name))}`;
  if (kinds.length === 0) return '';
  return `
The cluster must know these kinds before, from the site's own installation of their operators:

${listed(kinds)}`;
}

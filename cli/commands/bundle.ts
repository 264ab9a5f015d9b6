import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installBundle } from '../bundle/install.ts';
import { INSTALL_FOLDER } from '../bundle/layout.ts';
import { definitionCommands } from '../bundle/readme.ts';
import { type Verified, verifyBundle } from '../bundle/verify.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { row } from '../deploy/row.ts';
import { publicKey } from '../live/keys.ts';

/** `domicile bundle`: one folder that deploys a site where there is no network. */
export const command: Command = {
  summary: 'Make one folder that deploys a site where there is no network; examine and install it there',
  usage: `Usage: domicile bundle [SITE] --out DIR [OPTION…]
       domicile bundle verify DIR [--key PUBLIC.pem]
       domicile bundle install DIR [--to FOLDER] [--key PUBLIC.pem]

Synthesizes and judges the site, and writes a folder for the other side: the toolkit with its packages, as the lock file of
the project has them; the site and its program; the Terraform provider as a mirror, with its lock file and a CLI
configuration that asks no registry; the rendered manifests; the list of images by digest, with a script and a Hauler
manifest that fill a mirror; an inventory (CycloneDX), checksums of all and a signature. The same input gives the same
bytes. What is not in it: the bytes of images, Node.js, kubectl and Terraform itself. With --definitions it also brings the
CustomResourceDefinitions of the operators that the site's manifests speak to; every kind that they use must be defined.

  SITE                  default: as in domicile up
  --out DIR             a new or an empty folder; it appears whole or not at all
  --archive             DIR.tar as well
  --key PRIVATE.pem     signs the checksums; the key is Ed25519, as domicile verify takes it
  --providers DIR       a mirror as terraform providers mirror writes it; default: where Terraform finds its provider
  --platform OS_ARCH    besides this machine's, such as linux_arm64; as often as needed
  --without-provider    for a site that is deployed by server-side apply only
  --definitions PATH    a file or a folder of CustomResourceDefinitions in YAML, which are judged; as often as needed

verify needs no network: every file is listed and as listed, none is a link or can be run that could not, the signature is
over this list, the provider is the one that is locked, and every image of the manifests is in the list. Without --key it
does not say who made the bundle. install does the same first, and copies the project to FOLDER (default
${INSTALL_FOLDER}); state and output of an earlier bundle stay there.

Exit code: 0 done, or as bundled; 1 refused by a rule, failed, or not as bundled; 2 undecided; 3 usage, or no bundle.
`,
  run: async (args, terminal) => {
    const [first, ...rest] = args;
    if (first === 'verify') return verify(rest, terminal);
    if (first === 'install') return install(rest, terminal);
    const { make } = await import('../bundle/from-site.ts'); // what only verifies need not load what synthesizes
    return make(args, terminal);
  },
};

async function verify(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { key: { type: 'string' } },
    allowPositionals: true,
  });
  const root = theOne(positionals, 'domicile bundle verify DIR', terminal);
  const verified = examined(root, values.key, terminal);
  return verified.whole ? 0 : 1;
}

async function install(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const options = { key: { type: 'string' }, to: { type: 'string', default: INSTALL_FOLDER } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const root = theOne(positionals, 'domicile bundle install DIR', terminal);
  const verified = examined(root, values.key, terminal);
  if (!verified.whole) return 1;
  const folder = resolve(terminal.cwd, values.to);
  installBundle(root, folder);
  const first = verified.record.definitions.length === 0 ? [] : definitionCommands(root);
  const steps = [...first, `cd ${folder} && ./domicile up`];
  const next = steps.map((step, index) => row(index === 0 ? 'Next' : '', step));
  terminal.stdout.write(`${[row('Installed', folder), ...next].join('\n')}\n`);
  return 0;
}

function theOne([folder, ...others]: readonly string[], usage: string, { cwd }: Terminal): string {
  if (folder === undefined || others.length > 0) throw new UsageError(`name the one folder: ${usage}`);
  return resolve(cwd, folder);
}

/** Examines a bundle, and says what came of it. */
function examined(root: string, keyFile: string | undefined, { cwd, stdout, stderr }: Terminal): Verified {
  const key = keyFile === undefined ? undefined : publicKey(keyFile, cwd);
  const verified = verifyBundle(root, key);
  if (!verified.whole) {
    const lines = verified.flaws.map(({ file, reason }) => `domicile bundle: ${file}: ${reason}\n`);
    stderr.write(`${lines.join('')}${root} is not what was bundled; use nothing of it, and fetch it again.\n`);
    return verified;
  }
  const { record, files, signed } = verified;
  const unasked = signed ? 'not examined: --key PUBLIC.pem says whose it must be' : 'none: nothing says who made it';
  const lines = [
    row('Bundle', `whole: ${files} files, of ${record.site.name}, by ${record.tool.name} ${record.tool.version}`),
    row('Signature', key === undefined ? unasked : 'genuine: of the given key, over this list'),
  ];
  stdout.write(`${lines.join('\n')}\n`);
  return verified;
}

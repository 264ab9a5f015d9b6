import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { row } from '../deploy/row.ts';
import { verifyDossier } from '../dossier/verify.ts';
import { publicKey } from '../live/keys.ts';

/** `domicile dossier`: one folder for the security review, the data protection officer and the AI Act file. */
export const command: Command = {
  summary: 'Write one folder for the security review, the data protection officer and the AI Act file',
  usage: `Usage: domicile dossier --output DIR [OPTION…]
       domicile dossier verify DIR [--key PUBLIC.pem]

Synthesizes and judges the site, and writes what a hospital's review asks for: the report (HTML, JSON, OSCAL), duties with
their results, obligations and waivers, who reaches whom, endpoints and images; the record of processing activities
(Art. 30 GDPR); and for each AI system a skeleton of its technical documentation (Annex IV of the AI Act). What
configuration cannot know is marked as open. The same input on the same day gives the same bytes. See docs/dossier.md.

  --output DIR         a new or an empty folder; it appears whole or not at all
  --site FILE          default: DOMICILE_SITE, the context key site, or sites/reference-hospital.yaml
  --key PRIVATE.pem    signs the list of checksums; the key is Ed25519, as domicile verify takes it
  --waivers FILE       reviewed acceptances, which the dossier then lists; see docs/waivers.md
  --at YYYY-MM-DD      the day of the dossier; default today (UTC)

verify needs no network: every file is listed and as listed, and the signature is over this list. Without --key it does not
say who made the dossier.

Exit code: 0 written, or as written; 1 refused by a rule, or not as written; 2 undecided; 3 usage, or no dossier.
`,
  run: async (args, terminal) => {
    const [first, ...rest] = args;
    if (first === 'verify') return verify(rest, terminal);
    const { make } = await import('../dossier/from-site.ts'); // who only verifies need not load what synthesizes
    return make(args, terminal);
  },
};

async function verify(args: readonly string[], { cwd, stdout, stderr }: Terminal): Promise<ExitCode> {
  const options = { key: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0)
    throw new UsageError('name the one folder: domicile dossier verify DIR');
  const root = resolve(cwd, folder);
  const key = values.key === undefined ? undefined : publicKey(values.key, cwd);
  const verified = verifyDossier(root, key);
  if (!verified.whole) {
    const lines = verified.flaws.map(({ file, reason }) => `domicile dossier: ${file}: ${reason}\n`);
    stderr.write(`${lines.join('')}${root} is not what was written; rely on nothing of it, and ask for it again.\n`);
    return 1;
  }
  const { record, files, signed } = verified;
  const unasked = signed ? 'not examined: --key PUBLIC.pem says whose it must be' : 'none: nothing says who made it';
  const lines = [
    row(
      'Dossier',
      `whole: ${files} files, of ${record.site.name}, ${record.at}, by ${record.tool.name} ${record.tool.version}`,
    ),
    row(
      'Verdict',
      `${record.verdict}: ${record.counts.subjects} objects by ${record.counts.rules} rules, boundary ${record.boundary}`,
    ),
    row('Signature', key === undefined ? unasked : 'genuine: of the given key, over this list'),
  ];
  stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

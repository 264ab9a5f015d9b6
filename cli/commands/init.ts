import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse as parseYaml } from 'yaml';
import { readText } from '../../constructs/core/document/read.ts';
import { DomicileError } from '../../constructs/core/errors.ts';
import { parseSite } from '../../constructs/core/site/load.ts';
import type { Site } from '../../constructs/core/site/site.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { projectRoot } from '../deploy/project.ts';
import { writeWhole } from '../files.ts';
import { answersFrom } from '../init/ask.ts';
import { installedSite, profiles } from '../init/profile.ts';
import { projectFiles } from '../init/project-files.ts';
import { type Answers, type QuestionName, questions } from '../init/question.ts';
import { lockText, siteText } from '../init/site-text.ts';
import { inputOf, judgeForSite } from '../judged-for-site.ts';

const options = Object.fromEntries(
  Object.keys(questions).map((name) => [name, { type: 'string' }] as const),
) as Readonly<Record<QuestionName, { readonly type: 'string' }>>;

const optionLines = Object.entries(questions).map(([name, { text }]) => `  --${name.padEnd(13)} ${text}`);

/** `domicile init`: a site file that passes, out of five answers. */
export const command: Command = {
  summary: 'Write a site file that passes, out of five answers',
  usage: `Usage: domicile init [OPTION…]

Asks what it must know, or takes it from options, and writes sites/NAME.yaml with its image lock. Nothing is written when
the judge refuses the answers, and no file that exists is changed. In a folder that is no project yet it also writes
cdktf.json and main.ts.

${optionLines.join('\n')}

A person at a terminal is asked for country, profile, cluster, registry and storage; whatever is not asked and not given
has a default that the site file shows. With the profiles rke2, talos and existing the site gets cluster.provision, and
there are questions about machines, networks, servers, authorities and a proxy.

  --answers FILE   a YAML file with answers by the names of these options; what an option says goes first

Exit code: 0 written, 1 refused by a rule, 2 undecided (a host outside --domain that nobody can place), 3 usage.
`,
  run,
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options: { ...options, answers: { type: 'string' } } });
  const { answers: file, ...given } = values;
  const inFile = file === undefined ? {} : answersIn(resolve(terminal.cwd, file));
  const answers = await answersFrom({ ...inFile, ...given }, terminal);
  const root = projectRoot(terminal.cwd) ?? terminal.cwd;
  const files = filesOf(root, answers);
  const there = Object.keys(files).find((path) => path.startsWith('sites/') && existsSync(join(root, path)));
  if (there !== undefined) throw new UsageError(`${there} exists; give another --name, or edit that file`);
  const siteFile = `sites/${answers.name}.yaml`;
  const site = parse(files[siteFile] ?? '', siteFile);
  const { refusal: refused } = judgeForSite(site, [inputOf(site.source.file, site.source.text)]);
  if (refused !== undefined) {
    terminal.stderr.write(`${refused.text}\nNothing was written.\n`);
    return refused.code;
  }
  for (const [path, text] of Object.entries(files)) writeWhole(join(root, path), text);
  terminal.stdout.write(written(Object.keys(files), siteFile, existsSync(join(root, 'node_modules')), site));
  return 0;
}

/** Answers by the names of the options, as a file gives them. */
function answersIn(file: string): Readonly<Partial<Record<QuestionName, string>>> {
  const read: unknown = parseYaml(readText(file));
  const entries = typeof read === 'object' && read !== null ? Object.entries(read) : [];
  const wrong = entries.find(([name, value]) => !Object.hasOwn(questions, name) || typeof value !== 'string');
  if (entries.length === 0) throw new UsageError(`${file} holds no answers; write them as NAME: ANSWER, one a line`);
  if (wrong !== undefined) {
    throw new UsageError(
      `${file}: ${wrong[0]} is no answer; allowed, each with a text: ${Object.keys(questions).join(', ')}`,
    );
  }
  return Object.fromEntries(entries);
}

function filesOf(root: string, answers: Answers): Readonly<Record<string, string>> {
  const profile = profiles[answers.profile ?? ''];
  if (profile === undefined) throw new UsageError(`there is no profile ${answers.profile}`);
  const images = `sites/${answers.name}.images.yaml`;
  const schema = existsSync(join(root, 'sites', 'site.schema.json'))
    ? './site.schema.json'
    : '../node_modules/@domicile/iac/sites/site.schema.json';
  return {
    [`sites/${answers.name}.yaml`]: siteText(installedSite(profile.site), profile, answers, { images, schema }),
    [images]: lockText(installedSite(profile.images), answers),
    ...(existsSync(join(root, 'cdktf.json')) ? {} : projectFiles(`sites/${answers.name}.yaml`, root)),
  };
}

function parse(text: string, file: string): Site {
  try {
    return parseSite(text, file);
  } catch (error) {
    if (error instanceof DomicileError) throw new UsageError(`the answers contradict each other\n${error.message}`);
    throw error;
  }
}

function written(files: readonly string[], siteFile: string, installed: boolean, { cluster }: Site): string {
  const { provision } = cluster;
  const installer =
    provision?.distribution === 'talos' ? ", and written the installer's digest into the site file" : '';
  const machines =
    provision === undefined
      ? ''
      : `  npx domicile cluster render ${siteFile}   after you have stored your authorities in ${provision.authorities}${installer}\n`;
  return `${files.map((file) => `wrote ${file}`).join('\n')}

Next:
${installed ? '' : '  npm install @domicile/iac\n'}  export DOMICILE_SITE=${siteFile}
${machines}  npx domicile up            rehearses the site: judged, then deployed to the cluster that it names
  npx domicile images lock   looks every image up at the site's registry, before production
`;
}

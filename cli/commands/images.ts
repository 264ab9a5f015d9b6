import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readOutput } from '../../engines/output.ts';
import { renderLayers } from '../../engines/render.ts';
import { boundaryOfSite } from '../../gate/boundary.ts';
import { createPlaces } from '../../policies/places/index.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { supervised, type Work } from '../deploy/failure.ts';
import { refusal } from '../deploy/judged.ts';
import { openProject, type Project, projectOptions } from '../deploy/project.ts';
import { storedCredentials } from '../images/credentials.ts';
import { imageLines } from '../images/inventory.ts';
import { lockedImages, writeLock } from '../images/lock-file.ts';
import { lookUp, type Registry } from '../images/lookup.ts';
import { copiesOf, mirrorScript } from '../images/mirror-script.ts';

/** `domicile images`: which there are, which digests the mirror serves them under, and how it is filled. */
export const command: Command = {
  summary: 'List the images of a site, look their digests up, and fill its mirror',
  usage: `Usage: domicile images list|lock|mirror-script [--site FILE]

  list            every image that the site runs, with the workloads that run it
  lock            asks the site's mirror for the digest of every image in the lock, and writes them down; nothing is
                  written unless all are there. Credentials are those that container tools have stored
                  (REGISTRY_AUTH_FILE, DOCKER_CONFIG or ~/.docker/config.json); NODE_EXTRA_CA_CERTS names an authority
  mirror-script   a shell script that copies every image from its project's registry to the site's mirror

Exit code: 0 done, 1 the mirror lacks an image or a rule refuses the site, 2 undecided, 3 usage.
`,
  run: (args, terminal) => supervised('images', terminal, (work) => run(args, terminal, work)),
};

type Action = (project: Project, terminal: Terminal, work: Work) => Promise<ExitCode>;

const actions: Readonly<Record<string, Action>> = { list, lock, 'mirror-script': script };

async function run(args: readonly string[], terminal: Terminal, work: Work): Promise<ExitCode> {
  const options = { site: projectOptions.site } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [name = '', ...rest] = positionals;
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined || rest.length > 0) {
    throw new UsageError(`say what to do: domicile images ${Object.keys(actions).join('|')}`);
  }
  return await action(openProject(terminal, values), terminal, work);
}

async function list(project: Project, terminal: Terminal, work: Work): Promise<ExitCode> {
  const refused = await refusal(project, terminal, work);
  if (refused !== undefined) return refused;
  const objects = renderLayers(readOutput(project.output)).flatMap((layer) => layer.objects);
  terminal.stdout.write(imageLines(objects, lockedImages(lockFile(project))));
  return 0;
}

async function lock(project: Project, terminal: Terminal, work: Work): Promise<ExitCode> {
  const { site } = project;
  const places = createPlaces(boundaryOfSite(site));
  const registry: Registry = {
    mirror: site.registry.mirror,
    credentials: storedCredentials(site.registry.mirror, terminal.env),
    trusts: (url) => places.place(`url:${url}`).verdict === 'inside',
    signal: work.signal,
  };
  const digests = new Map<string, string>();
  const problems: string[] = [];
  for (const image of lockedImages(lockFile(project))) {
    work.progress.step(image.component);
    const found = await lookUp(image, registry);
    if ('digest' in found) digests.set(image.component, found.digest);
    else problems.push(`${image.component}: ${found.problem}`);
  }
  work.progress.clear();
  if (problems.length > 0) {
    const mend = 'fill the mirror with: domicile images mirror-script | sh';
    terminal.stderr.write(`${problems.join('\n')}\n${site.registry.lock} is as it was; ${mend}\n`);
    return 1;
  }
  writeLock(lockFile(project), digests);
  terminal.stdout.write(`${digests.size} images looked up at ${site.registry.mirror}; wrote ${site.registry.lock}\n`);
  return 0;
}

async function script(project: Project, terminal: Terminal): Promise<ExitCode> {
  const { site } = project;
  terminal.stdout.write(mirrorScript(site.name, site.registry.mirror, copiesOf(lockFile(project))));
  return 0;
}

function lockFile({ root, site }: Project): string {
  return resolve(root, site.registry.lock);
}

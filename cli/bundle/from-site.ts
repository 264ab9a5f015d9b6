import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type ExitCode, type Terminal, UsageError } from '../command.ts';
import { supervised, type Work } from '../deploy/failure.ts';
import { openProject } from '../deploy/project.ts';
import { row } from '../deploy/row.ts';
import { synthesize } from '../deploy/synth.ts';
import { gather } from '../inputs.ts';
import { privateKey } from '../live/keys.ts';
import { archive } from './archive.ts';
import { readDefinitions } from './definitions.ts';
import { refusalOf } from './judged-definitions.ts';
import { type BundleRecord, layout } from './layout.ts';
import { makeBundle } from './make.ts';
import type { ProviderChoice } from './providers.ts';
import { sha256Of } from './tree.ts';

const makeOptions = {
  out: { type: 'string' },
  site: { type: 'string' },
  archive: { type: 'boolean', default: false },
  key: { type: 'string' },
  providers: { type: 'string' },
  definitions: { type: 'string', multiple: true },
  platform: { type: 'string', multiple: true },
  'without-provider': { type: 'boolean', default: false },
} as const;

/** Synthesizes, judges and bundles a site. */
export function make(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  return supervised('bundle', terminal, (work) => bundle(args, terminal, work));
}

async function bundle(args: readonly string[], terminal: Terminal, work: Work): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options: makeOptions, allowPositionals: true });
  const [site = values.site, ...others] = positionals;
  if (values.out === undefined) throw new UsageError('say where the bundle goes: --out DIR');
  if (others.length > 0) throw new UsageError(`a bundle is of one site; ${others.join(' ')} is one too many`);
  const key = values.key === undefined ? undefined : privateKey(values.key, terminal.cwd);
  const providers = providersIn(values, terminal);
  const project = openProject(terminal, { site });
  const { files } = await gather(values.definitions ?? [], terminal);
  const definitions = values.definitions === undefined ? [] : readDefinitions(files);
  const refused = await refusalOf(files, project.site);
  if (refused !== undefined) {
    terminal.stderr.write(`${refused.text}\nNothing was written.\n`);
    return refused.code;
  }
  const folder = resolve(terminal.cwd, values.out);
  const scratch = mkdtempSync(join(tmpdir(), 'domicile-synth-'));
  try {
    work.progress.step('synthesizing and judging');
    // Elsewhere than the project's own output, which may be what is deployed.
    const output = join(scratch, 'cdktf.out');
    const synthesis = await synthesize({ ...project, output }, work.signal);
    if (!synthesis.passed) {
      work.progress.clear();
      terminal.stderr.write(`${synthesis.message}\n\nNothing was written.\n`);
      return synthesis.exitCode;
    }
    const record = await makeBundle({ project, output, folder, providers, definitions, key, terminal, work });
    const tar = values.archive ? await archive(folder, terminal, work) : undefined;
    work.progress.clear();
    const said = { record, siteFile: project.siteFile, out: values.out, folder, tar, signed: key !== undefined };
    terminal.stdout.write(`${summary(said).join('\n')}\n`);
    return 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Made {
  readonly record: BundleRecord;
  readonly siteFile: string;
  readonly out: string;
  readonly folder: string;
  /** SHA-256 of the archive. */
  readonly tar: string | undefined;
  readonly signed: boolean;
}

function summary({ record, siteFile, out, folder, tar, signed }: Made): readonly string[] {
  const { definitions, images, manifests, site, terraform, tool } = record;
  const provider =
    terraform === null
      ? 'none: deploys with --engine apply'
      : `${terraform.source} ${terraform.provider} for ${terraform.platforms.join(', ')}`;
  return [
    row('Site', `${site.name} (${siteFile})`),
    row('Bundle', tar === undefined ? out : `${out} and ${out}.tar (sha256:${tar})`),
    row('Holds', `${manifests} manifests, ${images} images by digest, the toolkit ${tool.version}`),
    ...(definitions.length === 0 ? [] : [row('Definitions', definitions.map(({ name }) => name).join(', '))]),
    row('Provider', provider),
    row('Signature', signed ? layout.signature : 'none: give --key to say who made it'),
    row('Fingerprint', `${sha256Of(join(folder, layout.sums))} is the SHA-256 of ${layout.sums}`),
  ];
}

const PLATFORM = /^[a-z0-9]+_[a-z0-9]+$/;

function providersIn(
  {
    providers,
    platform = [],
    'without-provider': without,
  }: {
    readonly providers?: string | undefined;
    readonly platform?: readonly string[] | undefined;
    readonly 'without-provider': boolean;
  },
  { cwd }: Terminal,
): ProviderChoice | undefined {
  const odd = platform.find((name) => !PLATFORM.test(name));
  if (odd !== undefined) throw new UsageError(`--platform is as Terraform names it, such as linux_arm64, not ${odd}`);
  if (!without) return { mirror: providers === undefined ? undefined : resolve(cwd, providers), platforms: platform };
  if (providers === undefined && platform.length === 0) return undefined;
  throw new UsageError('--without-provider leaves nothing for --providers and --platform to say; leave one away');
}

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeOutput } from '../../cli/dossier/judged.ts';
import { loadSite } from '../../constructs/core/site/load.ts';
import { SovereignApp } from '../../gate/sovereign-app.ts';
import { buildPlatform } from '../../stacks/platform.ts';

/** What a dossier of a site is written from: its output, synthesized in this process, and judged. */
export async function dossierFacts(siteFile: string, at: string) {
  const site = loadSite(siteFile);
  const scratch = mkdtempSync(join(tmpdir(), 'domicile-test-'));
  try {
    mkdirSync(join(scratch, 'cdktf.out'));
    const app = new SovereignApp({ site, outdir: join(scratch, 'cdktf.out') });
    buildPlatform(app, site);
    app.synth();
    const project = { root: process.cwd(), app: '', output: '', site, siteFile, environment: {} };
    const { stdin, stdout, stderr } = process;
    const terminal = { stdin, stdout, stderr, env: {}, cwd: process.cwd() };
    return await judgeOutput({ project, scratch, at, waivers: undefined, terminal });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

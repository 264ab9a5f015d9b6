import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadSite } from '../../constructs/core/site/load.ts';
import { boundaryOfSite } from '../../gate/boundary.ts';
import { SovereignApp } from '../../gate/sovereign-app.ts';
import type { Boundary, Input } from '../../policies/judge.ts';
import { buildPlatform } from '../../stacks/platform.ts';
import { contents } from './folder.ts';

/** A site's whole output as the judge is given it: the site file and every stack, with the site's boundary. */
export function platformOf(siteFile: string): { readonly inputs: readonly Input[]; readonly boundary: Boundary } {
  const site = loadSite(siteFile);
  const folder = join('.domicile', 'test', `platform-${process.pid}-${site.name}`);
  try {
    const app = new SovereignApp({ site, outdir: join(folder, 'cdktf.out') });
    buildPlatform(app, site);
    app.synth();
    const stacks = Object.entries(contents(join(folder, 'cdktf.out'))).filter(([name]) => name.endsWith('cdk.tf.json'));
    const files = [[site.source.file, site.source.text] as const, ...stacks];
    const encoder = new TextEncoder();
    const inputs = files.map(([name, text]) => ({ name, bytes: encoder.encode(text) }));
    return { inputs, boundary: boundaryOfSite(site) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Synthesizes and judges many sites in one process, one app each, as a fleet's pipeline does.   node … bench/sites.ts COUNT
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPlatform, loadSite, parseSite, SovereignApp } from '../index.ts';

const count = Number(process.argv[2]);
const { source } = loadSite('sites/reference-hospital.yaml');
const folder = mkdtempSync(join(tmpdir(), 'domicile-fleet-'));
for (let number = 1; number <= count; number++) {
  const name = `hospital-${number}`;
  const text = source.text.replace('name: reference-hospital', `name: ${name}`);
  const site = parseSite(text, `${name}.yaml`);
  const app = new SovereignApp({ site, outdir: join(folder, name) });
  buildPlatform(app, site);
  app.synth();
}
rmSync(folder, { recursive: true });

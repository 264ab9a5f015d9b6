import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../cli/main.ts';
import { loadSite, parseSite } from '../../constructs/core/site/load.ts';
import type { Site } from '../../constructs/core/site/site.ts';
import { SovereignApp } from '../../gate/sovereign-app.ts';
import { buildPlatform } from '../../stacks/platform.ts';

const examples = 'examples/shared-trust-centre';
const door = 'klinik-nord.trust-centre.example';
const folder = mkdtempSync(join(tmpdir(), 'domicile-shared-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function synthesize(name: string, site: Site): string {
  const outdir = join(folder, name);
  const app = new SovereignApp({ site, outdir });
  buildPlatform(app, site);
  app.synth();
  return outdir;
}

describe.each([['hospital'], ['trust-centre']])('the example of a %s in a group', { timeout: 120_000 }, (name) => {
  test('passes every rule, with nothing undecided', () => {
    const outdir = synthesize(name, loadSite(`${examples}/${name}.yaml`));
    const record = JSON.parse(readFileSync(join(outdir, 'domicile.json'), 'utf8'));
    expect(record).toMatchObject({
      verdict: 'pass',
      counts: { fail: 0, indeterminate: 0 },
      coverage: { undecided: 0 },
    });
  });
});

describe('the endpoint of the trust centre is judged as every host:', { timeout: 120_000 }, () => {
  const text = readFileSync(`${examples}/hospital.yaml`, 'utf8');
  const claim =
    '  - match: "*.trust-centre.example" # the group\'s word about the trust centre, which it runs\n    country: ';
  test.each([
    ['one abroad is refused', door, 'trust.s3.us-east-1.amazonaws.com', /Northern Virginia, US/],
    ['one that the site itself places abroad is refused', `${claim}DE`, `${claim}US`, /Kliniken Verbund in US/],
    ['one that nobody knows is refused', '"*.trust-centre.example"', '"*.elsewhere.example"', /cannot be decided: /],
    [
      'one inside, whose operator answers to a state outside, is refused',
      door,
      'trust.execute-api.eu-central-1.amazonaws.com',
      /aws answers to US/,
    ],
  ])('%s', (_, from, to, because) => {
    expect(text).toContain(from);
    const site = parseSite(text.replace(from, to), `${examples}/changed.yaml`);
    expect(() => synthesize('changed', site)).toThrow(because);
  });
});

describe('who reaches whom', { timeout: 120_000 }, () => {
  let outdir: Record<'hospital' | 'centre', string>;
  beforeAll(() => {
    outdir = {
      hospital: synthesize('reach-hospital', loadSite(`${examples}/hospital.yaml`)),
      centre: synthesize('reach-centre', loadSite(`${examples}/trust-centre.yaml`)),
    };
  }, 120_000);

  async function reach(of: keyof typeof outdir, ...args: readonly string[]) {
    let said = '';
    const take = { write: (text: string) => (said += text) };
    const terminal = { stdin: process.stdin, stdout: take, stderr: take, env: process.env, cwd: process.cwd() };
    return { code: await main(['reach', outdir[of], ...args], terminal), said };
  }
  const ways = (from: string, to: string, ...rest: readonly string[]) => ['--from', from, '--to', to, ...rest];

  test('at the hospital: what leaves cannot read the record, what reads it cannot leave', async () => {
    expect((await reach('hospital', ...ways('role=trust-centre-gateway', 'role=fhir'))).code).toBe(0);
    expect((await reach('hospital', ...ways('role=record-sender', 'outside', '--direct'))).code).toBe(0);
    const { code, said } = await reach('hospital', ...ways('role=trust-centre-gateway', '10.60.1.1', '--port', '443'));
    expect(code).toBe(1);
    expect(said).toContain('klinik-nord-egress/egress → 10.60.1.1/32');
    // The network that the trust centre stands in is open for its name alone, and its name for one certificate alone.
    expect(said).toContain('egress-to-external-klinik-nord.trust-centre.example-443');
    expect(said).not.toContain('egress-to-external-identity');
    expect(said).toMatch(
      /lets klinik-nord\.trust-centre\.example through .*, for trust-centre\.klinik-nord-[a-z-]+\.svc\n/,
    );
  });

  test('at the trust centre: nothing is written to research but by the intakes', async () => {
    const entrance = ways(
      'role=ingress',
      'verbund-research/research-fhir',
      '--port',
      '8445',
      '--avoid',
      'role=pseudonymisation',
    );
    expect((await reach('centre', ...entrance)).code).toBe(0);
    const around = ways('verbund-trust-centre/intake-klinik-nord', 'verbund-trust-centre/pseudonymisation-klinik-sued');
    expect((await reach('centre', ...around)).code).toBe(0);
  });
});

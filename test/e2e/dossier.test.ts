import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProject, type TestProject } from './project.ts';

let project: TestProject;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project?.remove());

const dossier = (output: string, ...more: readonly string[]) =>
  project.run(['dossier', '--output', output, '--at', '2026-11-23', ...more]);
const read = (path: string) => readFileSync(join(project.root, path), 'utf8');

it('writes a signed dossier of the reference hospital, of which no rule has a finding', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(join(project.root, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(project.root, 'key.pub.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  expect(await dossier('reviewed', '--key', 'key.pem')).toMatchObject({ code: 0, stderr: '' });
  expect(await project.run(['dossier', 'verify', 'reviewed', '--key', 'key.pub.pem'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/Signature +genuine/),
  });
  const record = JSON.parse(read('reviewed/dossier.json'));
  expect(record).toMatchObject({ verdict: 'pass', counts: { fail: 0, indeterminate: 0 } });
  expect(record.aiSystems).toEqual(['discharge-letter', 'coding', 'diagnostic-support', 'early-warning']);
  expect(read('reviewed/ai-act/systems/coding.md')).toMatch(
    /approval service\. \(rule AI-001: pass, asked of \d+ objects\)/,
  );
  // What the network lets a model do past the clinician's approval.
  expect(read('reviewed/security/reach.md')).toContain('Can a model write into the record past the approval?: no way');
  expect(read('reviewed/security/reach.md')).toContain('Can the app radiology-assistant reach the internet?: no way');
});

it('two dossiers of one site on one day have the same checksums', async () => {
  for (const output of ['first', 'second']) {
    expect(await dossier(output, '--site', 'sites/clinic.yaml')).toMatchObject({ code: 0 });
  }
  expect(read('second/SHA256SUMS')).toBe(read('first/SHA256SUMS'));
});

it('writes nothing of a site that a rule refuses, nor over what is there', async () => {
  const abroad = read('sites/clinic.yaml').replace('https://s3.fr-par.scw.cloud', 'https://s3.us-east-1.amazonaws.com');
  writeFileSync(join(project.root, 'sites/abroad.yaml'), abroad);
  const { code, stderr } = await dossier('abroad', '--site', 'sites/abroad.yaml');
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/RES-002[\s\S]*Nothing was written\./) });
  expect(existsSync(join(project.root, 'abroad'))).toBe(false);
  expect(await dossier('sites')).toMatchObject({ code: 3, stderr: expect.stringContaining('is not empty') });
});

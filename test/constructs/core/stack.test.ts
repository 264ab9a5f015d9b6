import { join } from 'node:path';
import { Testing } from 'cdktf';
import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { parseSite } from '../../../constructs/core/site/load.ts';
import { SovereignStack } from '../../../constructs/core/stack.ts';
import { SovereignApp } from '../../../gate/sovereign-app.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { edit, siteText } from '../../support/site-text.ts';

const text = siteText('reference-hospital');

function stackOf(source: string): SovereignStack {
  const site = parseSite(source, 'site.yaml');
  const app = new SovereignApp({ site, outdir: join(temporaryFolder(), 'cdktf.out') });
  return new SovereignStack(app, 'data', { site, layer: 'data' });
}

const synthesized = (source: string) => JSON.parse(Testing.synth(stackOf(source), true));
const local = '  backend: local\n  folder: .domicile/state\n';

describe('the state of a stack is where the site says', () => {
  test('in a folder of the project', () => {
    const { backend } = synthesized(text).terraform;
    expect(backend.local.path).toMatch(/^\.\.\/.*\.domicile\/state\/reference-hospital\.data\.tfstate$/);
  });

  test('in a folder of the machine, when the site names one', () => {
    const { backend } = synthesized(edit(text, '.domicile/state', '/srv/state')).terraform;
    expect(backend.local.path).toBe('/srv/state/reference-hospital.data.tfstate');
  });

  test('in the cluster itself, through the same context', () => {
    const { backend } = synthesized(edit(text, local, '  backend: kubernetes\n  namespace: terraform\n')).terraform;
    expect(backend.kubernetes).toEqual({
      namespace: 'terraform',
      secret_suffix: 'reference-hospital-data',
      config_context: 'domicile-local',
      config_path: expect.stringMatching(/^\.\.\/.*\.domicile\/kubeconfig$/),
    });
  });

  test('in a bucket, locked, and never at the default endpoint', () => {
    const s3 = '  backend: s3\n  endpoint: https://s3.reference-hospital.example\n  region: care\n  bucket: state\n';
    const { backend } = synthesized(edit(text, local, s3)).terraform;
    expect(backend.s3).toMatchObject({
      bucket: 'state',
      key: 'reference-hospital.data.tfstate',
      region: 'care',
      endpoints: { s3: 'https://s3.reference-hospital.example' },
      use_lockfile: true,
    });
  });
});

describe('a deploy to another cluster', () => {
  const identity = '0b7a2c1e-5f43-4c8e-9d3b-2f6a1e4d7c90';
  const named = edit(text, '  context: domicile-local\n', `  context: domicile-local\n  identity: ${identity}\n`);

  test('is refused at plan, by the UID of kube-system', () => {
    const guard = synthesized(named).data.kubernetes_namespace_v1['cluster-identity'];
    expect(guard.metadata).toEqual({ name: 'kube-system' });
    expect(guard.lifecycle.postcondition).toEqual([
      { condition: `\${self.metadata[0].uid == "${identity}"}`, error_message: expect.stringContaining(identity) },
    ]);
  });

  test('cannot be told when the site names no identity, and then nothing is asked', () => {
    expect(synthesized(text).data).toBeUndefined();
  });
});

describe('SovereignStack.of', () => {
  test('finds the stack of a construct', () => {
    const stack = stackOf(text);
    const inside = new Construct(new Construct(stack, 'outer'), 'inner');
    expect(SovereignStack.of(inside)).toBe(stack);
    expect(SovereignStack.of(inside).site.name).toBe('reference-hospital');
  });

  test('refuses a construct that stands in none', () => {
    const stray = new Construct(stackOf(text).node.root, 'stray');
    expect(() => SovereignStack.of(stray)).toThrow('the construct stands in no SovereignStack');
  });
});

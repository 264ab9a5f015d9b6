import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1/index.js';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider/index.js';
import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1/index.js';
import { Annotations, App, Aspects, TerraformAsset, TerraformOutput, TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DomicileError } from '../../constructs/core/errors.ts';
import { parseSite } from '../../constructs/core/site/load.ts';
import { SovereignStack } from '../../constructs/core/stack.ts';
import { RefusalError } from '../../gate/refusal.ts';
import { SovereignApp } from '../../gate/sovereign-app.ts';
import { contents, snapshot, temporaryFolder, writeFiles } from '../support/folder.ts';
import { edit, placeOf, siteText } from '../support/site-text.ts';
import { hospital, smallApp } from '../support/small-app.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => vi.unstubAllEnvs());

const outdir = () => join(folder, 'cdktf.out');

/** Where in this file a marked line stands, as a message says it. */
function lineOf(marker: string): string {
  const lines = readFileSync('test/gate/sovereign-app.test.ts', 'utf8').split('\n');
  return `test/gate/sovereign-app.test.ts:${lines.findIndex((line) => line.endsWith(`// ${marker}`)) + 1}:`;
}

function errorOf(run: () => void): Error {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}

describe('an app that the judge passes', () => {
  test('is put in place with its record, and no temporary folder stays', () => {
    smallApp(folder).app.synth();
    expect(Object.keys(contents(folder))).toEqual([
      'cdktf.out/domicile.json',
      'cdktf.out/manifest.json',
      'cdktf.out/stacks/foundation/cdk.tf.json',
    ]);
    const record = JSON.parse(contents(outdir())['domicile.json'] ?? '');
    const stack = contents(outdir())['stacks/foundation/cdk.tf.json'] ?? '';
    expect(record).toMatchObject({ schema: 'domicile/synth/v1', verdict: 'pass', boundary: 'EEA' });
    expect(record.stacks).toEqual([
      {
        id: 'foundation',
        layer: 'foundation',
        file: 'stacks/foundation/cdk.tf.json',
        sha256: createHash('sha256').update(stack).digest('hex'),
        dependencies: [],
      },
    ]);
  });

  test('names its cluster and its state, and never a default', () => {
    smallApp(folder).app.synth();
    const { provider, terraform } = JSON.parse(contents(outdir())['stacks/foundation/cdk.tf.json'] ?? '');
    expect(provider.kubernetes).toEqual([
      { config_context: 'domicile-local', config_path: expect.stringMatching(/^\.\.\/.*\/\.domicile\/kubeconfig$/) },
    ]);
    expect(terraform.required_providers.kubernetes).toEqual({
      source: 'hashicorp/kubernetes',
      version: '>= 2.38, < 4',
    });
    expect(terraform.backend.local.path).toMatch(
      /^\.\.\/.*\/\.domicile\/state\/reference-hospital\.foundation\.tfstate$/,
    );
  });

  test('gives the same bytes again and touches nothing', () => {
    smallApp(folder).app.synth();
    const before = snapshot(outdir());
    smallApp(folder).app.synth();
    expect(snapshot(outdir())).toEqual(before);
  });

  test('can be synthesized twice', () => {
    const { app } = smallApp(folder);
    app.synth();
    const before = contents(outdir());
    app.synth();
    expect(contents(outdir())).toEqual(before);
  });

  test('leaves no stack of an earlier run, and keeps what Terraform owns', () => {
    const first = smallApp(folder);
    const extra = new SovereignStack(first.app, 'extra', { site: hospital, layer: 'data' });
    extra.addDependency(first.stack);
    first.app.synth();
    writeFiles(outdir(), { 'stacks/extra/terraform.tfstate': '{}', 'stacks/foundation/.terraform.lock.hcl': 'lock' });
    smallApp(folder).app.synth();
    expect(Object.keys(contents(join(outdir(), 'stacks')))).toEqual([
      'extra/terraform.tfstate',
      'foundation/.terraform.lock.hcl',
      'foundation/cdk.tf.json',
    ]);
  });

  test.each([
    ['another site forgets the backend that Terraform used last, and asks nothing', 'clinic', false],
    ['the same site leaves a change of backend for Terraform to ask about', 'reference-hospital', true],
  ] as const)('%s', (_name, site, stays) => {
    smallApp(folder).app.synth();
    const pointer = 'stacks/foundation/.terraform/terraform.tfstate';
    writeFiles(outdir(), { [pointer]: '{}', 'stacks/foundation/.terraform/providers/plugin': 'x' });
    smallApp(folder, parseSite(siteText(site), `sites/${site}.yaml`)).app.synth();
    const kept = Object.keys(contents(outdir())).filter((path) => path.includes('.terraform/'));
    expect(kept).toEqual(['stacks/foundation/.terraform/providers/plugin', ...(stays ? [pointer] : [])]);
  });

  test('lists its stacks in the order in which they are applied', () => {
    const { app, stack } = smallApp(folder);
    const late = new SovereignStack(app, 'a-late-one', { site: hospital, layer: 'ai' });
    const between = new SovereignStack(app, 'between', { site: hospital, layer: 'data' });
    late.addDependency(between);
    between.addDependency(stack);
    app.synth();
    const record = JSON.parse(contents(outdir())['domicile.json'] ?? '');
    expect(
      record.stacks.map(({ id, dependencies }: { id: string; dependencies: string[] }) => [id, dependencies]),
    ).toEqual([
      ['foundation', []],
      ['between', ['foundation']],
      ['a-late-one', ['between']],
    ]);
  });
});

const abroad = 'exfiltration.s3.us-east-1.amazonaws.com';
const service = (externalName: string) => ({
  metadata: { name: 'storage', namespace: 'clinical' },
  spec: { type: 'ExternalName', externalName },
});
const terraformService = {
  metadata: { name: 'storage', namespace: 'clinical' },
  spec: { type: 'ExternalName', external_name: abroad },
};

class RawResource extends TerraformResource {
  protected override synthesizeAttributes() {
    return terraformService;
  }
}

describe('whatever way a place abroad gets into the output, it is refused and nothing is touched', () => {
  /** name; what the author does; what the refusal must also say */
  const ways: readonly (readonly [string, (app: SovereignApp, stack: SovereignStack) => void, readonly string[]])[] = [
    [
      'a resource of the provider',
      (_app, stack) => {
        new ServiceV1(stack, 'storage', service(abroad)); // a resource
      },
      ['construct  foundation/storage', `code       ${lineOf('a resource')}`],
    ],
    [
      'a raw Terraform resource',
      (_app, stack) => {
        new RawResource(stack, 'storage', { terraformResourceType: 'kubernetes_service_v1' }); // a raw resource
      },
      ['kubernetes_service_v1.storage', `code       ${lineOf('a raw resource')}`],
    ],
    [
      'an override of the stack, with no construct behind it',
      (_app, stack) => {
        stack.addOverride('resource.kubernetes_service_v1.storage', terraformService); // a stack override
      },
      ['object     kubernetes_service_v1.storage', `code       ${lineOf('a stack override')}`],
    ],
    [
      'an override of a construct',
      (_app, stack) => {
        const inside = new ServiceV1(stack, 'storage', service('fhir.clinical.svc.cluster.local')); // an override
        inside.addOverride('spec.external_name', abroad);
      },
      ['construct  foundation/storage', `code       ${lineOf('an override')}`],
    ],
    [
      'an aspect that changes what was passed in',
      (_app, stack) => {
        const inside = new ServiceV1(stack, 'storage', service('fhir.clinical.svc.cluster.local'));
        Aspects.of(stack).add({
          visit: (node) => {
            if (node === inside) inside.addOverride('spec.external_name', abroad);
          },
        });
      },
      ['construct  foundation/storage'],
    ],
    [
      'a stack of plain cdktf',
      (app) => {
        const plain = new TerraformStack(app, 'plain');
        new KubernetesProvider(plain, 'kubernetes', { configPath: 'kubeconfig', configContext: 'x' });
        new ServiceV1(plain, 'storage', service(abroad));
      },
      ['construct  plain/storage'],
    ],
    [
      'a stack inside a stack',
      (_app, stack) => {
        const inner = new SovereignStack(stack, 'inner', { site: hospital, layer: 'data' });
        new ServiceV1(inner, 'storage', service(abroad));
      },
      ['construct  foundation/inner/storage'],
    ],
    [
      'a namespace annotation',
      (_app, stack) => {
        new NamespaceV1(stack, 'other', {
          metadata: { name: 'other', annotations: { upstream: `https://${abroad}/x` } },
        });
      },
      ['construct  foundation/other'],
    ],
    [
      'an output of Terraform',
      (_app, stack) => {
        new TerraformOutput(stack, 'where', { value: `https://${abroad}/x` });
      },
      ['object     output.where'],
    ],
    [
      'a backend put over the one of the site',
      (_app, stack) => {
        const s3 = { bucket: 'state', key: 'k', region: 'us-east-1' };
        stack.addOverride('terraform.backend', { s3 }); // a backend override
      },
      ['object     terraform.backend.s3', 'construct  foundation', `code       ${lineOf('a backend override')}`],
    ],
  ];

  test.each(ways)('%s', (_name, author, says) => {
    smallApp(folder).app.synth();
    writeFiles(outdir(), { 'stacks/foundation/.terraform.lock.hcl': 'lock', 'notes.txt': 'mine' });
    const before = snapshot(folder);

    const { app, stack } = smallApp(folder);
    author(app, stack);
    const refusal = errorOf(() => app.synth());

    expect(refusal).toBeInstanceOf(RefusalError);
    expect(refusal.message).toMatch(/us-east-1/);
    expect(refusal.message).toMatch(/Virginia/);
    expect(refusal.message).toMatch(/mend {7}\S/);
    for (const part of says) expect(refusal.message).toContain(part);
    expect(snapshot(folder)).toEqual(before);
  });

  test('with nothing there before, nothing is there after', () => {
    const { app, stack } = smallApp(folder);
    new ServiceV1(stack, 'storage', service(abroad));
    expect(() => app.synth()).toThrow(RefusalError);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a value of the site file that lies abroad is refused at its line', () => {
  const text = siteText('reference-hospital');
  test.each([
    [
      'the model endpoint',
      'kind: volume\n          path: /models/clinical-embeddings\n          storage: 5Gi',
      'kind: endpoint\n          url: https://api.openai.com/v1',
      'api.openai.com',
      'https://api.openai.com/v1',
    ],
    [
      'a bucket in Virginia',
      'https://s3.reference-hospital.example',
      'https://s3.us-east-1.amazonaws.com',
      's3.us-east-1.amazonaws.com',
      'https://s3.us-east-1',
    ],
    [
      'a region abroad',
      '    objectLock: compliance\n',
      '    region: us-east-1\n    objectLock: compliance\n',
      'us-east-1',
      'us-east-1',
    ],
    [
      'a region whose name lies',
      '    objectLock: compliance\n',
      '    region: eu-west-2\n    objectLock: compliance\n',
      'eu-west-2',
      'eu-west-2',
    ],
    [
      'images from Docker Hub',
      'mirror: registry.reference-hospital.example',
      'mirror: docker.io',
      'docker.io',
      'docker.io',
    ],
  ])('%s', (_name, from, to, value, place) => {
    const changed = edit(text, from, to);
    const { app } = smallApp(folder, parseSite(changed, 'sites/changed.yaml'));
    const { message } = errorOf(() => app.synth());
    expect(message).toContain(`value      ${value}`);
    expect(message).toContain(`site       sites/changed.yaml:${placeOf(changed, place)}`);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the judge cannot be taken out of the path', () => {
  test.each([
    ['SYNTH_HCL_OUTPUT', 'true'],
    ['SYNTH_HCL_OUTPUT', '1'],
    ['CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS', ''],
    ['CDKTF_TARGET_STACK_ID', 'foundation'],
    ['KUBE_HOST', 'https://198.51.100.7'],
  ])('by the environment: %s=%s', (variable, value) => {
    const { app } = smallApp(folder);
    vi.stubEnv(variable, value);
    expect(() => app.synth()).toThrow(variable);
    expect(() => smallApp(folder)).toThrow(variable);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(['skipValidation', 'hclOutput'])('by the prop %s of the app', (name) => {
    expect(() => new SovereignApp({ site: hospital, outdir: outdir(), [name]: true })).toThrow(name);
  });

  test.each(['skipValidation', 'hclOutput'])('by setting %s afterwards', (name) => {
    const { app } = smallApp(folder);
    Reflect.set(app, name, true);
    expect(() => app.synth()).toThrow(name);
  });

  test('by the context', () => {
    vi.stubEnv('CDKTF_CONTEXT_JSON', '{"skipValidation": true}');
    expect(() => smallApp(folder).app.synth()).toThrow('skipValidation in the context');
  });

  test('by going on after an error annotation, as the cdktf command lets an app do', () => {
    vi.stubEnv('CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS', 'true');
    vi.stubEnv('CDKTF_OUTDIR', outdir());
    const { app, stack } = smallApp(folder);
    Annotations.of(stack).addError('this cannot be');
    expect(() => app.synth()).toThrow('foundation: this cannot be');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('by a plain App', () => {
    const plain = new App({ outdir: outdir() });
    const error = errorOf(() => new SovereignStack(plain, 'data', { site: hospital, layer: 'data' }));
    expect(error).toBeInstanceOf(DomicileError);
    expect(error.message).toContain('new SovereignApp({ site })');
  });

  test('by a synthesizer that writes nothing', () => {
    const { app, stack } = smallApp(folder);
    stack.synthesizer = { synthesize: () => {} };
    expect(() => app.synth()).toThrow(DomicileError);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('by two stacks of one id, of which one would hide the other', () => {
    const { app, stack } = smallApp(folder);
    new SovereignStack(stack, 'foundation', { site: hospital, layer: 'data' });
    expect(() => app.synth()).toThrow('two stacks have the same id');
  });

  test('by Terraform code that is copied in as an asset', () => {
    writeFiles(folder, { 'module/main.tf': 'resource "x" "y" {}' });
    const { app, stack } = smallApp(folder);
    new TerraformAsset(stack, 'module', { path: join(folder, 'module') });
    expect(() => app.synth()).toThrow('Terraform code that no stack of the app has written');
  });

  test('by Terraform code that someone puts beside the output', () => {
    smallApp(folder).app.synth();
    writeFiles(outdir(), { 'stacks/foundation/override.tf.json': '{}' });
    const before = snapshot(folder);
    expect(() => smallApp(folder).app.synth()).toThrow('stacks/foundation/override.tf.json');
    expect(snapshot(folder)).toEqual(before);
  });
});

describe('when something breaks, nothing is touched', () => {
  class Broken extends Construct {
    override toString(): string {
      return 'broken';
    }
  }
  test.each([
    [
      'a validation that fails',
      (stack: TerraformStack) => stack.node.addValidation({ validate: () => ['not like this'] }),
      'not like this',
    ],
    [
      'an aspect that throws',
      (stack: TerraformStack) =>
        Aspects.of(stack).add({
          visit: () => {
            throw new Error('aspect broke');
          },
        }),
      'aspect broke',
    ],
    [
      'a validation of the app, which cdktf asks after it has written',
      (stack: TerraformStack) =>
        new Broken(stack.node.root, 'broken').node.root.node.addValidation({ validate: () => ['too late'] }),
      'too late',
    ],
  ])('%s', (_name, breakIt, message) => {
    smallApp(folder).app.synth();
    const before = snapshot(folder);
    const { app, stack } = smallApp(folder);
    breakIt(stack);
    expect(() => app.synth()).toThrow(message);
    expect(snapshot(folder)).toEqual(before);
  });
});

import '../../testing/vitest.ts';
import { readFileSync } from 'node:fs';
import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1/index.js';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider/index.js';
import { App, TerraformStack, Testing } from 'cdktf';
import { describe, expect, test } from 'vitest';
import { BoundaryNamespace } from '../../constructs/core/boundary-namespace.ts';
import { loadSite } from '../../constructs/core/site/load.ts';
import { SovereignStack } from '../../constructs/core/stack.ts';
import { SovereignApp } from '../../gate/sovereign-app.ts';
import { temporaryFolder, writeFiles } from '../support/folder.ts';

const inside = 'https://s3.fr-par.scw.cloud';
const far = 'https://api.openai.com/v1';
const configMap = (endpoint: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: store, namespace: clinical}\ndata: {ENDPOINT: "${endpoint}"}\n`;
const open = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: clinical}\n';

function stackWith(endpoint: string): TerraformStack {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), 'care');
  new KubernetesProvider(stack, 'kubernetes', { configPath: 'kubeconfig', configContext: 'hospital' });
  new ConfigMapV1(stack, 'store', { metadata: { name: 'store', namespace: 'clinical' }, data: { ENDPOINT: endpoint } });
  return stack;
}

/** What a failing expectation says; the test fails when it holds. */
function complaint(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('the expectation holds, and should not');
}

describe('toStayInside', () => {
  test('a text, a file, a folder, an object and a list of objects', () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/a.yaml': configMap(inside), 'out/a.yaml': configMap(far), 'out/notes.md': 'x' });
    const object = (endpoint: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a' },
      data: { endpoint },
    });
    expect(configMap(inside)).toStayInside('EEA');
    expect(`${folder}/in/a.yaml`).toStayInside('EEA');
    expect(`${folder}/in`).toStayInside('EEA');
    expect(object(inside)).toStayInside('EEA');
    expect([object(inside), object(inside)]).toStayInside('EEA');
    for (const value of [configMap(far), `${folder}/out/a.yaml`, folder, object(far), [object(inside), object(far)]]) {
      expect(value).not.toStayInside('EEA');
    }
  });

  test('the boundary decides: Paris is inside France and the EEA, and outside Germany', () => {
    expect(configMap(inside)).toStayInside('FR');
    expect(configMap(inside)).not.toStayInside('DE');
    expect(() => expect(configMap(inside)).toStayInside('Europe')).toThrow(/Europe/);
  });

  test('a cdktf stack, with its backend and all', () => {
    expect(stackWith(inside)).not.toBreakRule('RES-002');
    expect(complaint(() => expect(stackWith(far)).toStayInside('EEA'))).toContain('api.openai.com');
  });

  test('an override is seen: the output is judged, not the constructs', () => {
    const stack = stackWith(inside);
    stack.addOverride('resource.kubernetes_config_map_v1.store.data.ENDPOINT', far);
    expect(stack).toBreakRule('RES-002', { found: 'api.openai.com' });
  });

  test('the text that Testing.synth gives', () => {
    expect(Testing.synth(stackWith(far))).toBreakRule('RES-002', { found: 'api.openai.com', path: 'data.ENDPOINT' });
    expect(Testing.synth(stackWith(inside))).not.toBreakRule('RES-002');
  });

  test('says what the judge says: value, place, reason and mend', () => {
    const message = complaint(() => expect(configMap(far)).toStayInside('EEA'));
    for (const part of ['RES-002', 'api.openai.com', 'data.ENDPOINT', 'mend:', '(text).yaml:4'])
      expect(message).toContain(part);
  });

  test('negated, it says what passes', () => {
    const message = complaint(() => expect(configMap(inside)).not.toStayInside('EEA'));
    expect(message).toMatch(
      /expected a finding, and every one of 1 objects passes \d+ rules of eea-residency inside EEA/,
    );
  });
});

describe('a site', () => {
  function appWith(endpoint: string) {
    const folder = temporaryFolder();
    const app = new SovereignApp({ site: loadSite('sites/reference-hospital.yaml'), outdir: `${folder}/cdktf.out` });
    const stack = new SovereignStack(app, 'care', { site: app.site, layer: 'data' });
    const quota = {
      pods: 1,
      requestsCpu: '1',
      requestsMemory: '1Gi',
      limitsCpu: '1',
      limitsMemory: '1Gi',
      requestsStorage: '1Gi',
    };
    const namespace = new BoundaryNamespace(stack, 'namespace', {
      name: 'place',
      dataClass: 'health',
      module: 'interop',
      quota,
    });
    const metadata = { name: 'store', namespace: namespace.name };
    new ConfigMapV1(stack, 'store', { metadata, data: { ENDPOINT: endpoint } });
    return { app, stack };
  }

  test("brings its claims: the hospital's own host is inside, and another's is not", () => {
    const own = appWith('https://store.reference-hospital.example');
    expect(own.stack).toStayInside('EEA');
    expect(own.app).toStayInside('EEA');
    expect(own.app).toPassPack('all');
    const other = appWith('https://store.other-hospital.example');
    expect(other.stack).not.toStayInside('EEA');
    expect(other.app).toBreakRule('RES-002', { found: 'store.other-hospital.example' });
  });

  test('without it, nobody vouches for its hosts', () => {
    expect(configMap('https://store.reference-hospital.example')).not.toStayInside('EEA');
  });
});

describe('toPassPack', () => {
  test('a namespace that nothing closes', () => {
    expect(open).not.toPassPack('network');
    expect(open).toPassPack('encryption');
  });

  test('a pack that there is not', () => {
    expect(() => expect(open).toPassPack('netwrok')).toThrow(/did you mean "network"/);
    expect(() => expect(open).not.toPassPack('netwrok')).toThrow(/did you mean "network"/);
  });
});

describe('toBreakRule', () => {
  test('by rule, value and path', () => {
    expect(configMap(far)).toBreakRule('RES-002');
    expect(configMap(far)).toBreakRule('RES-002', { found: 'api.openai.com', path: 'data.ENDPOINT' });
    expect(configMap(far)).toBreakRule('RES-002', { found: /openai/, path: /^data/ });
    expect(configMap(far)).not.toBreakRule('RES-002', { found: 'api.anthropic.com' });
    expect(configMap(far)).not.toBreakRule('RES-002', { path: 'data.OTHER' });
    expect(configMap(inside)).not.toBreakRule('RES-002');
    expect(configMap(inside)).toBreakRule('RES-002', { boundary: 'DE' });
  });

  test('shows what the rule found instead, or that it passes', () => {
    const other = complaint(() => expect(configMap(far)).toBreakRule('RES-002', { found: 'x.example' }));
    expect(other).toMatch(
      /expected a finding of RES-002, found "x\.example"\. It found instead:[\s\S]*api\.openai\.com/,
    );
    expect(complaint(() => expect(configMap(inside)).toBreakRule('RES-002'))).toContain('The rule passes.');
    expect(complaint(() => expect(configMap(far)).not.toBreakRule('RES-002'))).toContain(
      'expected no finding of RES-002',
    );
  });

  test('a rule that there is not', () => {
    expect(() => expect(configMap(far)).not.toBreakRule('RES-999')).toThrow(
      /there is no rule RES-999; did you mean RES-/,
    );
  });
});

describe('what tests nothing fails, negated or not', () => {
  test.each([
    ['an empty folder', () => temporaryFolder()],
    ['an empty list', () => []],
    ['a file that is not there', () => 'no/such/file.yaml'],
    ['a text that cannot be read', () => 'a: [\n'],
    ['something else', () => 7],
    ['a stack without anything', () => new App({ outdir: temporaryFolder() })],
  ])('%s', (_name, value) => {
    expect(() => expect(value()).toStayInside('EEA')).toThrow();
    expect(() => expect(value()).not.toStayInside('EEA')).toThrow();
    expect(() => expect(value()).toBreakRule('RES-002')).toThrow();
    expect(() => expect(value()).not.toBreakRule('RES-002')).toThrow();
  });

  test('a rule that is about nothing of it', () => {
    expect(() => expect(configMap(inside)).toBreakRule('NET-001')).toThrow(/no rule of NET-001 is about/);
    expect(() => expect(configMap(inside)).not.toBreakRule('NET-001')).toThrow(/no rule of NET-001 is about/);
    expect(() => expect(configMap(inside)).toPassPack('third-party-apps')).toThrow(
      /no rule of third-party-apps is about/,
    );
  });
});

test('the guide shows only what is tested', () => {
  const guide = readFileSync('docs/testing.md', 'utf8');
  for (const name of ['toStayInside', 'toPassPack', 'toBreakRule']) expect(guide).toContain(name);
});

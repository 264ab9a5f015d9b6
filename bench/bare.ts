// The reference of the synth bench: the same resources as a synthesized folder holds, made with the provider's own classes
// in a plain cdktf app, with no toolkit and no judge.   node --import tsx bench/bare.ts FROM TO
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider/index.js';
import { App, TerraformResource, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

type Attributes = Record<string, unknown>;
type ResourceClass = new (scope: Construct, id: string, config: object) => TerraformResource;

/** Maps whose keys are the user's data, not field names. */
const dataKeys = new Set([
  'labels',
  'annotations',
  'match_labels',
  'data',
  'limits',
  'requests',
  'hard',
  'selector',
  'manifest',
]);

const [from = 'cdktf.out', to = 'bare.out'] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(join(from, 'manifest.json'), 'utf8'));
const app = new App({ outdir: to });
for (const name of Object.keys(manifest.stacks)) await addStack(name);
app.synth();

async function addStack(name: string): Promise<void> {
  const { resource } = JSON.parse(readFileSync(join(from, 'stacks', name, 'cdk.tf.json'), 'utf8'));
  const stack = new TerraformStack(app, name);
  new KubernetesProvider(stack, 'kubernetes', {});
  for (const [type, instances] of Object.entries<Record<string, Attributes>>(resource)) {
    const Resource = await resourceClass(type);
    for (const [id, attributes] of Object.entries(instances)) {
      const { depends_on: dependsOn, ...rest } = attributes;
      const resource = new Resource(stack, id, camelCase(rest) as object);
      resource.overrideLogicalId(id);
      if (dependsOn !== undefined) resource.addOverride('depends_on', dependsOn);
    }
  }
}

async function resourceClass(type: string): Promise<ResourceClass> {
  const folder = type.replace('kubernetes_', '').replaceAll('_', '-');
  const module = await import(`@cdktf/provider-kubernetes/lib/${folder}/index.js`);
  const found = Object.values<unknown>(module).find(
    (value) => typeof value === 'function' && value.prototype instanceof TerraformResource,
  );
  if (found === undefined) throw new Error(`the provider has no class for ${type}`);
  return found as ResourceClass;
}

function camelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCase);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([key]) => key !== '//');
  return Object.fromEntries(
    entries.map(([key, inner]) => [camelKey(key), dataKeys.has(key) && isMap(inner) ? inner : camelCase(inner)]),
  );
}

function isMap(value: unknown): boolean {
  return (
    value !== null && typeof value === 'object' && Object.values(value).every((inner) => typeof inner !== 'object')
  );
}

function camelKey(key: string): string {
  return key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Testing } from 'cdktf';
import { BoundaryNamespace } from '../../constructs/core/boundary-namespace.ts';
import { loadImages } from '../../constructs/core/images/lock.ts';
import { loadSite } from '../../constructs/core/site/load.ts';
import type { Site } from '../../constructs/core/site/site.ts';
import { judgedApp, SovereignStack } from '../../constructs/core/stack.ts';

/** One resource of a synthesized stack, as Terraform will read it. */
export interface Resource {
  /** Terraform type without its prefix: `deployment_v1`. */
  readonly type: string;
  readonly name: string;
  readonly namespace: string | undefined;
  // Terraform JSON is looked into by expectations, which fail where the shape is not what they say.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any;
}

/** An app in which SovereignStacks may stand, without the judge: these tests are about what constructs make, not what is let through. */
export function bareApp(): App {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'domicile-constructs-')) });
  Object.defineProperty(app, judgedApp, { value: true });
  return app;
}

/** The reference hospital, its images, and a stack with one namespace in an app of its own. */
export function workbench() {
  const site: Site = loadSite('sites/reference-hospital.yaml');
  const app = bareApp();
  const stack = new SovereignStack(app, 'stack', { site, layer: 'data' });
  const namespace = new BoundaryNamespace(stack, 'namespace', {
    name: 'place',
    dataClass: 'health',
    module: 'interop',
    quota: {
      ...{ pods: 10, requestsCpu: '10', requestsMemory: '20Gi', limitsCpu: '40', limitsMemory: '20Gi' },
      requestsStorage: '1Ti',
    },
  });
  return { site, app, stack, namespace, images: loadImages(site) };
}

/** All Kubernetes resources of a stack, as they stand in its JSON, custom ones as their manifest. Validations run, as in a real synthesis. */
export function resourcesOf(stack: SovereignStack): readonly Resource[] {
  const output: { resource?: Record<string, Record<string, object>> } = JSON.parse(Testing.synth(stack, true));
  return Object.entries(output.resource ?? {}).flatMap(([type, byId]) =>
    Object.values(byId).map((attributes) => {
      const body = 'manifest' in attributes ? (attributes.manifest as object) : attributes;
      const { name, namespace } = (body as { metadata: { name: string; namespace?: string } }).metadata;
      return { type: type.replace('kubernetes_', ''), name, namespace, body };
    }),
  );
}

/** The one resource of that type and name; throws when there is none, or more than one. */
export function resource(resources: readonly Resource[], type: string, name: string): Resource['body'] {
  const found = resources.filter((one) => one.type === type && one.name === name);
  if (found.length === 1 && found[0] !== undefined) return found[0].body;
  const there = resources.filter((one) => one.type === type).map((one) => one.name);
  throw new Error(`${found.length} resources ${type} named ${name}; there are: ${there.join(', ')}`);
}

/** Every Deployment and StatefulSet. */
export function controllersOf(resources: readonly Resource[]): readonly Resource[] {
  return resources.filter(({ type }) => type === 'deployment_v1' || type === 'stateful_set_v1');
}

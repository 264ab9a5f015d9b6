import { join } from 'node:path';
import { BoundaryNamespace } from '../../constructs/core/boundary-namespace.ts';
import { loadSite } from '../../constructs/core/site/load.ts';
import type { Site } from '../../constructs/core/site/site.ts';
import { SovereignStack } from '../../constructs/core/stack.ts';
import { SovereignApp } from '../../gate/sovereign-app.ts';

const reference = loadSite('sites/reference-hospital.yaml');

/** The reference hospital, whose boundary the small app is judged by, without the stack that its admission policies add. */
export const hospital: Site = { ...reference, modules: { ...reference.modules, admission: undefined } };

/** An app with one stack of one namespace, which the judge passes. */
export function smallApp(folder: string, site: Site = hospital): { app: SovereignApp; stack: SovereignStack } {
  const app = new SovereignApp({ site, outdir: join(folder, 'cdktf.out') });
  const stack = new SovereignStack(app, 'foundation', { site, layer: 'foundation' });
  new BoundaryNamespace(stack, 'clinical', {
    name: 'clinical',
    dataClass: 'health',
    module: 'interop',
    quota: {
      pods: 4,
      requestsCpu: '4',
      requestsMemory: '8Gi',
      limitsCpu: '4',
      limitsMemory: '8Gi',
      requestsStorage: '100Gi',
    },
  });
  return { app, stack };
}

/** A whole program around the small app, for tests that need a process of its own: `FOLDER`, and `STACKS` more stacks. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1/index.js';
import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1/index.js';
import { App, TerraformStack } from 'cdktf';
import { SovereignStack } from '../../constructs/core/stack.ts';
import { runApp } from '../../gate/run.ts';
import { hospital, smallApp } from './small-app.ts';

runApp(() => {
  const { app, stack } = smallApp(process.env.FOLDER ?? '');
  for (let index = 0; index < Number(process.env.STACKS ?? 0); index += 1) {
    const more = new SovereignStack(app, `more-${index}`, { site: hospital, layer: 'data' });
    more.addDependency(stack);
  }
  if (process.env.EXTERNAL_NAME !== undefined) {
    const spec = { type: 'ExternalName', externalName: process.env.EXTERNAL_NAME };
    new ServiceV1(stack, 'storage', { metadata: { name: 'storage', namespace: 'clinical' }, spec });
  }
  if (process.env.DEFECT !== undefined) new NamespaceV1(stack, 'clinical', { metadata: { name: 'twice' } });
  app.synth();
  if (process.env.EXTRA_FILE !== undefined) writeFileSync(join(app.output, process.env.EXTRA_FILE), '{}');
  if (process.env.SECOND_APP !== undefined) {
    const plain = new App({ outdir: app.output });
    new TerraformStack(plain, 'foundation').addOverride('output.where', {
      value: 'https://s3.us-east-1.amazonaws.com',
    });
    plain.synth();
  }
});

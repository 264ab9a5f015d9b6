import { flowsInMarkdown } from '../cli/flows.ts';
import { intentsOf } from '../constructs/core/network-intent.ts';
import { loadSite } from '../constructs/core/site/load.ts';
import { buildPlatform } from '../stacks/platform.ts';
import { bareApp } from '../test/support/synthesized.ts';

const site = loadSite('sites/reference-hospital.yaml');

/** The page of everything that may flow in the reference hospital: a picture and a table, out of the network intents. */
export function flowsPage(): Readonly<Record<string, string>> {
  const app = bareApp();
  buildPlatform(app, site);
  const flows = intentsOf(app);
  const page = [
    '# What may flow',
    '',
    'Every permitted connection of `sites/reference-hospital.yaml`. Everything else is denied: these lines are the only',
    'source of network policies. Generated from the constructs by `npm run generate`.',
    '',
    ...flowsInMarkdown(flows),
  ];
  return { 'docs/flows.md': page.join('\n') };
}

import { loadSelectedSite } from './constructs/core/site/select.ts';
import { runApp } from './gate/run.ts';
import { SovereignApp } from './gate/sovereign-app.ts';
import { buildPlatform } from './stacks/platform.ts';

runApp(() => {
  const site = loadSelectedSite();
  const app = new SovereignApp({ site });
  buildPlatform(app, site);
  app.synth();
});

// The platform of the reference hospital, and beside it a tumour registry of the hospital's own: a namespace that denies by
// default, and a PostgreSQL with three roles over TLS. Whatever is added here is judged like everything else.
import {
  BoundaryNamespace,
  buildPlatform,
  loadImages,
  loadSelectedSite,
  PostgresDatabase,
  runApp,
  SovereignApp,
  SovereignStack,
} from '@domicile/iac';

runApp(() => {
  const site = loadSelectedSite();
  const app = new SovereignApp({ site });
  const platform = buildPlatform(app, site);

  const stack = new SovereignStack(app, 'tumour-registry', { site, layer: 'data' });
  stack.addDependency(platform.foundation);
  const namespace = new BoundaryNamespace(stack, 'namespace', {
    name: `${site.name}-tumour-registry`,
    dataClass: 'pseudonymised',
    module: 'research',
    quota: {
      pods: 10,
      requestsCpu: '4',
      requestsMemory: '16Gi',
      limitsCpu: '16',
      limitsMemory: '16Gi',
      requestsStorage: '200Gi',
    },
  });
  new PostgresDatabase(stack, 'database', {
    namespace,
    name: 'registry-database',
    databaseName: 'registry',
    images: loadImages(site),
    storage: site.storage,
    size: '100Gi',
  });

  app.synth();
});

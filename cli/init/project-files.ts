import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What makes a folder a project: cdktf's settings and the program that it runs. A program that is there stays. */
export function projectFiles(siteFile: string, root: string): Readonly<Record<string, string>> {
  const settings = {
    language: 'typescript',
    app: 'npx @domicile/iac run main.ts',
    projectId: randomUUID(),
    sendCrashReports: 'false',
    terraformProviders: [],
    terraformModules: [],
    context: { site: siteFile },
  };
  const program = `import { buildPlatform, loadSelectedSite, runApp, SovereignApp } from '@domicile/iac';

runApp(() => {
  const site = loadSelectedSite();
  const app = new SovereignApp({ site });
  buildPlatform(app, site);
  app.synth();
});
`;
  return {
    'cdktf.json': `${JSON.stringify(settings, null, 2)}\n`,
    ...(existsSync(join(root, 'main.ts')) ? {} : { 'main.ts': program }),
  };
}

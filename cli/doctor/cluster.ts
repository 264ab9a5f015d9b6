import type { Complaint } from '../../cluster/facts/complaint.ts';
import { compareRunning, notChecked } from '../../cluster/running/compare.ts';
import type { Answered, NodeObject, RunningCluster } from '../../cluster/running/seen.ts';
import { requireCluster } from '../../engines/cluster.ts';
import type { Kubectl } from '../../engines/kubectl.ts';
import type { ExitCode, Terminal } from '../command.ts';
import { kubectlFor } from '../deploy/connect.ts';
import type { Work } from '../deploy/failure.ts';
import { openProject, type ProjectChoice } from '../deploy/project.ts';
import { tell } from './told.ts';

/** `domicile doctor --cluster`: a running cluster against the site, by GET requests alone. */
export async function doctorOfCluster(choice: ProjectChoice, terminal: Terminal, work: Work): Promise<ExitCode> {
  const project = openProject(terminal, choice);
  const kubectl = kubectlFor(project, terminal, work);
  const { profile, identity } = project.site.cluster;
  await requireCluster(kubectl, { profile, identity });
  const seen = await read(kubectl, work);
  const complaints: readonly Complaint[] = compareRunning(project.site, seen);
  work.progress.clear();
  const whole = `${seen.nodes.length} nodes, Kubernetes ${seen.version}: as ${project.site.source.file} says.`;
  const code = tell(complaints, terminal, whole);
  terminal.stdout.write('\nNot checked, because no API tells it; on a control-plane machine:\n');
  terminal.stdout.write(
    notChecked(project.site)
      .map((line) => `  ${line}\n`)
      .join(''),
  );
  return code;
}

async function read(kubectl: Kubectl, { progress }: Work): Promise<RunningCluster> {
  const { gitVersion } = JSON.parse(await kubectl.text(['get', '--raw', '/version'])) as {
    readonly gitVersion: string;
  };
  const readyz = await get(kubectl, '/readyz?verbose');
  const nodes = await nodesOf(kubectl);
  const kubelets = new Map<string, Answered>();
  for (const { metadata } of nodes) {
    progress.step(`kubelet of ${metadata.name}`);
    kubelets.set(metadata.name, await get(kubectl, `/api/v1/nodes/${metadata.name}/proxy/configz`));
  }
  return { version: gitVersion, readyz, nodes, kubelets };
}

async function nodesOf(kubectl: Kubectl): Promise<readonly NodeObject[]> {
  const { items } = JSON.parse(await kubectl.text(['get', '--raw', '/api/v1/nodes'])) as {
    readonly items: readonly NodeObject[];
  };
  return items;
}

async function get(kubectl: Kubectl, path: string): Promise<Answered> {
  const { code, stdout, stderr } = await kubectl.attempt(
    ['get', '--raw', path, '--request-timeout=10s'],
    undefined,
    20,
  );
  return code === 0 ? { ok: true, text: stdout } : { ok: false, text: `${stdout}${stderr}`.trim() };
}

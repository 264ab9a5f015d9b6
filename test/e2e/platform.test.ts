import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Kubectl, KubernetesObject } from '../../engines/kubectl.ts';
import { readOutput } from '../../engines/output.ts';
import { asInput, type RenderedLayer, type RenderedObject, renderLayers } from '../../engines/render.ts';
import { probeTerraform } from '../../engines/terraform/probe.ts';
import { differencesIn } from './difference.ts';
import { kubectlFor } from './local-cluster.ts';
import { type CommandResult, createProject, type TestProject } from './project.ts';

const { signal } = new AbortController();
const probe = await probeTerraform({ env: process.env, signal });
const withoutTerraform = probe.usable ? '' : ` SKIPPED: ${probe.reason}`;
if (!probe.usable) console.warn(`NO TERRAFORM TEST RUNS: Terraform finds no Kubernetes provider: ${probe.reason}`);

const engines = [
  { engine: 'apply', skip: false, title: 'by server-side apply' },
  { engine: 'terraform', skip: !probe.usable, title: `by Terraform${withoutTerraform}` },
] as const;

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet'];

for (const { engine, skip, title } of engines) {
  describe.skipIf(skip)(`the reference hospital, deployed ${title}`, () => {
    let project: TestProject;
    let kubectl: Kubectl;
    let layers: readonly RenderedLayer[];
    let first: CommandResult;
    beforeAll(async () => {
      project = createProject();
      first = await project.run(['up', '--engine', engine]);
      kubectl = kubectlFor(project.root, join(project.root, '.domicile', 'kubeconfig'), 'domicile-local', signal);
      layers = renderLayers(readOutput(join(project.root, 'cdktf.out')));
    });
    afterAll(() => project?.remove());

    const rendered = (): readonly RenderedObject[] => layers.flatMap(({ objects }) => objects);
    const live = () => kubectl.objects(['get', '-f', '-'], asInput(rendered()));
    const wishes = async () => (await live()).map(withoutReports);

    it('comes up in one command, and says what that proves and what not', () => {
      expect(first).toMatchObject({ code: 0, stderr: '' });
      for (const layer of layers)
        expect(first.stdout).toMatch(new RegExp(`  ${layer.name} +${layer.objects.length} created`));
      expect(first.stdout).toMatch(/Verdict +pass: \d+ subjects by \d+ rules, boundary EEA/);
      expect(first.stdout).toMatch(/Coverage +\d+ values: \d+ placed, \d+ inert, 0 undecided/);
      expect(first.stdout).toContain('No packet is filtered');
      expect(existsSync(join(project.root, '.domicile', 'report.json'))).toBe(true);
    });

    it('changes nothing the second time', async () => {
      const before = await wishes();
      const second = await project.run(['up']);
      expect(second).toMatchObject({ code: 0, stderr: '' });
      expect(second.stdout).toMatch(/Layers +no change/);
      expect(await wishes()).toEqual(before);
    });

    it('is in the cluster what was rendered, but for what the API server adds', async () => {
      const found = new Map((await live()).map((object) => [keyOf(object.kind, object.metadata), object]));
      for (const { kind, namespace, name, body } of rendered()) {
        const object = found.get(keyOf(kind, { namespace, name }));
        expect(differencesIn(body, object, engine), `${kind} ${namespace}/${name}`).toEqual([]);
      }
    });

    it('is as the site says, whoever is on record as the writer of a default', async () => {
      const { code, stdout } = await project.run(['check', '--live', '--diff', '--format', 'json']);
      const { findings, cluster } = JSON.parse(stdout);
      expect({ code, findings, others: cluster.others }).toEqual({ code: 0, findings: [], others: [] });
    });

    it('raises no warning of the API server', async () => {
      const dryRun = ['create', '--dry-run=server', '--warnings-as-errors', '-o', 'name', '-f', '-'];
      // A port of the nodes is taken once, and the quota counts it.
      const items = (await live()).filter(({ spec }) => (spec as { type?: string })?.type !== 'NodePort').map(asNew);
      const { code, stderr } = await kubectl.attempt(
        dryRun,
        JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
        120,
      );
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    });

    it('has every workload ready', async () => {
      const workloads = (await live()).filter(({ kind }) => WORKLOADS.includes(kind));
      expect(workloads.length).toBeGreaterThan(5);
      expect(workloads.filter((workload) => !isReady(workload)).map(({ metadata }) => metadata.name)).toEqual([]);
    });

    it('refuses a privileged pod in every namespace', async () => {
      const namespaces = (await kubectl.objects(['get', 'namespaces'])).map(({ metadata }) => metadata.name);
      const refusals: (readonly [string, string])[] = [];
      for (const name of namespaces) refusals.push([name, await refusalOf(kubectl, name)]);
      expect(namespaces).toEqual(
        expect.arrayContaining(
          rendered()
            .filter(({ kind }) => kind === 'Namespace')
            .map(({ name }) => name),
        ),
      );
      for (const [name, refusal] of refusals) expect(refusal, name).toContain('violates PodSecurity "restricted');
    });

    it.each([
      [
        'a backup in Virginia',
        'https://s3.reference-hospital.example',
        'https://s3.us-east-1.amazonaws.com',
        's3.us-east-1.amazonaws.com',
      ],
      ['images from Docker Hub', 'mirror: registry.reference-hospital.example', 'mirror: docker.io', 'docker.io'],
      [
        'an identity provider in London',
        'https://identity.reference-hospital.example',
        'https://cognito-idp.eu-west-2.amazonaws.com',
        'eu-west-2',
      ],
    ])('leaves output, state and cluster as they were when the site asks for %s', async (_, from, to, seen) => {
      const file = join('sites', 'reference-hospital.yaml');
      const before = [project.fingerprint('cdktf.out'), stateOf(project), await wishes()];
      project.edit(file, from, to);
      try {
        const refused = await project.run(['up']);
        expect(refused.code).toBe(1);
        expect(refused.stderr).toContain(seen);
        expect(refused.stderr).toMatch(/reference-hospital\.yaml:\d+:\d+/);
        expect([project.fingerprint('cdktf.out'), stateOf(project), await wishes()]).toEqual(before);
      } finally {
        project.edit(file, to, from);
      }
    });

    it('is gone after down, and so is the control plane', async () => {
      const down = await project.run(['down']);
      expect(down).toMatchObject({ code: 0, stderr: '' });
      expect(down.stdout).toMatch(/Control plane +stopped \(5 processes\)/);
      expect(stateOf(project)).toEqual(new Map());
      expect((await project.run(['down'])).stdout).toContain('Nothing was deployed');
    });
  });
}

function keyOf(
  kind: string,
  { namespace, name }: { readonly namespace?: string | undefined; readonly name: string },
): string {
  return [kind, namespace ?? '', name].join('/');
}

/** What was asked for. Controllers report meanwhile: a job has run, a quota is used, a claim of a nightly job has its volume. */
function withoutReports({ status, metadata, ...object }: KubernetesObject): object {
  const { resourceVersion, managedFields, ...kept } = metadata;
  if (object.kind !== 'PersistentVolumeClaim') return { ...object, metadata: kept };
  const { volumeName, ...spec } = object.spec as { readonly volumeName?: string };
  const { annotations, ...named } = kept;
  return { ...object, metadata: named, spec };
}

function isReady({ spec, status }: KubernetesObject): boolean {
  const { replicas = 1 } = spec as { readonly replicas?: number };
  return (status as { readonly readyReplicas?: number }).readyReplicas === replicas;
}

async function refusalOf(kubectl: Kubectl, namespace: string): Promise<string> {
  const container = { name: 'main', image: 'registry.example/app', securityContext: { privileged: true } };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'privileged', namespace },
    spec: { containers: [container] },
  };
  const { code, stderr } = await kubectl.attempt(['create', '--dry-run=server', '-f', '-'], JSON.stringify(pod));
  return code === 0 ? 'admitted' : stderr;
}

/** What was sent, under another name, so that the API server looks at it once more. */
function asNew({ apiVersion, kind, metadata, status, spec, ...rest }: KubernetesObject): object {
  const { name, namespace, labels, annotations } = metadata;
  const { clusterIP, clusterIPs, volumeName, ...own } = (spec ?? {}) as Record<string, unknown>;
  const headless = clusterIP === 'None' ? { clusterIP } : {};
  const wish = spec === undefined ? {} : { spec: { ...own, ...headless } };
  return { apiVersion, kind, metadata: { name: `${name}-again`, namespace, labels, annotations }, ...wish, ...rest };
}

/** Terraform's states of the project, without those that hold no resource. */
function stateOf({ root }: TestProject): ReadonlyMap<string, string> {
  const folder = join(root, '.domicile', 'state');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.tfstate')) : [];
  const texts = files.map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
  return new Map(texts.filter(([, text]) => (JSON.parse(text) as { resources: unknown[] }).resources.length > 0));
}

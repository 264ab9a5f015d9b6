import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { established, kubectlFor } from './local-cluster.ts';
import { createProject, SMALL_SITE, type TestProject } from './project.ts';

interface Connections {
  readonly workloads: readonly { readonly name: string; readonly role: string; readonly dataClass: string }[];
  readonly connections: readonly {
    readonly from: string;
    readonly to: string;
    readonly ports: unknown;
    readonly certain: boolean;
    readonly letOutBy: readonly { readonly policy: string; readonly path: string }[];
    readonly letInBy: readonly { readonly policy: string; readonly path: string }[];
  }[];
  readonly outside: readonly unknown[];
  readonly notRead: readonly string[];
}

describe('who reaches whom in a running cluster', () => {
  const project: TestProject = createProject(SMALL_SITE);
  const { signal } = new AbortController();
  const kubectl = kubectlFor(project.root, join(project.root, '.domicile', 'kubeconfig'), 'domicile-local', signal);
  const manifest = (name: string) => join(import.meta.dirname, 'manifests', name);
  const ask = (...args: string[]) => project.run(['reach', '--live', ...args]);
  const toTheInternet = () => ask('--from', 'data-class=health', '--to', 'internet');
  const apply = (name: string) =>
    kubectl.text(['apply', '--server-side', '-f', '-'], readFileSync(manifest(name), 'utf8'));
  const remove = (name: string) => kubectl.text(['delete', '-f', manifest(name)]);

  beforeAll(async () => {
    const { code, stderr } = await project.run(['up', '--engine', 'apply']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
  afterAll(() => project.remove());

  /** Without what only one side can say: where an object stands, and that a pod is one of a Deployment's. */
  function told(text: string) {
    const { workloads, connections, outside, notRead } = JSON.parse(text) as Connections;
    const named = (reasons: Connections['connections'][number]['letInBy']) =>
      reasons.map(({ policy, path }) => `${policy} ${path}`).sort();
    return {
      workloads: workloads.map(({ name, role, dataClass }) => ({ name, role, dataClass })),
      connections: connections.map(({ letOutBy, letInBy, ...rest }) => ({
        ...rest,
        letOutBy: named(letOutBy),
        letInBy: named(letInBy),
      })),
      outside,
      notRead,
    };
  }

  it('is what the rendered files say, workload by workload and policy by policy, though pods run there too', async () => {
    expect(await project.run(['render', '--output', 'rendered'])).toMatchObject({ code: 0 });
    const files = await project.run(['reach', 'rendered', '--format', 'json', '--site', SMALL_SITE]);
    const live = await ask('--format', 'json');
    expect({ files: files.code, live: live.code, stderr: live.stderr }).toEqual({ files: 0, live: 0, stderr: '' });
    expect(told(live.stdout).connections).toHaveLength(5);
    expect(told(live.stdout)).toEqual(told(files.stdout));
    expect(await kubectl.objects(['get', 'pods', '--namespace=clinic-clinical'])).toHaveLength(2);
  });

  it('has no way from patient data to the internet', async () => {
    expect(await toTheInternet()).toEqual({ code: 0, stdout: 'health data → the internet: no way\n', stderr: '' });
  });

  it('has one as soon as somebody opens it with kubectl, and names the policy; none when it is gone', async () => {
    await apply('opened-way.yaml');
    const opened = await toTheInternet();
    await remove('opened-way.yaml');
    expect(opened).toMatchObject({ code: 1, stderr: '' });
    expect(opened.stdout).toContain('NetworkPolicy clinic-clinical/just-for-a-test');
    expect(opened.stdout).toContain('9.9.9.0/24');
    expect((await toTheInternet()).code).toBe(0);
  });

  it('is not certain beside a policy of a kind that nobody here reads, which is named', async () => {
    await apply('foreign-policy-kind.yaml');
    await established(kubectl, 'crd/ciliumnetworkpolicies.cilium.io');
    await apply('foreign-policy.yaml');
    const beside = await toTheInternet();
    await remove('foreign-policy-kind.yaml');
    expect(beside).toMatchObject({ code: 2, stdout: 'health data → the internet: no way\n' });
    expect(beside.stderr).toContain('CiliumNetworkPolicy/clinic-clinical/whatever');
  });
});

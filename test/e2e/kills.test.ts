import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layoutOf } from '../../controlplane/launcher/layout.ts';
import { runningProcess } from '../../controlplane/launcher/processes.ts';
import type { KubernetesObject } from '../../engines/kubectl.ts';
import { readOutput } from '../../engines/output.ts';
import { renderLayers } from '../../engines/render.ts';
import { probeTerraform } from '../../engines/terraform/probe.ts';
import { type BundledCommand, bundleCommand, useApp } from './bundled-command.ts';
import { GuardWatch, unguarded } from './guard-watch.ts';
import { type Ended, type KillPoint, killedRun, seeded } from './killed-run.ts';
import { startTestCluster, type TestCluster } from './local-cluster.ts';
import { createProject, SMALL_SITE, type TestProject } from './project.ts';

const seed = Number(process.env.DOMICILE_KILL_SEED ?? 20261123);
console.warn(`seed of the kills: ${seed}; others: DOMICILE_KILL_SEED=<number>`);

const probe = await probeTerraform({ env: process.env, signal: new AbortController().signal });
if (!probe.usable) console.warn(`NO TERRAFORM TEST RUNS: Terraform finds no Kubernetes provider: ${probe.reason}`);

/** Rounds of kills one after the other, and then runs that end: fifty kills in all. `latest`: milliseconds of a whole run. */
const engines = [
  { engine: 'apply', skip: false, title: 'by server-side apply', rounds: 2, kills: 20, writes: 95, latest: 8000 },
  {
    engine: 'terraform',
    skip: !probe.usable,
    title: `by Terraform${probe.usable ? '' : ` SKIPPED: ${probe.reason}`}`,
    rounds: 1,
    kills: 10,
    writes: 70,
    latest: 15_000,
  },
] as const;

let command: BundledCommand;
beforeAll(() => {
  command = bundleCommand();
});
afterAll(() => command?.remove());

/** A project on a control plane of its own, which stays whatever happens to the command. */
class Ward {
  readonly project: TestProject;
  readonly cluster: TestCluster;
  readonly scratch: string;
  /** Everything that any run has written. */
  readonly said: string[] = [];
  readonly #secretValues = new Set<string>();
  readonly #env: NodeJS.ProcessEnv;

  constructor(cluster: TestCluster, withTerraform: boolean) {
    this.cluster = cluster;
    this.project = createProject(SMALL_SITE);
    const deployers = 'modules:\n  admission:\n    deployers:\n      groups: [system:masters]\n';
    this.project.edit(SMALL_SITE, 'modules:\n', deployers);
    useApp(this.project.root, command.app);
    this.scratch = mkdtempSync(join(tmpdir(), 'domicile-kills-'));
    this.#env = {
      ...process.env,
      DOMICILE_SITE: SMALL_SITE,
      DOMICILE_KUBECONFIG: cluster.kubeconfig,
      DOMICILE_CONTEXT: cluster.context,
      TMPDIR: this.scratch,
      // To look for a provider that is not used takes longer than the deployment.
      ...(withTerraform ? {} : { TERRAFORM_BINARY_NAME: 'no-terraform' }),
    };
  }

  async run(args: readonly string[], at: KillPoint, withChildren = true): Promise<Ended> {
    const auditLog = join(layoutOf(this.cluster.project).logs, 'audit.log');
    const program = [...command.program, ...args];
    const ended = await killedRun({ program, cwd: this.project.root, env: this.#env, at, withChildren, auditLog });
    this.said.push(ended.output);
    await this.#rememberSecrets();
    return ended;
  }

  toItsEnd(args: readonly string[]): Promise<Ended> {
    return this.run(args, { afterMilliseconds: 300_000 });
  }

  async #rememberSecrets(): Promise<void> {
    const { code, stdout } = await this.cluster.kubectl.attempt(['get', 'secrets', '-A', '-o', 'json']);
    if (code !== 0) return; // the API server is away, and its Secrets with it
    const { items } = JSON.parse(stdout) as { readonly items: readonly KubernetesObject[] };
    for (const { data } of items) {
      for (const [key, value] of Object.entries((data ?? {}) as Record<string, string>)) {
        const text = Buffer.from(value, 'base64').toString('utf8').trim();
        if (key.endsWith('.crt') || text.length < 12) continue; // a certificate is public
        this.#secretValues.add(value).add(text);
      }
    }
  }

  /** Where a value of a Secret can be read that was in the cluster at any time. */
  leaks(): readonly string[] {
    const kept = [this.project.root, this.scratch, layoutOf(this.cluster.project).logs];
    const texts = [
      ...this.said.map((text, index) => [`output of run ${index + 1}`, text] as const),
      ...kept.flatMap((folder) => filesIn(folder)).map((file) => [file, readFileSync(file, 'latin1')] as const),
    ];
    const values = [...this.#secretValues];
    expect(values.length).toBeGreaterThan(7);
    return texts.filter(([, text]) => values.some((value) => text.includes(value))).map(([where]) => where);
  }

  async remove(): Promise<void> {
    rmSync(this.project.root, { recursive: true, force: true });
    rmSync(this.scratch, { recursive: true, force: true });
    await this.cluster.stop();
  }
}

/** Terraform's copies of providers aside, and packages. */
function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\/(?:node_modules|providers)(?:\/|$)/.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name));
}

for (const { engine, skip, title, rounds, kills, writes, latest } of engines) {
  describe.skipIf(skip)(`killed again and again, deploying ${title}`, () => {
    let ward: Ward;
    let watch: GuardWatch;
    let died = 0;
    const next = seeded(seed + rounds);
    beforeAll(async () => {
      ward = new Ward(await startTestCluster(), engine === 'terraform');
      watch = new GuardWatch(ward.cluster.kubectl);
    });
    afterAll(() => ward?.remove());

    const up = ['up', '--engine', engine];
    // Most die at a change, some at a time: before the first change too, and where nothing is left to change.
    const point = (): KillPoint =>
      next() < 0.7
        ? { afterWrites: 1 + Math.floor(next() * writes), afterMilliseconds: latest }
        : { afterMilliseconds: next() * latest };

    it.each(Array.from({ length: rounds }, (_, index) => index + 1))(
      `converges after ${kills} kills, and a second run changes nothing (round %i, seed ${seed})`,
      async () => {
        const before = died;
        for (let run = 1; died < before + kills; run++) {
          expect(run, 'runs that end before they can be killed').toBeLessThanOrEqual(kills * 3);
          // Every fifth dies while it removes: what it leaves is half there.
          const args = run % 5 === 0 ? ['down'] : up;
          if ((await ward.run(args, point(), next() < 0.5)).died) died++;
        }
        const whole = await ward.toItsEnd(up);
        expect(whole, whole.output).toMatchObject({ died: false, code: 0 });
        const second = await ward.toItsEnd(up);
        expect(second.output).toMatch(/Layers +no change/);
      },
    );

    it('has nothing twice, and nothing that the site does not have', async () => {
      const judged = await ward.toItsEnd(['check', '--live', '--diff', '--format', 'json']);
      const { findings, cluster } = JSON.parse(judged.output) as {
        readonly findings: readonly { readonly ruleId: string }[];
        readonly cluster: { readonly others: readonly unknown[] };
      };
      // Of the rules only those that compare: the made-up places of this cluster's nodes are refused, as they should be.
      const differences = findings.filter(({ ruleId }) => ruleId.startsWith('LIV-'));
      expect({ differences, others: cluster.others }).toEqual({ differences: [], others: [] });
    });

    it('was never without its policies while it had a namespace or a pod', async () => {
      const layers = renderLayers(readOutput(join(ward.project.root, 'cdktf.out')));
      const objects = layers.flatMap((layer) => layer.objects);
      const named = (kind: string) => objects.filter((object) => object.kind === kind).map(({ name }) => name);
      const policies = ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'];
      const guards = policies.flatMap((kind) => named(kind).map((name) => `${kind} /${name}`));
      const namespaces = named('Namespace');
      expect(guards.length).toBeGreaterThan(20);
      expect(namespaces.length).toBeGreaterThan(1);

      const down = await ward.toItsEnd(['down']);
      expect(down, down.output).toMatchObject({ code: 0 });
      const changes = await watch.end();
      const seen = (kind: string, gone: boolean) =>
        changes.some(
          (change) =>
            change.kind === kind &&
            change.gone === gone &&
            namespaces.includes(`${change.name.split('/')[kind === 'Namespace' ? 1 : 0]}`),
        );
      expect([seen('Pod', false), seen('Pod', true), seen('Namespace', true)]).toEqual([true, true, true]);
      expect(unguarded(changes, { guards, namespaces })).toEqual([]);
    });

    it('left no value of a Secret in its output, its files, its temporary files or the logs', () => {
      expect(ward.leaks()).toEqual([]);
    });
  });
}

describe('an API server that goes away in the middle', () => {
  let ward: Ward;
  beforeAll(async () => {
    ward = new Ward(await startTestCluster(), false);
  });
  afterAll(() => ward?.remove());

  it('is said to have gone, with what to do; the next run goes on from there', async () => {
    const { run } = layoutOf(ward.cluster.project);
    const server = runningProcess(run, 'kube-apiserver');
    const deploying = ward.toItsEnd(['up', '--engine', 'apply']);
    const policies = async () =>
      (await ward.cluster.kubectl.attempt(['get', 'namespace', 'clinic-clinical'])).code === 0;
    while (!(await policies())) await sleep(20);
    process.kill(server?.pid ?? 0, 'SIGKILL');
    const cut = await deploying;
    expect(cut).toMatchObject({ died: false, code: 1 });
    expect(cut.output).toContain('The API server stopped answering');
    expect(cut.output).toContain('run the same command once more');

    mkdirSync(ward.cluster.project, { recursive: true });
    await startTestCluster(ward.cluster.project);
    const whole = await ward.toItsEnd(['up', '--engine', 'apply']);
    expect(whole, whole.output).toMatchObject({ code: 0 });
    expect((await ward.toItsEnd(['up'])).output).toMatch(/Layers +no change/);
  });
});

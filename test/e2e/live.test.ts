import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Kubectl } from '../../engines/kubectl.ts';
import { inCluster } from '../../engines/live/in-cluster.ts';
import { readCluster } from '../../engines/live/read.ts';
import { established, kubectlFor } from './local-cluster.ts';
import { createProject, type TestProject } from './project.ts';

const CONTEXT = 'domicile-local';
const CLINICAL = 'reference-hospital-clinical';

interface Report {
  readonly verdict: string;
  readonly coverage: { readonly undecided: number };
  readonly findings: readonly {
    readonly ruleId: string;
    readonly result: string;
    readonly path: string;
    readonly found: string;
    readonly because: string;
    readonly subject: { readonly address: string };
    readonly location: { readonly file: string; readonly pointer: string };
  }[];
  readonly cluster: {
    readonly context: string;
    readonly objects: number;
    readonly earlierRevisions: number;
    readonly unlisted: readonly { readonly what: string }[];
    readonly others: readonly { readonly kind: string; readonly name: string; readonly by: string }[];
  };
}

describe('a running cluster', () => {
  let project: TestProject;
  let kubectl: Kubectl;
  let kubeconfig: string;
  const signal = new AbortController().signal;
  beforeAll(async () => {
    project = createProject();
    const { code, stderr } = await project.run(['up', '--engine', 'apply']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    kubeconfig = join(project.root, '.domicile', 'kubeconfig');
    kubectl = kubectlFor(project.root, kubeconfig, CONTEXT, signal);
  });
  afterAll(async () => {
    await project?.remove();
  });

  const check = (...args: string[]) => project.run(['check', '--live', ...args]);
  async function report(...args: string[]) {
    const { code, stdout, stderr } = await check('--format', 'json', ...args);
    expect(stderr).toBe('');
    return { code, stdout, ...(JSON.parse(stdout) as Report) };
  }
  const lines = ({ findings }: Report) =>
    findings.map(({ ruleId, location: { file, pointer } }) => `${ruleId} ${file} ${pointer}`);

  describe('that holds what the site says', () => {
    it('passes with every string decided, what Kubernetes brings included', async () => {
      const { code, verdict, coverage, findings, cluster } = await report('--diff');
      expect({ code, verdict, undecided: coverage.undecided, findings }).toEqual({
        code: 0,
        verdict: 'pass',
        undecided: 0,
        findings: [],
      });
      expect(cluster).toMatchObject({ context: CONTEXT, unlisted: [], others: [] });
      expect(cluster.objects).toBeGreaterThan(300);
    });

    it('gives the same findings twice', async () => {
      const args = [
        '--format',
        'json',
        '--kubeconfig',
        kubeconfig,
        '--context',
        CONTEXT,
        '--site',
        'sites/reference-hospital.yaml',
      ];
      const found = (text: string) => (JSON.parse(text) as Report).findings;
      expect(found((await check(...args)).stdout)).toEqual(found((await check(...args)).stdout));
    });
  });

  describe('is never guessed', () => {
    it('a kubeconfig alone names no context, outside of a project', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'domicile-nowhere-'));
      const other = createProject();
      rmSync(join(other.root, 'cdktf.json'));
      const { code, stderr } = await other.run(['check', '--live', '--kubeconfig', kubeconfig], {
        ...process.env,
        KUBECONFIG: kubeconfig,
      });
      rmSync(folder, { recursive: true });
      rmSync(other.root, { recursive: true });
      expect(code).toBe(3);
      expect(stderr).toContain('there is no default one');
    });

    it('and another one than the site names is refused before it is judged', async () => {
      const site = join('sites', 'clinic.yaml');
      const identity = '00000000-0000-4000-8000-000000000000';
      project.edit(site, 'context: domicile-local', `context: domicile-local\n  identity: ${identity}`);
      const { code, stdout, stderr } = await check('--site', join(project.root, site));
      project.edit(site, `\n  identity: ${identity}`, '');
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toContain(`the site says ${identity}`);
    });

    it.each([
      [['--in-cluster'], '--in-cluster is for a pod'],
      [['--context', 'nobody'], 'cannot locate context nobody'],
      [['plan.json'], '--live judges a cluster, not files'],
      [['--secrets', 'all'], '--secrets is judged or none'],
    ])('%j is exit code 3, with the reason', async (args, reason) => {
      const { code, stderr } = await check(...args);
      expect(code).toBe(3);
      expect(stderr).toContain(reason);
    });
  });

  describe('and its doctor', () => {
    const doctor = (...args: string[]) =>
      project.run(['doctor', ...args, '--cluster', '--kubeconfig', kubeconfig, '--context', CONTEXT]);

    it('finds nothing wrong, and says that played nodes have no kubelet to ask, and what no API tells', async () => {
      const { code, stdout, stderr } = await doctor('sites/reference-hospital.yaml');
      expect({ code, stderr, wrong: stdout.match(/^WRONG.*/gm) }).toEqual({ code: 2, stderr: '', wrong: null });
      const nodes = (await kubectl.text(['get', 'nodes', '-o', 'name'])).trim().split('\n');
      for (const what of ['read the settings', 'see the version'])
        expect(stdout.match(new RegExp(`^UNKNOWN.*: nobody could ${what} of the kubelet$`, 'gm'))).toHaveLength(
          nodes.length,
        );
      expect(stdout).toContain(`0 wrong, ${2 * nodes.length} unknown`);
      expect(stdout).toContain('that Secrets are encrypted in etcd: ps -o args= -C kube-apiserver');
    });

    it('sees a node that takes no pods and one that stands elsewhere', async () => {
      const [node = ''] = (await kubectl.text(['get', 'nodes', '-o', 'jsonpath={.items[*].metadata.name}'])).split(' ');
      const label = 'topology.kubernetes.io/region';
      const region = (
        await kubectl.text(['get', 'node', node, '-o', 'jsonpath={.metadata.labels.topology\\.kubernetes\\.io/region}'])
      ).trim();
      await kubectl.text(['cordon', node]);
      await kubectl.text(['label', '--overwrite', 'node', node, `${label}=us-east-1`]);
      const { code, stdout } = await doctor('sites/reference-hospital.yaml');
      await kubectl.text(['uncordon', node]);
      await kubectl.text(['label', '--overwrite', 'node', node, `${label}=${region}`]);
      expect(code).toBe(1);
      expect(stdout.match(/^WRONG.*/gm)).toEqual([
        `WRONG    ${node}: the node takes no pods`,
        `WRONG    ${node}: the node has another label ${label}`,
      ]);
      expect(stdout).toContain(`mend:    kubectl label --overwrite node ${node} ${label}=${region}`);
    });

    it('tells a cluster from the one that another site provisions', async () => {
      const { code, stdout } = await doctor('sites/on-prem.yaml');
      expect(code).toBe(1);
      expect(stdout).toContain('WRONG    API server: the API server has another version than the site says');
      expect(stdout).toContain('WRONG    node-1: the machine is no node of the cluster');
      expect(stdout).toMatch(/the site has no machine of this name\n.*\n.*\n {2}allowed: node-1, node-2, node-3\n/);
    });
  });

  describe('that somebody changed behind the toolkit', () => {
    const changes: readonly (readonly string[])[] = [
      ['-n', CLINICAL, 'scale', 'deployment/fhir', '--replicas=1'],
      [
        '-n',
        'reference-hospital-ai',
        'set',
        'env',
        'deployment/model-gateway',
        'EXPORT=https://x.us-east-1.amazonaws.com',
      ],
      ['-n', 'reference-hospital-ai', 'delete', 'networkpolicy', 'default-deny'],
      ['-n', CLINICAL, 'create', 'configmap', 'stray', '--from-literal=store=s3.eu-central-2.amazonaws.com'],
      [
        '-n',
        CLINICAL,
        'create',
        'secret',
        'generic',
        'dsn',
        '--from-literal=DSN=postgres://u:hunter22@db.eu-west-2.rds.amazonaws.com/x',
      ],
      ['label', 'node', 'heidelberg-a-1', '--overwrite', 'topology.kubernetes.io/region=us-east-1'],
    ];
    let found: Awaited<ReturnType<typeof report>>;
    beforeAll(async () => {
      for (const change of changes) await kubectl.text(change);
      found = await report('--diff');
    });
    it('fails, and says what was changed, is missing and was added, with its place in the cluster', () => {
      expect(found.code).toBe(1);
      expect(lines(found)).toEqual(
        expect.arrayContaining([
          `LIV-002 cluster ${CONTEXT}: Deployment ${CLINICAL}/fhir /spec/replicas`,
          `LIV-002 cluster ${CONTEXT}: NetworkPolicy reference-hospital-ai/default-deny `,
          `LIV-002 cluster ${CONTEXT}: ConfigMap ${CLINICAL}/stray `,
          `LIV-002 cluster ${CONTEXT}: Secret ${CLINICAL}/dsn `,
          `RES-002 cluster ${CONTEXT}: ConfigMap ${CLINICAL}/stray /data/store`,
          `RES-002 cluster ${CONTEXT}: Secret ${CLINICAL}/dsn /data/DSN`,
          `RES-001 cluster ${CONTEXT}: Node heidelberg-a-1 /metadata/labels/topology.kubernetes.io~1region`,
        ]),
      );
    });

    it('names who did it', () => {
      const scaled = found.findings.find(({ path, ruleId }) => ruleId === 'LIV-002' && path === 'spec.replicas');
      expect(scaled?.because).toContain('kubectl (scale)');
      expect(found.cluster.others.map(({ kind, name, by }) => `${kind} ${name} ${by.split(',')[0]}`)).toEqual([
        'ConfigMap stray kubectl-create',
        'Secret dsn kubectl-create',
      ]);
    });

    it('shows nothing of a Secret but whose country it leads to', () => {
      expect(found.stdout).not.toContain('hunter22');
      expect(found.stdout).not.toContain('eu-west-2');
      expect(found.stdout).toContain('a Secret names a url in GB, run by aws');
    });

    it('passes again when all of it is mended, whatever is kept for a roll-back', async () => {
      await kubectl.text(['-n', CLINICAL, 'delete', 'configmap/stray', 'secret/dsn']);
      await kubectl.text([
        'label',
        'node',
        'heidelberg-a-1',
        '--overwrite',
        'topology.kubernetes.io/region=heidelberg',
      ]);
      await kubectl.text(['-n', 'reference-hospital-ai', 'set', 'env', 'deployment/model-gateway', 'EXPORT-']);
      await kubectl.text(['-n', CLINICAL, 'scale', 'deployment/fhir', '--replicas=2']);
      expect((await project.run(['up', '--engine', 'apply'])).code).toBe(0);
      const { code, findings, cluster } = await report('--diff');
      expect({ code, findings }).toEqual({ code: 0, findings: [] });
      expect(cluster.earlierRevisions).toBeGreaterThan(0);
    });
  });

  describe('as evidence', () => {
    const pem = { key: 'verify.pem', public: 'verify.pub.pem' };
    let file: string;
    beforeAll(async () => {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519');
      writeFileSync(join(project.root, pem.key), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
      writeFileSync(join(project.root, pem.public), publicKey.export({ type: 'spki', format: 'pem' }));
      const { code, stdout, stderr } = await project.run(['verify', '--key', pem.key]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      file = /Evidence +(\S+)/.exec(stdout)?.[1] ?? '';
    });

    it('is signed, named by its content, and examined without the cluster', async () => {
      const bytes = readFileSync(file);
      expect(basename(file)).toBe(`${createHash('sha256').update(bytes).digest('hex')}.dsse.json`);
      const nowhere = { PATH: '/nowhere' };
      const { code, stdout } = await project.run(['verify', '--check', file, '--key', pem.public], nowhere);
      expect(code).toBe(0);
      expect(stdout).toContain('genuine: signed by the given key, and whole');
      const [namespace] = await kubectl.objects(['get', 'namespace', 'kube-system']);
      expect(stdout).toContain(`kube-system ${namespace?.metadata.uid}`);
    });

    it('holds the digest of what the cluster answered, and of no value of a Secret', async () => {
      const { payload } = JSON.parse(readFileSync(file, 'utf8'));
      const text = Buffer.from(payload, 'base64').toString('utf8');
      const { subject, predicate } = JSON.parse(text);
      expect(subject.length).toBe(predicate.report.cluster.objects);
      const { stacks } = JSON.parse(readFileSync(join(project.root, 'cdktf.out', 'domicile.json'), 'utf8')) as {
        readonly stacks: readonly { readonly file: string; readonly sha256: string }[];
      };
      expect(predicate.site.stacks).toEqual(stacks.map(({ file, sha256 }) => ({ file, sha256 })));
      const secrets = await kubectl.objects(['get', 'secrets', '-A']);
      const values = secrets.flatMap(({ data }) => Object.values((data ?? {}) as Readonly<Record<string, string>>));
      expect(values.length).toBeGreaterThan(10);
      for (const value of values) {
        expect(text).not.toContain(value);
        expect(text).not.toContain(Buffer.from(value, 'base64').toString('utf8'));
      }
    });

    it('is refused with its place when a byte was flipped', async () => {
      const copy = join(project.root, 'copy.json');
      const bytes = readFileSync(file);
      const { payload } = JSON.parse(bytes.toString('utf8'));
      const at = bytes.indexOf(payload) + Math.floor(payload.length / 2);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(copy, bytes);
      const { code, stderr } = await project.run(['verify', '--check', copy, '--key', pem.public]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/is not genuine: (?:payload|the envelope)/);
    });
  });

  describe('with kinds of its own', () => {
    const manifest = (name: string) => readFileSync(join(import.meta.dirname, 'manifests', name), 'utf8');
    beforeAll(async () => {
      await kubectl.text(['apply', '-f', '-'], manifest('custom-kind.yaml'));
      await established(kubectl, 'crd/tills.shop.example');
      await kubectl.text(['apply', '-f', '-'], manifest('custom-object.yaml'));
      await kubectl.text(['apply', '-f', '-'], manifest('api-service.yaml'));
    });
    afterAll(async () => {
      await kubectl.text(['delete', '-f', '-'], manifest('api-service.yaml'));
      await kubectl.text(['delete', '-f', '-'], manifest('custom-kind.yaml'));
    });

    it('judges custom objects, and names an API service that does not answer', async () => {
      const found = await report();
      expect(found.code).toBe(1);
      expect(lines(found)).toEqual(
        expect.arrayContaining([
          `RES-002 cluster ${CONTEXT}: Till default/front /spec/backend`,
          `RES-005 cluster ${CONTEXT}: Till default/front /apiVersion`,
          `LIV-001 cluster ${CONTEXT} `,
        ]),
      );
      expect(found.cluster.unlisted.map(({ what }) => what)).toEqual(['absent.example/v1']);
    });
  });

  describe('of more objects than one answer holds', () => {
    const many = Array.from({ length: 1100 }, (_, index) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `page-${index}`, namespace: 'kube-public' },
    }));
    afterAll(() => kubectl.text(['-n', 'kube-public', 'delete', 'configmap', '--all'], undefined, 300));

    it('is read to the end', async () => {
      await kubectl.text(['create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: many }), 300);
      const { cluster } = await report();
      expect(cluster.others.filter(({ name }) => name.startsWith('page-'))).toHaveLength(1100);
    });
  });

  describe('seen by an account with little right', () => {
    let folder: string;
    let token: string;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'domicile-reader-'));
      const role = await check('--print-role');
      expect(role).toMatchObject({ code: 0, stderr: '' });
      const { rules } = parse(role.stdout) as { readonly rules: readonly { readonly verbs: readonly string[] }[] };
      expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['list', 'get']));
      expect(role.stdout).not.toMatch(/'?\*'?$/m);
      await kubectl.text(['apply', '-f', '-'], role.stdout);
      await kubectl.text(['create', 'namespace', 'auditing']);
      await kubectl.text(['-n', 'auditing', 'create', 'serviceaccount', 'auditor']);
      const bind = ['create', 'clusterrolebinding', 'auditor', '--clusterrole=domicile-live-reader'];
      await kubectl.text([...bind, '--serviceaccount=auditing:auditor']);
      token = (await kubectl.text(['-n', 'auditing', 'create', 'token', 'auditor'])).trim();
    });
    afterAll(async () => {
      await kubectl.text([
        'delete',
        'clusterrolebinding/auditor',
        'clusterrole/domicile-live-reader',
        'namespace/auditing',
      ]);
      rmSync(folder, { recursive: true });
    });

    interface View {
      readonly clusters: readonly [
        { readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string } },
      ];
    }
    const view = async () =>
      JSON.parse(await kubectl.text(['config', 'view', '--raw', '--minify', '-o', 'json'])) as View;

    /** The auditor's own kubeconfig. */
    async function credentials(): Promise<string> {
      const { clusters } = await view();
      const context = { name: CONTEXT, context: { cluster: 'c', user: 'auditor' } };
      const file = join(folder, 'kubeconfig');
      const config = {
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ ...clusters[0], name: 'c' }],
        contexts: [context],
        users: [{ name: 'auditor', user: { token } }],
      };
      writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
      return file;
    }

    it('is read whole with the role that the command prints, and nothing more is allowed', async () => {
      const own = [
        '--kubeconfig',
        await credentials(),
        '--context',
        CONTEXT,
        '--site',
        'sites/reference-hospital.yaml',
      ];
      const { cluster, findings } = await report(...own);
      expect(cluster.unlisted).toEqual([]);
      expect(findings.filter(({ ruleId }) => ruleId === 'LIV-001')).toEqual([]);
      const auditor = kubectlFor(project.root, await credentials(), CONTEXT, signal);
      const may = async (...args: string[]) => (await auditor.attempt(['auth', 'can-i', ...args])).stdout.trim();
      expect(await may('create', 'pods', '-A')).toBe('no');
      expect(await may('get', 'pods', '--subresource=log', '-A')).toBe('no');
      expect(await may('watch', 'secrets', '-A')).toBe('no');
    });

    it("is read whole as the account of the platform's own check", async () => {
      const namespace = 'reference-hospital-compliance';
      const before = token;
      token = (await kubectl.text(['-n', namespace, 'create', 'token', 'compliance-check'])).trim();
      const own = ['--kubeconfig', await credentials(), '--context', CONTEXT];
      const { cluster } = await report(...own, '--site', 'sites/reference-hospital.yaml');
      token = before;
      expect(cluster.unlisted).toEqual([]);
    });

    it('is indeterminate with less, and the kind is named', async () => {
      const role = await check('--print-role', '--secrets', 'none');
      await kubectl.text(['apply', '-f', '-'], role.stdout);
      const own = [
        '--kubeconfig',
        await credentials(),
        '--context',
        CONTEXT,
        '--site',
        'sites/reference-hospital.yaml',
      ];
      const { code, findings } = await report(...own, '--pack', 'eea-residency');
      expect(code).toBe(2);
      expect(findings).toHaveLength(1);
      expect(findings[0]).toMatchObject({ ruleId: 'LIV-001', result: 'indeterminate', found: 'secrets' });
      expect(findings[0]?.because).toContain('secrets is forbidden');
    });

    it('can be read from inside, with the token and the authority that a pod has', async () => {
      const { clusters } = await view();
      const { server, 'certificate-authority-data': ca } = clusters[0].cluster;
      const { hostname, port } = new URL(server);
      writeFileSync(join(folder, 'token'), token);
      writeFileSync(join(folder, 'ca.crt'), Buffer.from(ca, 'base64'));
      const api = inCluster({ KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port }, signal, folder);
      const reading = await readCluster(api, { secrets: false });
      expect(reading.context).toBe('in-cluster');
      expect(reading.objects.length).toBeGreaterThan(300);
      expect(reading.unlisted.map(({ what }) => what)).toEqual(['secrets']);
    });
  });
});

import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { ClusterContext } from '../../../cluster/context.ts';
import { quorumOf, zonesOf } from '../../../cluster/runbooks/machines.ts';
import { placeholdersOf } from '../../../cluster/runbooks/markdown.ts';
import { type Runbook, type Step, scriptOf } from '../../../cluster/runbooks/runbook.ts';
import { runbookFiles, runbooksOf } from '../../../cluster/runbooks/runbooks.ts';
import { quoted } from '../../../cluster/runbooks/shell.ts';
import { SOURCES } from '../../../cluster/runbooks/sources.ts';
import { parseSite } from '../../../constructs/core/site/load.ts';
import { authorities, onPrem } from '../on-prem.ts';

const provision = / {2}provision:[\s\S]*?(?=\n\w)/;
const machines = (disk: string) =>
  [1, 2, 3]
    .map(
      (number) => `      - name: node-${number}
        role: control-plane
        address: 10.40.1.1${number}
        zone: ${'abc'[number - 1]}
        room: building-${number}${disk}`,
    )
    .join('\n');
const shared = (disk: string) => `    api: api.on-prem.example
    networks:
      nodes: 10.40.1.0/24
      pods: 10.42.0.0/16
      services: 10.43.0.0/16
      administrators: [10.40.9.0/24]
    machines:
${machines(disk)}
    authorities: sites/on-prem.authorities.pem
    auditLog:
      collector: https://audit.on-prem.example/kubernetes
      retentionDays: 3650`;
const talos = `  provision:
    distribution: talos
    version: v1.13.2
    kubernetes: v1.36.3
    installer: registry.on-prem.example/siderolabs/installer@sha256:${'0'.repeat(64)}
    diskKeys: { kind: tpm }
    snapshots:
      endpoint: https://s3.on-prem.example
      region: kassel
      bucket: on-prem-etcd
      folder: snapshots
      schedule: 0 */6 * * *
      keep: 28
${shared('\n        installDisk: /dev/nvme0n1')}`;
const existing = (nodeAccess: boolean) => `  provision:
    distribution: existing
    kubernetes: v1.36.3
    operator: Regional Computing Centre
    provides: { auditPolicy: true, podSecurityDefaults: true, encryptionAtRest: true, nodeAccess: ${nodeAccess} }
${shared('')}`;

const sites = {
  rke2: onPrem,
  'rke2 with a worker and backups': onPrem
    .replace(
      '    authorities:',
      '      - { name: node-4, role: worker, address: 10.40.1.14, zone: a, room: attic }\n    authorities:',
    )
    .replace('modules:\n', 'modules:\n  backup:\n    schedule: 0 2 * * *\n'),
  talos: onPrem.replace(provision, talos),
  'existing, with access to its machines': onPrem.replace(provision, existing(true)),
  'existing, run by others': onPrem.replace(provision, existing(false)),
} as const;

function contextOf(text: string): ClusterContext {
  const site = parseSite(text, 'sites/on-prem.yaml');
  const { provision: cluster } = site.cluster;
  if (cluster === undefined || site.nodes === undefined) throw new Error('no cluster');
  return { site, cluster, servers: site.nodes, version: '0.0.0-test', authorities };
}

const stepsOf = ({ steps, verification, wayBack }: Runbook): readonly Step[] => [...steps, ...verification, ...wayBack];
const textsOf = ({ title, note = '', commands = [], expect: seen = '' }: Step) => [title, note, ...commands, seen];

describe.each(Object.entries(sites))('the runbooks of %s', (_, text) => {
  const context = contextOf(text);
  const runbooks = runbooksOf(context);
  const pages = new Map(runbookFiles(context).map((file) => [file.path, file.text]));

  it('are one for each thing that happens to a cluster', () => {
    expect(runbooks.map(({ id }) => id)).toEqual([
      ...['first-install', 'add-or-replace-a-machine', 'upgrade', 'rollback', 'backup', 'restore-to-new-machines'],
      ...[
        'encryption-keys',
        'other-keys',
        'certificates',
        'losing-a-machine',
        'losing-the-site',
        'leaving-the-toolkit',
      ],
    ]);
  });

  it('each say when, what they touch, the steps, how one sees that it went well, and the way back', () => {
    for (const runbook of runbooks) {
      expect(runbook.symptom.length * runbook.blastRadius.length, runbook.id).toBeGreaterThan(0);
      for (const part of ['steps', 'verification', 'wayBack'] as const)
        expect(runbook[part].length, runbook.id).toBeGreaterThan(0);
    }
    expect([...pages.values()].join('')).not.toMatch(/undefined|\[object|NaN/);
  });

  it('are bash that bash can read', () => {
    const script = runbooks
      .flatMap(stepsOf)
      .map((step, number) => `step_${number}() {\n:\n${withoutPlaceholders(scriptOf(step))}\n}`);
    expect(() =>
      execFileSync('bash', ['-n'], { input: script.join('\n'), stdio: ['pipe', 'ignore', 'pipe'] }),
    ).not.toThrow();
  });

  it('name at their top what the site file does not know, and nothing that it knows', () => {
    for (const runbook of runbooks) {
      const unknown = placeholdersOf(stepsOf(runbook).flatMap(textsOf).join('\n'));
      const top = (pages.get(`runbooks/${runbook.id}.md`) ?? '').split('**When.**')[0] ?? '';
      expect(placeholdersOf(top), runbook.id).toEqual(unknown);
      expect(
        unknown.filter((name) => /address|host|bucket of|endpoint/.test(name)),
        runbook.id,
      ).toEqual([]);
    }
  });

  it('link to pages that exist', () => {
    for (const [path, page] of pages) {
      for (const [, target = ''] of page.matchAll(/\]\(([a-z-]+\.md|README\.md)(?:#[a-z-]+)?\)/g)) {
        expect([...pages.keys()], `${path} → ${target}`).toContain(`runbooks/${target}`);
      }
    }
  });

  it('say where each command of a distribution was read', () => {
    for (const runbook of runbooks) {
      for (const step of runbook.steps.filter(({ commands }) =>
        commands?.some((line) => /rke2 |talosctl |etcd(?:ctl|utl) /.test(line)),
      )) {
        expect(step.sources ?? [], `${runbook.id}: ${step.title}`).not.toEqual([]);
      }
    }
  });
});

describe('the runbooks of this site and no other', () => {
  it('restart each server by its own address, in every stage, before the next stage begins', () => {
    const rotation = runbooksOf(contextOf(sites.rke2)).find(({ id }) => id === 'encryption-keys');
    const order = (rotation?.steps ?? []).flatMap(({ commands = [] }) =>
      commands.flatMap((line) => /root@(\S+) 'install .*rotation\/(\w+)\.yaml/.exec(line)?.slice(1).join(' ') ?? []),
    );
    expect(order).toEqual(
      ['add', 'promote', 'remove'].flatMap((stage) =>
        ['10.40.1.11', '10.40.1.12', '10.40.1.13'].map((one) => `${one} ${stage}`),
      ),
    );
  });

  it('write every Secret anew after the last server writes with the new key, and before the first forgets the old one', () => {
    const titles =
      runbooksOf(contextOf(sites.rke2))
        .find(({ id }) => id === 'encryption-keys')
        ?.steps.map(({ title }) => title) ?? [];
    const at = (text: RegExp) => titles.findIndex((title) => text.test(title));
    expect(at(/still reads the old one \(3 of 3/)).toBeLessThan(at(/Write every Secret anew/));
    expect(at(/Write every Secret anew/)).toBeLessThan(at(/forgets the old key \(1 of 3/));
  });

  it('never start a machine before its snapshot is restored', () => {
    const steps = runbooksOf(contextOf(sites.rke2)).find(({ id }) => id === 'restore-to-new-machines')?.steps ?? [];
    const lines = steps.flatMap(({ commands = [] }) => commands);
    const reset = lines.findIndex((line) => line.includes('--cluster-reset-restore-path'));
    const before = lines.slice(0, reset).filter((line) => line.includes('install.sh'));
    expect(before).toEqual(['ssh root@10.40.1.11 ./node-1/install.sh --no-start']);
  });

  it('list the server token and the encryption keys in the escrow, and the key of the backups where there are some', () => {
    const readme = (text: string) =>
      runbookFiles(contextOf(text)).find(({ path }) => path === 'runbooks/README.md')?.text;
    expect(readme(sites.rke2)).toMatch(/\| server token \|[\s\S]*encryption keys of Secrets/);
    expect(readme(sites.rke2)).not.toContain('backup-key');
    expect(readme(sites['rke2 with a worker and backups'])).toContain('Secret `backup-key` in `on-prem-backup`');
  });

  it('say so when nobody backs the databases up', () => {
    const restore = (text: string) => runbookFiles(contextOf(text)).find(({ path }) => path.includes('restore'))?.text;
    expect(restore(sites.rke2)).toContain('the platform keeps no backup of its databases');
    expect(restore(sites['rke2 with a worker and backups'])).toContain(
      '--from=cronjob/fhir-database-restore --namespace=on-prem-clinical',
    );
  });
});

describe('the arithmetic of etcd', () => {
  it.each([
    [1, 1, 0],
    [3, 2, 1],
    [5, 3, 2],
    [7, 4, 3],
  ])('of %i members %i must be up, so %i may be lost', (members, majority, tolerated) => {
    expect(quorumOf(members)).toEqual({ members, majority, tolerated });
  });

  it('says which zone may not be lost', () => {
    const together = contextOf(sites.rke2.replace('zone: c', 'zone: b'));
    expect(zonesOf(together)).toEqual([
      { zone: 'a', members: ['node-1'], survives: true },
      { zone: 'b', members: ['node-2', 'node-3'], survives: false },
    ]);
  });
});

describe('a word of a command line', () => {
  it.each([
    ['/etc/kubernetes/encryption.yaml', '/etc/kubernetes/encryption.yaml'],
    ['two words', "'two words'"],
    ["it's", "'it'\\''s'"],
    ['$HOME', "'$HOME'"],
    ['', "''"],
  ])('%s is written as %s', (word, written) => {
    expect(quoted(word)).toBe(written);
  });
});

describe('a source', () => {
  it('is named by a step', () => {
    const steps = Object.values(sites).flatMap((text) => runbooksOf(contextOf(text)).flatMap(stepsOf));
    const named = new Set(steps.flatMap((step) => step.sources ?? []));
    expect(Object.keys(SOURCES).filter((id) => !(named as ReadonlySet<string>).has(id))).toEqual([]);
  });

  it.each(Object.entries(SOURCES))(
    '%s says what was read, and when; or that it is recalled',
    (_, { address, read, asOf }) => {
      expect(address).toMatch(/^https:\/\//);
      expect(read).toMatch(/ at [0-9a-f]{40}|^recalled$/);
      expect(asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
    },
  );
});

/** `<name>` is for a person to replace: bash would take it for a redirection. */
function withoutPlaceholders(script: string): string {
  return placeholdersOf(script).reduce((text, name) => text.replaceAll(`<${name}>`, 'replaced'), script);
}

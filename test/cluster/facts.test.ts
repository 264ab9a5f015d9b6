import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { compareFacts } from '../../cluster/facts/compare.ts';
import { parseFacts } from '../../cluster/facts/facts.ts';
import { kernelSettings } from '../../cluster/machine/sysctl.ts';
import { parseSite } from '../../constructs/core/site/load.ts';
import { onPrem, onTalos, rendered } from './on-prem.ts';

const now = new Date('2026-11-22T12:00:00Z');
const site = parseSite(onPrem, 'sites/on-prem.yaml');

/** The facts of a machine that is as the site says. */
function factsOf(number: number): string {
  return `schema: domicile/facts/v1
taken: "2026-11-22T11:59:00Z"
hostName: "node-${number}"
addresses: ["10.40.1.1${number}"]
kernel: "6.12.0-55.el10.x86_64"
memoryKibibytes: 16000000
cores: 8
dataFreeKibibytes: 200000000
swap: false
timeSynchronised: true
timeServers: ["time.on-prem.example"]
resolvers: ["10.40.0.53"]
defaultRoute: "eth0"
modules: { overlay: loaded, br_netfilter: loadable, nf_conntrack: loaded, wireguard: loadable }
sysctls:
${Object.entries(kernelSettings)
  .map(([name, value]) => `  ${name}: "${value}"`)
  .join('\n')}
cgroupV2: true
selinux: disabled
firewalld: false
networkManager: false
nmCloudSetup: false
networkManagerKeepsAway: false
clusterRuns: false
listeningPorts: [22]
machineIdSha256: "${String(number).repeat(64)}"
productUuid: "4c4c4544-0000-4000-8000-00000000000${number}"
`;
}

function complaints(...texts: readonly string[]) {
  const { provision } = site.cluster;
  if (provision === undefined) throw new Error('the site of the test provisions a cluster');
  const files = texts.map((text, index) => parseFacts(text, `node-${index + 1}.yaml`));
  return compareFacts(site, provision, files, now);
}
const others = [factsOf(2), factsOf(3)];
const edited = (from: string, to: string) => {
  expect(factsOf(1)).toContain(from);
  return factsOf(1).replace(from, to);
};

describe('facts of machines', () => {
  test('that are as the site says leave nothing to say', () => {
    expect(complaints(factsOf(1), ...others)).toEqual([]);
  });

  test.each([
    ['too little memory', 'memoryKibibytes: 16000000', 'memoryKibibytes: 2000000', 'wrong', '2000000'],
    ['one core', 'cores: 8', 'cores: 1', 'wrong', '1'],
    ['a full disk', 'dataFreeKibibytes: 200000000', 'dataFreeKibibytes: 1000', 'wrong', '1000'],
    ['another address', '10.40.1.11', '10.40.1.99', 'wrong', '10.40.1.99'],
    ['an old kernel', '6.12.0-55', '5.4.0-1', 'wrong', '5.4.0-1.el10.x86_64'],
    ['swap', 'swap: false', 'swap: true', 'wrong', 'true'],
    ['a clock of its own', 'timeSynchronised: true', 'timeSynchronised: false', 'wrong', 'false'],
    ['a public time server', 'time.on-prem.example', 'pool.ntp.org', 'wrong', 'pool.ntp.org'],
    ['no time server', '["time.on-prem.example"]', '[]', 'unknown', 'unknown'],
    ['a public resolver', '10.40.0.53', '8.8.8.8', 'wrong', '8.8.8.8'],
    ['no resolver', '["10.40.0.53"]', '[]', 'wrong', 'none'],
    ['no default route', 'defaultRoute: "eth0"', 'defaultRoute: "none"', 'wrong', 'none'],
    ['a missing module', 'wireguard: loadable', 'wireguard: absent', 'wrong', 'absent'],
    ['another kernel setting', 'kernel.panic: "10"', 'kernel.panic: "0"', 'wrong', '0'],
    ['old control groups', 'cgroupV2: true', 'cgroupV2: false', 'wrong', 'false'],
    ['SELinux that the site does not know of', 'selinux: disabled', 'selinux: enforcing', 'wrong', 'enforcing'],
    ['firewalld', 'firewalld: false', 'firewalld: true', 'wrong', 'true'],
    ['NetworkManager unbridled', 'networkManager: false', 'networkManager: true', 'wrong', 'true'],
    ['a taken port', '[22]', '[22, 6443]', 'wrong', '6443'],
    ['a clock ahead', '11:59:00', '12:06:00', 'wrong', '2026-11-22T12:06:00Z'],
    ['old facts', '2026-11-22T', '2026-11-01T', 'unknown', '2026-11-01T11:59:00Z'],
    ['a fact that nobody saw', 'firewalld: false', 'firewalld: unknown', 'unknown', 'unknown'],
    ['an identifier that nobody saw', `"${'1'.repeat(64)}"`, 'unknown', 'unknown', 'unknown'],
  ])('%s is said, with what was seen, where, and the mend', (_, from, to, result, seen) => {
    const found = complaints(edited(from, to), ...others);
    expect(found).toEqual([expect.objectContaining({ result, seen, about: 'node-1' })]);
    expect(found[0]?.where).toMatch(/^node-1\.yaml:\d+:\d+$/);
    expect(found[0]?.mend).not.toBe('');
  });

  test('a port that the running cluster holds is no complaint', () => {
    const running = edited('clusterRuns: false', 'clusterRuns: true').replace('[22]', '[22, 6443]');
    expect(complaints(running, ...others)).toEqual([]);
  });

  test('a machine without a file is named at its place in the site file', () => {
    expect(complaints(factsOf(1), factsOf(2))).toEqual([
      expect.objectContaining({
        result: 'unknown',
        about: 'node-3',
        where: expect.stringMatching(/^sites\/on-prem\.yaml:\d+:\d+$/),
      }),
    ]);
  });

  test('a machine that the site does not have is refused', () => {
    expect(complaints(factsOf(1), ...others, factsOf(9))).toEqual([
      expect.objectContaining({ result: 'wrong', about: 'node-9', allowed: 'node-1, node-2, node-3' }),
    ]);
  });

  test.each([
    ['host name', 'hostName: "node-2"', 'hostName: "node-1"'],
    ['machine-id', '2'.repeat(64), '1'.repeat(64)],
    ['product_uuid', '00000000000 2'.replace(' ', ''), '000000000001'],
  ])('two machines with one %s are refused', (_, from, to) => {
    expect(factsOf(2)).toContain(from);
    expect(complaints(factsOf(1), factsOf(2).replace(from, to), factsOf(3))).toContainEqual(
      expect.objectContaining({ result: 'wrong', allowed: 'one of its own' }),
    );
  });

  test.each([
    ['a missing fact', 'swap: false\n', ''],
    ['a fact that nobody knows', 'swap: false', 'swap: false\nswop: true'],
    ['a fact of another kind', 'cores: 8', 'cores: many'],
  ])('%s makes a file unreadable', (_, from, to) => {
    expect(() => parseFacts(edited(from, to), 'node-1.yaml')).toThrow(/^node-1\.yaml:\d+:\d+: /);
  });
});

describe('facts.sh', () => {
  test('prints on this machine what the doctor reads, and says nothing else', () => {
    const program = rendered()['facts.sh'] ?? '';
    const before = Math.floor(Date.now() / 1000) * 1000;
    const printed = execFileSync('sh', ['-s'], {
      input: program,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { facts } = parseFacts(printed, 'here.yaml');
    expect(facts.hostName).toBe(execFileSync('uname', ['-n'], { encoding: 'utf8' }).trim());
    expect(facts.memoryKibibytes).toBeGreaterThan(0);
    expect(Date.parse(facts.taken)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(facts.taken)).toBeLessThanOrEqual(Date.now());
  });

  test('is not for machines that have no shell', () => {
    expect(rendered(onTalos)['facts.sh']).toBeUndefined();
  });
});

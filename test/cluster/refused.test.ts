import { describe, expect, test } from 'vitest';
import { authorityProblems } from '../../cluster/authorities.ts';
import { UNKNOWN_INSTALLER_DIGEST } from '../../cluster/talos/installer.ts';
import { parseSite, SiteError } from '../../constructs/core/site/load.ts';
import { edit, placeOf } from '../support/site-text.ts';
import { authorities, onExisting, onPrem, onTalos, rendered } from './on-prem.ts';

function problemsOf(text: string) {
  try {
    parseSite(text, 'site.yaml');
  } catch (error) {
    if (error instanceof SiteError) return error.problems;
    throw error;
  }
  return [];
}

const [third = ''] = / {6}- name: node-3\n(?: {8}.*\n)+/.exec(onPrem) ?? [];
const second = 'address: 10.40.1.12\n';

describe('a cluster that cannot work is refused with its place and the mend', () => {
  /** what, text before, text after, where (a part of the edited text), message, mend */
  const cases: readonly (readonly [string, string, string, string, string, string])[] = [
    ['two members of etcd', third, '', '- name: node-1', 'odd number of members', 'one, three or five'],
    [
      'pods where the machines are',
      '10.42.0.0/16',
      '10.40.0.0/16',
      '10.40.0.0/16\n      services',
      'overlaps networks.nodes',
      'range of its own',
    ],
    [
      'Services inside the pods',
      '10.43.0.0/16',
      '10.42.128.0/17',
      '10.42.128.0/17',
      'overlaps networks.pods',
      'range of its own',
    ],
    [
      'administrators inside the Services',
      '10.40.9.0/24',
      '10.43.9.0/24',
      '10.43.9.0/24',
      'overlaps networks.services',
      'range of its own',
    ],
    ['what is no network', '10.42.0.0/16', '10.42.0.0/99', '10.42.0.0/99', 'no network', 'CIDR notation'],
    [
      'an address elsewhere',
      second,
      'address: 10.40.2.12\n',
      '10.40.2.12',
      'outside networks.nodes',
      'correct the address',
    ],
    [
      'one address twice',
      second,
      'address: 10.40.1.11\n',
      '10.40.1.11\n        zone: b',
      'two machines have one address',
      'correct one',
    ],
    [
      'one name twice',
      'name: node-2',
      'name: node-1',
      'node-1\n        role: control-plane\n        address: 10.40.1.12',
      'two machines have one name',
      'name of its own',
    ],
    [
      'a machine outside the boundary',
      second,
      `${second}        country: NO\n`,
      'NO\n        zone: b',
      'outside the boundary of the site, EU',
      'inside it',
    ],
    [
      'a release that nobody here knows',
      'v1.36.3+rke2r1',
      'v1.29.1+rke2r1',
      'v1.29.1',
      'writes settings for Kubernetes v1.34 to v1.37',
      'name a release',
    ],
    [
      'a machine ahead of the cluster',
      second,
      `${second}        version: v1.37.0\n`,
      'v1.37.0',
      'newer than the cluster',
      'raise the version',
    ],
    [
      'a control plane two releases behind',
      second,
      `${second}        version: v1.34.2\n`,
      'v1.34.2',
      'at most 1 minor release older',
      'by way of v1.35',
    ],
  ];
  test.each(cases)('%s', (_, from, to, place, message, mend) => {
    const text = edit(
      to.includes('country') ? edit(onPrem, 'jurisdictions: EEA', 'jurisdictions: EU') : onPrem,
      from,
      to,
    );
    const [problem] = problemsOf(text);
    expect(problem?.message).toContain(message);
    expect(problem?.mend).toContain(mend);
    expect(`${problem?.position?.line}:${problem?.position?.column}`).toBe(placeOf(text, place));
  });

  test('a production site on one machine', () => {
    const one = edit(onPrem, third, '').replace(/ {6}- name: node-2\n(?: {8}.*\n)+/, '');
    expect(problemsOf(one)).toEqual([]);
    const messages = problemsOf(one.replace('profile: rehearsal', 'profile: production')).map(({ message }) => message);
    expect(messages).toContain('cluster.provision.machines: a production site stands when one machine falls');
  });

  test('machines with nobody to ask the time', () => {
    const without = onPrem.replace(/^nodes:\n(?: {2}.*\n)+/m, '');
    expect(problemsOf(without)[0]?.mend).toBe('add nodes.resolvers and nodes.timeServers');
  });

  test('a worker may lag three releases behind while an upgrade goes on', () => {
    const worker = third.replace('control-plane', 'worker');
    const three = onPrem.replace(
      third,
      `${third}${worker.replace(/node-3/, 'node-4').replace('1.13', '1.14')}        version: v1.34.1\n`,
    );
    expect(problemsOf(three)).toEqual([]);
  });
});

describe('other distributions', () => {
  test('an installer from elsewhere than the mirror', () => {
    const [problem] = problemsOf(
      onTalos.replace('installer: registry.on-prem.example', 'installer: other.on-prem.example'),
    );
    expect(problem?.mend).toBe('use an image below registry.on-prem.example');
  });

  test('an installer whose digest nobody has looked up, before anything is written', () => {
    const unknown = onTalos.replace(/installer@sha256:7+/, `installer@${UNKNOWN_INSTALLER_DIGEST}`);
    expect(() => rendered(unknown)).toThrow(/sites\/on-prem\.yaml:\d+:\d+.*crane digest .*installer:v1\.13\.2/s);
    expect(Object.keys(rendered(onTalos))).not.toEqual([]);
  });

  test('a machine of Talos without a disk', () => {
    const [problem] = problemsOf(onTalos.replace('        installDisk: /dev/sda\n', ''));
    expect(problem?.message).toContain('nobody said where node-1 is installed');
  });

  test('a production site on a cluster whose Secrets nobody encrypts', () => {
    expect(problemsOf(onExisting)).toEqual([]);
    const messages = problemsOf(onExisting.replace('profile: rehearsal', 'profile: production')).map(
      ({ message }) => message,
    );
    expect(messages).toContain(
      'cluster.provision.provides.encryptionAtRest: Secrets lie in etcd, and in its snapshots, in plain text',
    );
    expect(messages.join()).not.toContain('auditPolicy');
  });
});

describe('authorities', () => {
  const site = parseSite(onPrem, 'site.yaml');
  const said = (pem: string, day = '2026-11-22') => authorityProblems(site, pem, day).map(({ message }) => message);

  test.each([
    ['valid ones', authorities, '2026-11-22', []],
    ['none', 'nothing', '2026-11-22', ['the file holds no certificate']],
    [
      'a private key beside them',
      `${authorities}-----BEGIN PRIVATE KEY-----\n`,
      '2026-11-22',
      ['the file holds a private key'],
    ],
    ['broken ones', authorities.replace('MII', 'AAA'), '2026-11-22', ['a certificate of the file cannot be read']],
    ['expired ones', authorities, '2047-01-01', ['the certificate has expired']],
    ['those that end soon', authorities, '2046-10-01', ['the certificate ends in less than 90 days']],
    ['those of the future', authorities, '2020-01-01', ['the certificate is not valid yet']],
  ])('%s', (_, pem, day, messages) => {
    expect(said(pem, day)).toEqual(messages);
  });

  test('are named with the line of the site file', () => {
    const [problem] = authorityProblems(site, '', '2026-11-22');
    expect(`${problem?.position?.line}:${problem?.position?.column}`).toBe(
      placeOf(onPrem, 'sites/on-prem.authorities.pem'),
    );
  });
});

import type { Document } from 'yaml';
import { UNKNOWN_INSTALLER_DIGEST } from '../../cluster/talos/installer.ts';
import { forms } from '../../constructs/core/document/forms.ts';
import type { Answers, Question } from './question.ts';

/** Profiles of a hospital that provisions its cluster itself, or finds one. */
export const distributions = ['rke2', 'talos', 'existing'] as const;

const provisions = ({ profile = '' }: Answers) => (distributions as readonly string[]).includes(profile);
const several = (text: string) => text.split(/[\s,]+/).filter((one) => one !== '');

/** What must be known of machines, besides what every site says. Asked only for the profiles of {@link distributions}. */
export const machineQuestions = {
  machines: {
    text: 'Machines, as NAME ROLE ADDRESS ZONE ROOM with a semicolon between them (roles: control-plane, worker)',
    fallback: () =>
      'node-1 control-plane 10.40.1.11 a room-1; node-2 control-plane 10.40.1.12 b room-2; node-3 control-plane 10.40.1.13 c room-3',
    refusal: (answer) =>
      machinesIn(answer).every(isMachine)
        ? undefined
        : 'for each machine a name, a role, an address, a zone and a room: node-1 control-plane 10.40.1.11 a room-1',
    asked: true,
    applies: provisions,
  },
  'node-network': network('Network of the machines', '10.40.1.0/24'),
  administrators: list('Networks from which people administer', () => '10.40.9.0/24', 'network'),
  resolvers: list('Name servers', () => '10.40.0.53 10.40.2.53', 'address'),
  'time-servers': list('Time servers', ({ domain }) => `time.${domain} time-2.${domain}`, 'hostName'),
  authorities: {
    text: 'File with the certificates of the authorities that machines trust, as PEM',
    fallback: ({ name }) => `sites/${name}.authorities.pem`,
    refusal: form('filePath'),
    asked: true,
    applies: provisions,
  },
  proxy: {
    text: 'Proxy of the machines, or none',
    fallback: () => 'none',
    refusal: (answer) => (answer === 'none' ? undefined : form('proxyUrl')(answer)),
    asked: true,
    applies: provisions,
  },
} as const satisfies Readonly<Record<string, Question>>;

/** Makes `cluster.provision` and `nodes` of a site what the answers say. */
export function setMachines(document: Document, answers: Answers): void {
  const at = ['cluster', 'provision'];
  const set = (path: readonly string[], value: unknown) => document.setIn([...at, ...path], document.createNode(value));
  setDistribution(document, answers, set);
  const disk = answers.profile === 'talos' ? { installDisk: '/dev/sda' } : {};
  set(
    ['machines'],
    machinesIn(answers.machines ?? '').map(([name, role, address, zone, room]) => ({
      name,
      role,
      address,
      zone,
      room,
      ...disk,
    })),
  );
  set(['networks', 'nodes'], answers['node-network']);
  set(['networks', 'administrators'], several(answers.administrators ?? ''));
  set(['authorities'], answers.authorities);
  setSnapshots(document, answers);
  if (answers.proxy !== 'none') set(['proxy'], { url: answers.proxy, except: [`*.${answers.domain}`] });
  document.setIn(['nodes', 'resolvers'], document.createNode(several(answers.resolvers ?? '')));
  document.setIn(['nodes', 'timeServers'], document.createNode(several(answers['time-servers'] ?? '')));
}

/** Snapshots go where backups go; the region of a server of one's own is called after its place. */
function setSnapshots(document: Document, { storage = '', location = '' }: Answers): void {
  const at = ['cluster', 'provision', 'snapshots'];
  if (!document.hasIn(at)) return;
  const place = location.split('/').at(-1) ?? location;
  document.setIn([...at, 'endpoint'], several(storage)[1]);
  document.setIn([...at, 'region'], place.toLowerCase().replace(/[^a-z0-9]+/g, '-'));
}

/** What the template says of RKE2 gives way to what the other distributions need. */
function setDistribution(
  document: Document,
  { profile, registry, organisation }: Answers,
  set: (path: readonly string[], value: unknown) => void,
): void {
  if (profile === 'rke2') return;
  const release = String(document.getIn(['cluster', 'provision', 'version'])).replace(/\+.*/, '');
  const ofRke2 = ['version', 'artifacts', 'networkPlugin', 'firewall', 'selinux', 'encryption'];
  for (const key of ofRke2) document.deleteIn(['cluster', 'provision', key]);
  set(['distribution'], profile);
  set(['kubernetes'], release);
  if (profile === 'talos') {
    set(['version'], 'v1.13.2');
    set(['installer'], `${registry}/siderolabs/installer@${UNKNOWN_INSTALLER_DIGEST}`);
    set(['diskKeys'], { kind: 'tpm' });
    return;
  }
  document.deleteIn(['cluster', 'provision', 'snapshots']);
  set(['operator'], organisation);
  set(['provides'], { auditPolicy: false, podSecurityDefaults: false, encryptionAtRest: false, nodeAccess: false });
}

function machinesIn(answer: string): readonly (readonly string[])[] {
  return answer
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => one.split(/\s+/));
}

function isMachine([name = '', role = '', address = '', zone = '', room = '', ...rest]: readonly string[]): boolean {
  return (
    rest.length === 0 &&
    /^(?:control-plane|worker)$/.test(role) &&
    forms.objectName.pattern.test(name) &&
    forms.address.pattern.test(address) &&
    forms.dnsLabel.pattern.test(zone) &&
    forms.labelValue.pattern.test(room)
  );
}

function network(text: string, fallback: string): Question {
  return { text, fallback: () => fallback, refusal: form('network'), asked: true, applies: provisions };
}

function list(text: string, fallback: Question['fallback'], name: keyof typeof forms): Question {
  const each = form(name);
  const refusal = (answer: string) =>
    several(answer).length === 0
      ? 'at least one'
      : several(answer)
          .map(each)
          .find((one) => one !== undefined);
  return { text: `${text}, with a space between them`, fallback, refusal, asked: true, applies: provisions };
}

function form(name: keyof typeof forms): Question['refusal'] {
  return (answer) => (forms[name].pattern.test(answer) ? undefined : forms[name].allowed);
}

import { type DocumentPath, formatPosition } from '../../constructs/core/document/position.ts';
import type { Site } from '../../constructs/core/site/site.ts';
import type { Complaint } from './complaint.ts';
import { expectationsOf } from './expectations.ts';
import type { FactFile } from './facts.ts';

type Cluster = NonNullable<Site['cluster']['provision']>;

const MINUTE = 60_000;
/** A clock may be off by this; certificates begin five minutes before they are signed. */
const CLOCK_MINUTES = 5;
const OLDEST_DAYS = 7;

/** Everything in which machines are not what `cluster.provision` says, machine by machine. What nobody saw is in it. */
export function compareFacts(
  site: Site,
  cluster: Cluster,
  files: readonly FactFile[],
  now: Date,
): readonly Complaint[] {
  return [
    ...twins(
      files,
      'hostName',
      'hostnamectl set-hostname NAME on one of them; or leave the second file of one machine away',
    ),
    ...twins(
      files,
      'machineIdSha256',
      'on the copy: rm /etc/machine-id && systemd-machine-id-setup, and start it again',
    ),
    ...twins(files, 'productUuid', 'give the copied virtual machine a UUID of its own in its hypervisor'),
    ...files.flatMap((file) => ofMachine(file, site, cluster, now)),
    ...absent(site, cluster, files),
  ];
}

/** Copied machines: two that give the same name for themselves are one to the cluster. */
function twins(
  files: readonly FactFile[],
  key: 'hostName' | 'machineIdSha256' | 'productUuid',
  mend: string,
): readonly Complaint[] {
  const known = files.filter(({ facts }) => facts[key] !== 'unknown');
  return known.flatMap((file, index) => {
    const seen = file.facts[key];
    const first = known.slice(0, index).find(({ facts }) => facts[key].toLowerCase() === seen.toLowerCase());
    if (first === undefined) return [];
    const where = `${place(file, [key])} and ${place(first, [key])}`;
    const message = `${first.facts.hostName} has the same ${key}`;
    return [{ result: 'wrong', about: file.facts.hostName, message, seen, where, allowed: 'one of its own', mend }];
  });
}

function ofMachine(file: FactFile, site: Site, cluster: Cluster, now: Date): readonly Complaint[] {
  const { facts } = file;
  const machine = cluster.machines.find(({ name }) => name === facts.hostName);
  const about = facts.hostName;
  if (machine === undefined) {
    const allowed = cluster.machines.map(({ name }) => name).join(', ');
    const mend = 'hostnamectl set-hostname NAME there, or add it to cluster.provision.machines in the site file';
    const message = 'the site has no machine of this name';
    return [{ result: 'wrong', about, message, seen: about, where: place(file, ['hostName']), allowed, mend }];
  }
  const failed = expectationsOf(facts, machine, cluster, site).filter(({ holds }) => !holds);
  return [
    ...identity(file),
    ...clock(file, now),
    ...failed.map(({ path, seen, message, allowed, mend }): Complaint => {
      const isUnknown = seen === 'unknown';
      return {
        result: isUnknown ? 'unknown' : 'wrong',
        about,
        message: isUnknown ? `nobody could see ${path.join('.')}` : message,
        seen: Array.isArray(seen) ? seen.join(', ') || 'none' : String(seen),
        where: place(file, path),
        allowed,
        mend: isUnknown ? `run facts.sh as root on ${about}, with systemd and iproute2; then: ${mend}` : mend,
      };
    }),
  ];
}

function identity(file: FactFile): readonly Complaint[] {
  const keys = (['machineIdSha256', 'productUuid'] as const).filter((key) => file.facts[key] === 'unknown');
  return keys.map((key) => ({
    result: 'unknown',
    about: file.facts.hostName,
    message: `nobody could see ${key}, by which copied machines are told apart`,
    seen: 'unknown',
    where: place(file, [key]),
    allowed: 'one of its own',
    mend: `run facts.sh as root on ${file.facts.hostName}`,
  }));
}

/** The file was made before it is read, and not long before. */
function clock(file: FactFile, now: Date): readonly Complaint[] {
  const { taken, hostName } = file.facts;
  const age = now.getTime() - Date.parse(taken);
  const common = { about: hostName, seen: taken, where: place(file, ['taken']) };
  if (age < -CLOCK_MINUTES * MINUTE) {
    const allowed = `at most ${CLOCK_MINUTES} minutes after ${now.toISOString()}, the clock here`;
    const message = 'the clock of the machine is ahead';
    return [{ ...common, result: 'wrong', message, allowed, mend: 'let both ask the time servers of the site' }];
  }
  if (age <= OLDEST_DAYS * 24 * 60 * MINUTE) return [];
  const allowed = `${OLDEST_DAYS} days before ${now.toISOString()} at most`;
  return [
    { ...common, result: 'unknown', message: 'the facts are old', allowed, mend: `run facts.sh on ${hostName} again` },
  ];
}

function absent(site: Site, cluster: Cluster, files: readonly FactFile[]): readonly Complaint[] {
  return cluster.machines.flatMap(({ name, address }, index) =>
    files.some(({ facts }) => facts.hostName === name)
      ? []
      : [
          {
            result: 'unknown',
            about: name,
            message: 'no file tells the facts of this machine',
            seen: 'nothing',
            where: formatPosition(site.source.positionOf(['cluster', 'provision', 'machines', index])),
            allowed: 'a file for each machine',
            mend: `ssh root@${address} sh < facts.sh > ${name}.yaml, and name it after --facts`,
          },
        ],
  );
}

function place(file: FactFile, path: DocumentPath): string {
  return formatPosition(file.positionOf(path));
}

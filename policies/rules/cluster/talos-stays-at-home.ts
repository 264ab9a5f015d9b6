import { defineRule } from '../../engine/rule.ts';
import type { Context, Subject, Verdict } from '../../engine/types.ts';
import { TALOS_TYPE } from '../../subjects/machine-files.ts';
import { judgeSetting, type Setting } from '../shared/stated.ts';
import { fieldsOf, listOf } from '../shared/workload.ts';

const discovery: Setting = {
  path: ['cluster', 'discovery', 'enabled'],
  allows: (value) => value === false,
  because: 'members are announced to a service outside the site',
  expected: 'false',
};

const fallback: Setting = {
  path: ['skipFallback'],
  allows: (value) => value === true,
  because: 'an image that the mirror misses is asked for abroad',
  expected: 'true',
};

/** A machine of Talos Linux asks nobody outside, and seals its disks. */
export const talosStaysAtHome = defineRule({
  id: 'CLU-009',
  title: 'Machines of Talos Linux announce themselves to nobody, pull from the mirror alone, and seal their disks.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['c5-2026/CRY-03', 'c5-2026/OPS-34', 'gdpr/art-32-1-a', 'nis2/art-21-2-d'],
  selects: ['TalosConfiguration', 'RegistryMirrorConfig', 'VolumeConfig'],
  whenSilent: 'pass',
  rationale:
    'By default Talos registers members at a discovery service on the internet, asks the registry behind a mirror that does not ' +
    'answer, and writes its disks in plain text. A key that is derived from the machine or stands in the configuration seals nothing.',
  remedy:
    'set cluster.discovery.enabled: false, a RegistryMirrorConfig for "*" with skipFallback: true, and a VolumeConfig with a tpm ' +
    'or kms key for each of STATE and EPHEMERAL',
  *evaluate(subject, context) {
    if (subject.type !== TALOS_TYPE) return;
    if (subject.kind === 'RegistryMirrorConfig') yield judgeSetting(subject.body, fallback);
    else if (subject.kind === 'VolumeConfig') yield judgeKeys(subject);
    else yield* configuration(subject, context);
  },
});

/** Parts may lie in several patches: what no part says is missing, and is said once. */
function* configuration(subject: Subject, context: Context): Iterable<Verdict> {
  const parts = context.ofKind('TalosConfiguration');
  const states = (one: Subject) => fieldsOf(fieldsOf(one.body.cluster).discovery).enabled !== undefined;
  const isFirst = parts[0] === subject;
  if (states(subject) || (isFirst && !parts.some(states))) yield judgeSetting(subject.body, discovery);
  if (!isFirst) return;
  const mirrored = context.ofKind('RegistryMirrorConfig').some(({ body }) => body.name === '*');
  yield missing('RegistryMirrorConfig', '"*"', mirrored, 'a registry that is not listed is asked itself');
  for (const name of ['STATE', 'EPHEMERAL']) {
    const there = context.ofKind('VolumeConfig').some(({ body }) => body.name === name);
    yield missing('VolumeConfig', name, there, 'the disk is written in plain text');
  }
}

function missing(kind: string, name: string, there: boolean, because: string): Verdict {
  const found = there ? `${kind} ${name}` : `no ${kind} ${name}`;
  const expected = `a document ${kind} named ${name}`;
  return { result: there ? 'pass' : 'fail', path: [], found, because, expected, aspect: `${kind} ${name}` };
}

function judgeKeys({ body }: Subject): Verdict {
  const keys = listOf(fieldsOf(body.encryption).keys).map(fieldsOf);
  const kinds = keys.flatMap((key) => ['tpm', 'kms', 'nodeID', 'static'].filter((kind) => key[kind] !== undefined));
  const sealed = kinds.length > 0 && kinds.every((kind) => kind === 'tpm' || kind === 'kms');
  const because = 'whoever takes the disk can read it';
  const path = ['encryption', 'keys'];
  return {
    result: sealed ? 'pass' : 'fail',
    path,
    found: kinds.join(', ') || '(nothing)',
    because,
    expected: 'tpm or kms',
  };
}

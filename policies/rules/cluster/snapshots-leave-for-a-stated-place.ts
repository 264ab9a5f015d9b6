import { defineRule } from '../../engine/rule.ts';
import { rke2Role, settingsOf } from '../shared/rke2.ts';
import type { Setting } from '../shared/stated.ts';
import { exactly, judgeSetting, someText } from '../shared/stated.ts';

const absent: Setting['allows'] = (value) => value === undefined || value === false;

const settings: readonly Setting[] = [
  {
    path: ['etcd-s3'],
    allows: exactly(true),
    because: 'snapshots stay on the machine that they are for',
    expected: 'true',
  },
  {
    path: ['etcd-s3-endpoint'],
    allows: someText,
    because: 'the default is a company outside the boundary',
    expected: 'the host of a store inside the boundary',
  },
  {
    path: ['etcd-s3-region'],
    allows: someText,
    because: 'the default is us-east-1',
    expected: 'the region of the bucket',
  },
  {
    path: ['etcd-s3-config-secret'],
    allows: absent,
    because: 'a restore has no cluster yet to read the Secret from',
    expected: 'a file in config.yaml.d with the credentials',
  },
  {
    path: ['etcd-s3-skip-ssl-verify'],
    allows: absent,
    because: 'anybody on the way can take the snapshots',
    expected: 'etcd-s3-endpoint-ca',
  },
  {
    path: ['etcd-s3-insecure'],
    allows: absent,
    because: 'snapshots travel in plain text',
    expected: 'nothing, or false',
  },
  {
    path: ['etcd-disable-snapshots'],
    allows: absent,
    because: 'there is nothing to restore',
    expected: 'nothing, or false',
  },
];

/** Snapshots of etcd go to a store that is named with its region. */
export const snapshotsLeaveForAStatedPlace = defineRule({
  id: 'CLU-005',
  title: 'RKE2 sends snapshots of etcd to a store whose endpoint and region are stated.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-44', 'gdpr/art-32', 'grundschutz/APP.4.4.A5'],
  selects: ['Rke2Configuration', 'Rke2Part'],
  whenSilent: 'pass',
  rationale:
    'A snapshot holds every Secret and every object. What is not stated has a default: a company and a region abroad. Whether ' +
    'the stated place is inside is judged like every other place.',
  remedy:
    'state etcd-s3, etcd-s3-endpoint, etcd-s3-endpoint-ca and etcd-s3-region; keep the credentials in a file of their own',
  *evaluate(subject) {
    const { kind, body } = subject;
    if (kind === 'Rke2Configuration' && rke2Role(body) === 'agent') return;
    for (const setting of settingsOf(subject, settings)) yield judgeSetting(body, setting);
  },
});

import { snapshotsLeaveForAStatedPlace } from '../../../../policies/rules/cluster/snapshots-leave-for-a-stated-place.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';
import { agent, part, rke2 } from './rke2.ts';

export const cases: RuleCases = {
  rule: snapshotsLeaveForAStatedPlace,
  compliant: [
    { name: 'a stated store', input: rke2() },
    { name: 'a worker, which has no etcd', input: agent(), silent: true },
    { name: 'a part with the credentials alone', input: part({ 'etcd-s3-access-key': '""' }), silent: true },
  ],
  nonCompliant: [
    { name: 'no region', input: rke2({ 'etcd-s3-region': undefined }), path: 'etcd-s3-region', found: '(nothing)' },
    { name: 'no endpoint', input: rke2({ 'etcd-s3-endpoint': '""' }), path: 'etcd-s3-endpoint', found: '' },
    { name: 'on the machine alone', input: rke2({ 'etcd-s3': 'false' }), path: 'etcd-s3', found: 'false' },
    {
      name: 'settings in a Secret, which no restore can read',
      input: rke2({ 'etcd-s3-config-secret': 'snapshots' }),
      path: 'etcd-s3-config-secret',
      found: 'snapshots',
    },
    {
      name: 'a part that trusts anybody',
      input: part({ 'etcd-s3-skip-ssl-verify': 'true' }),
      path: 'etcd-s3-skip-ssl-verify',
      found: 'true',
    },
    { name: 'in plain text', input: rke2({ 'etcd-s3-insecure': 'true' }), path: 'etcd-s3-insecure', found: 'true' },
    {
      name: 'none at all',
      input: rke2({ 'etcd-disable-snapshots': 'true' }),
      path: 'etcd-disable-snapshots',
      found: 'true',
    },
  ],
  indeterminate: [
    {
      name: 'a region that a template fills in',
      input: rke2({ 'etcd-s3-region': '"${REGION}"' }),
      path: 'etcd-s3-region',
      found: '${REGION}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};

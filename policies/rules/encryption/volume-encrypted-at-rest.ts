import { defineRule } from '../../engine/rule.ts';
import type { Context, Fields, Path, Value, Verdict } from '../../engine/types.ts';
import { databaseStorage, isDatabaseCluster } from '../shared/database-cluster.ts';
import { encrypts } from '../shared/storage-class.ts';
import { openReason, show } from '../shared/value.ts';
import { ENCRYPTED_AT_REST, isVouchedFor } from '../shared/vouched.ts';
import { fieldsOf, listOf } from '../shared/workload.ts';

const expected = `a StorageClass of this input that encrypts, or ${ENCRYPTED_AT_REST}: "true" where the site vouches for its storage`;

/** Data at rest in a persistent volume is encrypted. */
export const volumeEncryptedAtRest = defineRule({
  id: 'ENC-004',
  title: 'Data at rest in a persistent volume is encrypted.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-32-1-a', 'c5-2026/CRY-03', 'iso-27001/A.8.24', 'grundschutz/APP.4.4.A20', 'eu-csf/SOV-3'],
  selects: ['PersistentVolumeClaim', 'StatefulSet', 'Cluster'],
  whenSilent: 'pass',
  rationale:
    'Disks are sold, lost and replaced under warranty. Kubernetes has no field that says encrypted, so either the ' +
    "StorageClass shows it or the claim carries the site's own word, which the report repeats as a claim.",
  remedy: `use a StorageClass that encrypts, or label the claim ${ENCRYPTED_AT_REST}: "true" once the storage below it does`,
  *evaluate(subject, context) {
    if (isDatabaseCluster(subject)) {
      // The claims that the operator makes inherit what the Cluster says of them.
      const vouched = isVouchedFor({ metadata: fieldsOf(subject.body.spec).inheritedMetadata ?? {} });
      for (const { path, value } of databaseStorage(subject)) yield judged(path, value, vouched, context);
    }
    if (subject.kind === 'PersistentVolumeClaim') yield judge([], subject.body, context);
    const templates = fieldsOf(subject.body.spec).volumeClaimTemplates;
    for (const [index, template] of listOf(subject.kind === 'StatefulSet' ? templates : []).entries()) {
      yield judge(['spec', 'volumeClaimTemplates', index], fieldsOf(template), context);
    }
  },
});

function judge(at: Path, claim: Fields, context: Context): Verdict {
  const name = fieldsOf(claim.spec).storageClassName;
  return judged([...at, 'spec', 'storageClassName'], name, isVouchedFor(claim), context);
}

function judged(path: Path, name: Value | undefined, vouched: boolean, context: Context): Verdict {
  const found = show(name);
  if (vouched) return { result: 'pass', path, found, because: "the site's own claim", expected };
  const unknown = openReason(name);
  if (unknown !== undefined) return { result: 'indeterminate', path, found, because: unknown, expected };
  const storageClass = context.ofKind('StorageClass').find((one) => one.name === name);
  if (storageClass === undefined) {
    return { result: 'fail', path, found, because: 'nothing says that this storage is encrypted', expected };
  }
  if (encrypts(storageClass)) return { result: 'pass', path, found, because: 'the StorageClass encrypts', expected };
  return { result: 'fail', path, found, because: `StorageClass ${found} names no encryption`, expected };
}

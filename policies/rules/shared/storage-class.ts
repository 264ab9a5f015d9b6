import type { Subject } from '../../engine/types.ts';
import { fieldsOf } from './workload.ts';

/**
 * Parameters by which CSI drivers switch encryption on: `encrypted` (EBS, Longhorn, Ceph RBD, Hetzner, Scaleway), a key of
 * one's own (GCE PD, Azure Disk). Source: the drivers' own parameter documentation; as of 2026-11-22.
 */
const switches = new Set(['encrypted', 'encryption', 'csi.storage.k8s.io/encrypted']);
const keys = /(^|[-_.])(disk-encryption-kms-key|diskencryptionsetid|kmskeyid|encryptionkmsid|encryption-passphrase)$/;

/** Whether the parameters of a StorageClass show that its volumes are encrypted. */
export function encrypts(storageClass: Subject): boolean {
  return Object.entries(fieldsOf(storageClass.body.parameters)).some(([key, value]) => {
    const name = key.toLowerCase();
    if (switches.has(name)) return String(value).toLowerCase() === 'true';
    return keys.test(name) && typeof value === 'string' && value !== '';
  });
}

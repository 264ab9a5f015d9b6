import { PersistentVolumeClaimV1 } from '@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1/index.js';
import { Construct } from 'constructs';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { DomicileError } from '../core/errors.ts';
import { encryptionClaim } from '../core/labels.ts';
import type { Site } from '../core/site/site.ts';
import { claimVolume, type PodVolume } from '../core/volumes.ts';

/** Props of {@link EncryptedVolumeClaim}. */
export interface EncryptedVolumeClaimProps {
  /** Says the storage class and how it encrypts. */
  readonly storage: Site['storage'];
  readonly namespace: BoundaryNamespace;
  /** Name of the claim. A contract: it names the data. */
  readonly name: string;
  /** Kubernetes quantity: `100Gi`. */
  readonly size: string;
  /** @default 'ReadWriteOnce' */
  readonly accessMode?: 'ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany';
  /** Whether a destroy is refused while the claim exists. @default false */
  readonly protectFromDestroy?: boolean;
}

/** A volume claim in the site's storage class, whose encryption at rest the site has stated. */
export class EncryptedVolumeClaim extends Construct {
  readonly claimName: string;

  constructor(scope: Construct, id: string, props: EncryptedVolumeClaimProps) {
    super(scope, id);
    this.claimName = props.name;
    const encryption = statedEncryption(this, props.storage);
    new PersistentVolumeClaimV1(this, 'claim', {
      metadata: {
        name: props.name,
        namespace: props.namespace.name,
        ...encryptionClaim(encryption),
      },
      spec: {
        accessModes: [props.accessMode ?? 'ReadWriteOnce'],
        storageClassName: props.storage.class,
        volumeMode: 'Filesystem',
        resources: { requests: { storage: props.size } },
      },
      // A class that binds on first use would wait for the pod, and the pod waits for this.
      waitUntilBound: false,
      dependsOn: props.namespace.dependenciesFor(this),
      ...(props.protectFromDestroy === true ? { lifecycle: { preventDestroy: true } } : {}),
    });
  }

  /** The claim as a volume of a pod. */
  asVolume(name: string, readOnly = false): PodVolume {
    return claimVolume(name, this.claimName, readOnly);
  }
}

// The type demands it; a site built in JavaScript, or cast, must be refused all the same.
function statedEncryption(construct: Construct, storage: Partial<Site['storage']>): string {
  if (storage.encryption?.method !== undefined) {
    return storage.encryption.method;
  }
  throw new DomicileError({
    code: 'construct-props',
    message: 'the site does not say how its storage class encrypts at rest',
    seen: `storage.class: ${storage.class}, no storage.encryption`,
    constructPath: construct.node.path,
    allowed: 'storage.encryption with a method (luks, csi, provider) and a keyHolder',
    mend: 'add storage.encryption to the site file',
  });
}

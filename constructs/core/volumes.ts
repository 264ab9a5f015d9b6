import type { DeploymentV1SpecTemplateSpecVolume } from '@cdktf/provider-kubernetes/lib/deployment-v1/index.js';
import { encryptionClaim } from './labels.ts';
import type { Site } from './site/site.ts';

/** A volume of a pod. Built only by the functions below, so that no volume can reach the host or the network. */
export interface PodVolume {
  readonly name: string;
  /** True when no container may write to it. */
  readonly readOnly: boolean;
  /** Undefined for a volume that the controller itself gives to each pod. */
  readonly source: Omit<DeploymentV1SpecTemplateSpecVolume, 'name'> | undefined;
}

/** Where a container sees a volume. */
export interface VolumeMount {
  readonly volume: PodVolume;
  /** Absolute path inside the container. */
  readonly path: string;
  /** @default - the whole volume */
  readonly subPath?: string;
  /** @default - as the volume says */
  readonly readOnly?: boolean;
}

/** An empty directory for what must be written, bounded by `sizeLimit` (a Kubernetes quantity). Gone with the pod. */
export function scratchVolume(name: string, sizeLimit: string, medium: '' | 'Memory' = ''): PodVolume {
  return { name, readOnly: false, source: { emptyDir: { sizeLimit, medium } } };
}

/** The files of a ConfigMap, read-only; `mode` is octal text such as `0555` for scripts. */
export function configVolume(name: string, configMapName: string, mode = '0444'): PodVolume {
  return { name, readOnly: true, source: { configMap: { name: configMapName, defaultMode: mode, optional: false } } };
}

/** The keys of a Secret as files, readable by the pod's group only; with `keys`, only those. */
export function secretVolume(name: string, secretName: string, keys?: readonly string[]): PodVolume {
  const items = keys === undefined ? {} : { items: keys.map((key) => ({ key, path: key })) };
  return { name, readOnly: true, source: { secret: { secretName, defaultMode: '0440', optional: false, ...items } } };
}

/** A volume in the site's encrypted storage class that is made for the pod, and goes with it. */
export function ephemeralVolume(name: string, storage: Site['storage'], size: string): PodVolume {
  const { labels, annotations } = encryptionClaim(storage.encryption.method);
  const spec = {
    accessModes: ['ReadWriteOnce'],
    storageClassName: storage.class,
    volumeMode: 'Filesystem',
    resources: { requests: { storage: size } },
  };
  return {
    name,
    readOnly: false,
    source: { ephemeral: { volumeClaimTemplate: { metadata: { labels, annotations }, spec } } },
  };
}

/** A persistent volume claim of the same namespace. */
export function claimVolume(name: string, claimName: string, readOnly = false): PodVolume {
  return { name, readOnly, source: { persistentVolumeClaim: { claimName, readOnly } } };
}

/** The volume that a StatefulSet claims for each of its pods. */
export function perPodVolume(name: string): PodVolume {
  return { name, readOnly: false, source: undefined };
}

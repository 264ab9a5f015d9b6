import type { DeploymentV1SpecTemplateSpecVolume } from '@cdktf/provider-kubernetes/lib/deployment-v1/index.js';

/** A volume of a pod. Built only by the functions below, so that no volume can reach the host or the network. */
export interface PodVolume {
  readonly name: string;
  /** True when no container may write to it. */
  readonly readOnly: boolean;
  readonly source: Omit<DeploymentV1SpecTemplateSpecVolume, 'name'>;
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

/** The keys of a Secret as files, readable by the pod's group only. */
export function secretVolume(name: string, secretName: string): PodVolume {
  return { name, readOnly: true, source: { secret: { secretName, defaultMode: '0440', optional: false } } };
}

/** A persistent volume claim of the same namespace. */
export function claimVolume(name: string, claimName: string, readOnly = false): PodVolume {
  return { name, readOnly, source: { persistentVolumeClaim: { claimName, readOnly } } };
}

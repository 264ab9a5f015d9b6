/**
 * What kwok plays besides its own nodes and pods: a volume whose claim is gone becomes available again. A real cluster
 * has a provisioner for that. Without this stage the pool of volumes would run dry after a few deploys.
 */
const volumeReleased = {
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'Stage',
  metadata: { name: 'volume-released' },
  spec: {
    resourceRef: { apiGroup: 'v1', kind: 'PersistentVolume' },
    selector: {
      matchExpressions: [
        { key: '.status.phase', operator: 'In', values: ['Released'] },
        { key: '.metadata.labels["domicile.internal/rehearsal"]', operator: 'In', values: ['true'] },
      ],
    },
    next: { patches: [{ root: 'spec', template: 'claimRef: null\n', type: 'merge' }] },
  },
} as const;

/** Every stage that kwok is given. Its built-in stages for nodes and pods stay in force. */
export const fakeRuntimeStages = [volumeReleased] as const;

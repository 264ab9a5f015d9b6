import { builtInKinds, type FieldType, fieldsOfType } from './schema.ts';

/** A field of a Kubernetes object type, found from its Terraform spelling. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
}

/**
 * Where the provider's spelling is not the snake case of Kubernetes' field, or the singular of a list's.
 * `@inline` means that the block's own fields belong to the enclosing object.
 * Found by comparing the provider's schema (2.38.0 and 3.2.1) with Kubernetes' OpenAPI description (1.36.3), as of 2026-11-22.
 */
const EXCEPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AzureDiskVolumeSource: { data_disk_uri: 'diskURI' },
  DaemonSetSpec: { strategy: 'updateStrategy' },
  GlusterfsPersistentVolumeSource: { endpoints_name: 'endpoints' },
  GlusterfsVolumeSource: { endpoints_name: 'endpoints' },
  IngressSpec: { backend: 'defaultBackend' },
  PersistentVolumeSpec: { persistent_volume_source: '@inline' },
  RBDPersistentVolumeSource: { ceph_monitors: 'monitors', rados_user: 'user', rbd_image: 'image', rbd_pool: 'pool' },
  RBDVolumeSource: { ceph_monitors: 'monitors', rados_user: 'user', rbd_image: 'image', rbd_pool: 'pool' },
  Secret: { data: 'stringData', data_wo: 'stringData', binary_data: 'data', binary_data_wo: 'data' },
  StorageClass: { storage_provisioner: 'provisioner' },
};

/** What the provider's resources have that no Kubernetes object has: waiting, state, and Terraform's own arguments. */
const NOT_KUBERNETES = new Set(
  [
    'id timeouts lifecycle depends_on provider count for_each provisioner connection // status field_manager force',
    'wait_for_rollout wait_for_completion wait_for_load_balancer wait_until_bound wait_for_default_service_account',
    'wait_for_service_account_token data_wo_revision binary_data_wo_revision default_secret_name target_state',
    'auto_approve certificate',
  ].flatMap((words) => words.split(' ')),
);

const METADATA_BY_SERVER = new Set(['generation', 'resource_version', 'self_link', 'uid']);

/** Whether an attribute of a `kubernetes_*` resource steers Terraform and is no part of the Kubernetes object. */
export function isTerraformOnly(objectType: string, attribute: string): boolean {
  if (objectType === 'ObjectMeta') return METADATA_BY_SERVER.has(attribute);
  const fields = fieldsOfType(objectType);
  return fields?.metadata === 'ObjectMeta' && fields.apiVersion !== undefined && NOT_KUBERNETES.has(attribute);
}

const indexes = new Map<string, ReadonlyMap<string, Field>>();

/** The Kubernetes field that a Terraform attribute or block of an object type means; undefined when there is none. */
export function fieldFor(objectType: string, attribute: string): Field | undefined {
  const exception = EXCEPTIONS[objectType]?.[attribute];
  if (exception === '@inline') return { name: exception, type: objectType };
  const index = indexOf(objectType);
  if (exception !== undefined) return index.get(exception.toLowerCase());
  const bare = attribute.replaceAll('_', '').toLowerCase();
  return index.get(bare) ?? index.get(`${bare}s`) ?? index.get(`${bare}es`) ?? index.get(bare.replace(/y$/, 'ies'));
}

function indexOf(objectType: string): ReadonlyMap<string, Field> {
  let index = indexes.get(objectType);
  if (index === undefined) {
    const fields = Object.entries(fieldsOfType(objectType) ?? {});
    index = new Map(fields.map(([name, type]) => [name.toLowerCase(), { name, type }]));
    indexes.set(objectType, index);
  }
  return index;
}

/** `kubernetes_network_policy_v1` → `networking.k8s.io/v1`, `NetworkPolicy`; undefined when no built-in kind is meant. */
export function kindOf(resourceType: string): { readonly apiVersion: string; readonly kind: string } | undefined {
  const match = /^kubernetes_(.+?)(?:_(v\d+(?:(?:alpha|beta)\d+)?))?(?:_data)?$/.exec(resourceType);
  if (match === null) return undefined;
  const bare = (match[1] ?? '').replaceAll('_', '').replace(/^default(?=serviceaccount$)/, '');
  const kinds = builtInKinds.filter(([, kind]) => kind.toLowerCase() === bare);
  const version = match[2]?.replace(/(alpha|beta)\d+$/, '');
  const chosen = kinds.find(([apiVersion]) => apiVersion.split('/').at(-1) === version) ?? kinds[0];
  return chosen && { apiVersion: chosen[0], kind: chosen[1] };
}

/** `read_only` → `readOnly`: the spelling of a field that the schema does not know. */
export function camelCase(attribute: string): string {
  return attribute.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

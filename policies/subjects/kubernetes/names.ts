import { builtInKinds, type FieldType, fieldsOfType, typeOfKind } from './schema.ts';

/** A field of a Kubernetes object type, found from its Terraform spelling. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
}

const INLINE = '@inline';

/**
 * Where the provider's spelling is not the snake case of Kubernetes' field, or the singular of a list's.
 * `INLINE` means that the block's own fields belong to the enclosing object.
 * Found by comparing the provider's schema (2.38.0 and 3.2.1) with Kubernetes' OpenAPI description (1.36.3), as of 2026-11-22.
 */
const EXCEPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AzureDiskVolumeSource: { data_disk_uri: 'diskURI' },
  DaemonSetSpec: { strategy: 'updateStrategy' },
  GlusterfsPersistentVolumeSource: { endpoints_name: 'endpoints' },
  GlusterfsVolumeSource: { endpoints_name: 'endpoints' },
  IngressSpec: { backend: 'defaultBackend' },
  PersistentVolumeSpec: { persistent_volume_source: INLINE },
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
function isTerraformOnly(objectType: string, attribute: string): boolean {
  if (objectType === 'ObjectMeta') return METADATA_BY_SERVER.has(attribute);
  // The provider keeps an argument of the first version in the second one, and does not send it.
  if (objectType === 'autoscaling.v2.HorizontalPodAutoscalerSpec')
    return attribute === 'target_cpu_utilization_percentage';
  const fields = fieldsOfType(objectType);
  return fields?.metadata === 'ObjectMeta' && fields.apiVersion !== undefined && NOT_KUBERNETES.has(attribute);
}

/** What an attribute of an object type becomes. */
export type Attribute = Field | 'terraform-only' | 'inline';

const attributes = new Map<string, (attribute: string) => Attribute>();

/** What a Terraform attribute or block of an object type becomes; one that Kubernetes does not know keeps its name in camel case. */
export function attributeOf(objectType: string, attribute: string): Attribute {
  return attributesOf(objectType)(attribute);
}

/** The same for many attributes of one object type. */
export function attributesOf(objectType: string): (attribute: string) => Attribute {
  let lookup = attributes.get(objectType);
  if (lookup === undefined) {
    lookup = lookupOf(objectType);
    attributes.set(objectType, lookup);
  }
  return lookup;
}

function lookupOf(objectType: string): (attribute: string) => Attribute {
  const known = new Map<string, Attribute>();
  return (attribute) => {
    let found = known.get(attribute);
    if (found === undefined) {
      found = findAttribute(objectType, attribute);
      known.set(attribute, found);
    }
    return found;
  };
}

function findAttribute(objectType: string, attribute: string): Attribute {
  if (isTerraformOnly(objectType, attribute)) return 'terraform-only';
  const exceptions = EXCEPTIONS[objectType];
  const exception =
    exceptions !== undefined && Object.hasOwn(exceptions, attribute) ? exceptions[attribute] : undefined;
  if (exception === INLINE) return 'inline';
  const fields = Object.entries(fieldsOfType(objectType) ?? {});
  const bare = attribute.replaceAll('_', '').toLowerCase();
  const spellings =
    exception === undefined ? [bare, `${bare}s`, `${bare}es`, bare.replace(/y$/, 'ies')] : [exception.toLowerCase()];
  for (const spelling of spellings) {
    const field = fields.find(([name]) => name.toLowerCase() === spelling);
    if (field !== undefined) return { name: field[0], type: field[1] };
  }
  return { name: camelCase(attribute), type: 'any' };
}

/** A built-in kind and its object type. */
export interface BuiltInKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly type: string;
}

const kinds = new Map<string, BuiltInKind | undefined>();

/** `kubernetes_network_policy_v1` → `networking.k8s.io/v1`, `NetworkPolicy`; undefined when no built-in kind is meant. */
export function kindOf(resourceType: string): BuiltInKind | undefined {
  if (!kinds.has(resourceType)) kinds.set(resourceType, findKind(resourceType));
  return kinds.get(resourceType);
}

function findKind(resourceType: string): BuiltInKind | undefined {
  const match = /^kubernetes_(.+?)(?:_(v\d+(?:(?:alpha|beta)\d+)?))?(?:_data)?$/.exec(resourceType);
  if (match === null) return undefined;
  const bare = (match[1] ?? '').replaceAll('_', '').replace(/^default(?=serviceaccount$)/, '');
  const named = builtInKinds.filter(([, kind]) => kind.toLowerCase() === bare);
  const version = match[2]?.replace(/(alpha|beta)\d+$/, '');
  const [apiVersion, kind] = named.find(([group]) => group.split('/').at(-1) === version) ?? named[0] ?? [];
  const type = apiVersion === undefined || kind === undefined ? undefined : typeOfKind(apiVersion, kind);
  return apiVersion === undefined || kind === undefined || type === undefined ? undefined : { apiVersion, kind, type };
}

/** `read_only` → `readOnly`: the spelling of a field that the schema does not know. */
function camelCase(attribute: string): string {
  return attribute.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

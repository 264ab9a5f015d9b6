import type { TextContext } from '../../places/types.ts';
import { type FieldType, fieldsOfType } from '../kubernetes/schema.ts';

/**
 * What a string field of a known object holds. `free` is text that anybody may put anything into; the others say what
 * kind of place to expect; `inert` roles can name no place whatever they hold.
 */
export type Role = NonNullable<TextContext['role']>;

/** Fields of Kubernetes' own objects that may name a place, by field or by `Type.field`. */
const JUDGED: Readonly<Record<string, Role>> = {
  annotations: 'free',
  args: 'free',
  binaryData: 'free',
  cidr: 'cidr',
  cidrs: 'cidr',
  clusterIP: 'host',
  clusterIPs: 'host',
  command: 'free',
  default: 'free',
  deprecatedTopology: 'free',
  diskURI: 'free',
  externalID: 'free',
  externalIPs: 'host',
  externalName: 'host',
  gmsaCredentialSpec: 'free',
  hostIP: 'host',
  hostnames: 'host',
  loadBalancerIP: 'host',
  loadBalancerSourceRanges: 'cidr',
  monitors: 'host',
  mountOptions: 'free',
  nameservers: 'host',
  nodeSelector: 'region',
  options: 'free',
  parameters: 'free',
  podCIDR: 'cidr',
  podCIDRs: 'cidr',
  portals: 'host',
  providerID: 'free',
  reference: 'image',
  registry: 'host',
  repository: 'url',
  searches: 'host',
  signerName: 'free',
  stringData: 'free',
  targetPortal: 'host',
  url: 'url',
  volumeAttributes: 'free',
  volumeHandle: 'free',
  volumeID: 'free',
  'ApplyConfiguration.expression': 'free',
  'ConfigMap.data': 'free',
  'Container.image': 'image',
  'ControllerRevision.data': 'free',
  'Endpoint.addresses': 'host',
  'Endpoint.zone': 'region',
  'EndpointAddress.ip': 'host',
  'EnvVar.value': 'free',
  'EphemeralContainer.image': 'image',
  'HTTPGetAction.host': 'host',
  'HTTPHeader.value': 'free',
  'HostAlias.ip': 'host',
  'IngressRule.host': 'host',
  'IngressTLS.hosts': 'host',
  'JSONPatch.expression': 'free',
  'NFSVolumeSource.server': 'host',
  'NodeSelectorRequirement.values': 'region',
  'OpaqueDeviceConfiguration.parameters': 'free',
  'ScaleIOPersistentVolumeSource.gateway': 'url',
  'ScaleIOVolumeSource.gateway': 'url',
  'Secret.data': 'free',
  'TCPSocketAction.host': 'host',
  'TopologySelectorLabelRequirement.values': 'region',
};

/** Fields that hold names, closed choices, paths, expressions and bookkeeping: no place, whatever they hold. */
const INERT = new Set(
  [
    // Names of objects and parts of objects in the same cluster, and API vocabulary.
    'name namespace namespaces generateName claimName container containerName controller counterSet datasetName datasetUUID',
    'deviceClassName diskName driver driverName attacher provisioner endpoints endpointsNamespace extendedResourceName group',
    'groups handler hostname hostnameOverride ingressClassName initiatorName iqn iscsiInterface keyring loadBalancerClass',
    'managedBy nodeID nodeName nodeNames pdID pdName persistentVolumeName podGroupName policyName pool priorityClassName',
    'protectionDomain resourceClaimName resourceClaimTemplateName resourceName resourceNames runtimeClassName schedulerName',
    'secretName secretNamespace service serviceAccount serviceAccountName serviceName shareName storageClassName storagePolicyID',
    'storagePolicyName storagePool subdomain system targetContainerName tenant user username uid volume volumeName',
    'volumeAttributesClassName volumeNamespace wwids targetWWNs gmsaCredentialSpecName runAsUserName audience image request',
    'apiGroup apiGroups apiVersion apiVersions kind listKind plural singular shortNames categories resource resources role',
    'resourceVersion selfLink finalizers holderIdentity preferredHolder key keyType kubeletConfigKey prefix topologyKey topologyKeys',
    'matchLabelKeys mismatchLabelKeys bindingConditions bindingFailureConditions scopeName hostPath strings id requests',
    // Closed choices.
    'action addressType allocationMode appProtocol cachingMode completionMode concurrencyPolicy conditionType dnsPolicy effect',
    'externalTrafficPolicy failurePolicy format fsGroupChangePolicy fsGroupPolicy fsType imagePullPolicy internalTrafficPolicy',
    'ipFamilies ipFamilyPolicy level matchPolicy medium mountPropagation nodeAffinityPolicy nodeTaintsPolicy operator operations',
    'parameterNotFoundAction patchType pathType persistentVolumeReclaimPolicy podManagementPolicy podReplacementPolicy policyTypes',
    'preemptionPolicy procMount protocol pullPolicy reclaimPolicy recursiveReadOnly reinvocationPolicy restartPolicy scheme scope',
    'scopes seLinuxChangePolicy selectPolicy sessionAffinity sideEffects status stopSignal storageMode strategy',
    'supplementalGroupsPolicy terminationMessagePolicy trafficDistribution type unhealthyPodEvictionPolicy usages',
    'validationActions verbs volumeBindingMode volumeLifecycleModes volumeMode whenDeleted whenScaled whenUnsatisfiable accessModes',
    'admissionReviewVersions conversionReviewVersions add drop revision version versions x-kubernetes-list-type',
    'x-kubernetes-map-type x-kubernetes-list-map-keys required schedule timeZone',
    // Paths inside a container, a volume or an object.
    'certificateChainPath credentialBundlePath devicePath directory fieldPath jsonPath keyPath labelSelectorPath localhostProfile',
    'mountPath nonResourceURLs path secretFile specReplicasPath statusReplicasPath subPath subPathExpr terminationMessagePath',
    'volumePath workingDir $ref $schema pattern',
    // Expressions that select or refuse, and words for people.
    'expression messageExpression valueExpression rule description deprecationWarning message note reason title error component',
    'reportingComponent reportingController reportingInstance capacityKey distinctAttribute matchAttribute string succeededIndexes',
    // Certificates and what is taken away from a range.
    'caBundle dependencies enum except extra userAnnotations labels matchLabels selector example',
    'Secret.type RBDVolumeSource.image RBDPersistentVolumeSource.image EventSource.host',
    'DeviceTaint.value DeviceToleration.value PodDNSConfigOption.value Sysctl.value Taint.value Toleration.value',
    'ExternalDocumentation.url ScopedResourceSelectorRequirement.values LabelSelectorRequirement.values',
    'QuobyteVolumeSource.volume CertificateSigningRequestSpec.request',
  ].flatMap((line) => line.split(' ')),
);

/** The role of a string field. A field that nobody decided about is free text: new fields are judged, not trusted. */
export function roleOf(objectType: string, field: string): Role | 'inert' {
  const own = `${objectType}.${field}`;
  if (INERT.has(own)) return 'inert';
  return JUDGED[own] ?? JUDGED[field] ?? (INERT.has(field) ? 'inert' : 'free');
}

/** Whether somebody decided about a field: the test asks this of every string field of every built-in type. */
export function isDecided(objectType: string, field: string): boolean {
  const own = `${objectType}.${field}`;
  return INERT.has(own) || INERT.has(field) || JUDGED[own] !== undefined || JUDGED[field] !== undefined;
}

/** Types whose values are numbers, times or quantities: no text. */
const NOT_TEXT: ReadonlySet<FieldType> = new Set([
  'integer',
  'number',
  'boolean',
  'quantity',
  'intOrString',
  'time',
  'server',
]);

/** Whether strings of a type can hold text at all. */
export function holdsText(type: FieldType): boolean {
  const scalar = type.replace(/^(\[\]|\{\})+/, '');
  return !NOT_TEXT.has(scalar) && fieldsOfType(scalar) === undefined;
}

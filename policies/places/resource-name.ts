import type { Boundary } from '../engine/types.ts';
import { inert, type Judged, somewhere } from './judged.ts';
import type { Judges } from './reading.ts';
import { placeRegion } from './region.ts';
import { routedModel } from './switch.ts';

/** A name that a provider gives to one resource: its kind, who it is for, and the region that it holds. */
interface ResourceName {
  readonly provider: 'aws' | 'oci' | 'ibm' | 'alibaba' | 'tencent';
  /** The service or the type of the resource. */
  readonly service: string;
  /** Empty when the name holds none. */
  readonly region: string;
}

/** Services and types whose names say who somebody is, not where anything lies. */
const IDENTITIES: Readonly<Record<ResourceName['provider'], ReadonlySet<string>>> = {
  aws: new Set(['iam', 'sts']),
  oci: new Set(['tenancy', 'compartment', 'user', 'group', 'dynamicgroup', 'policy', 'tagnamespace', 'domain']),
  ibm: new Set(['iam', 'iam-identity', 'iam-groups', 'iam-access-management', 'user-management']),
  alibaba: new Set(['ram', 'sts']),
  tencent: new Set(['cam', 'sts']),
};

/** `ocid1.type.realm.region.future.unique` */
const OCID = /^ocid1\.([a-z0-9_-]{1,64})\.oc\d{1,3}\.([a-z0-9-]{0,32})\.[\w.-]{1,200}$/i;

/** `crn:v1:bluemix:public:service:location:…` of IBM Cloud; other `crn:` are Confluent's and name no place. */
const CRN = /^crn:v1:[a-z0-9-]{1,32}:[a-z0-9-]{1,32}:([a-z0-9-]{1,64}):([a-z0-9-]{0,32}):/i;

/** `acs:service:region:account:resource` */
const ALIBABA = /^acs:([a-z0-9-]{1,32}):([a-z0-9-]{0,32}):[^:]{0,32}:/i;

/** `qcs::service:region:account:resource` */
const TENCENT = /^qcs:[^:]{0,32}:([a-z0-9-]{1,32}):([a-z0-9-]{0,32}):[^:]{0,64}:/i;

const SHAPES = [
  ['oci', OCID],
  ['ibm', CRN],
  ['alibaba', ALIBABA],
  ['tencent', TENCENT],
] as const;

/** How every such name begins; most words begin otherwise. */
const BEGINNING = /^(?:arn|ocid1|crn|acs|qcs)[.:]/i;

/** A resource's name in one of the providers' own notations; undefined when the text is none. */
export function judgeResourceName(text: string, { boundary }: Judges): Judged | undefined {
  if (!BEGINNING.test(text)) return undefined;
  if (/^arn:/i.test(text)) return judgeArn(text, boundary);
  for (const [provider, shape] of SHAPES) {
    const [, service = '', region = ''] = shape.exec(text) ?? [];
    if (service !== '') return placed(text, { provider, service: service.toLowerCase(), region }, boundary);
  }
  return undefined;
}

function placed(text: string, { provider, service, region }: ResourceName, boundary: Boundary): Judged {
  if (region === '' && IDENTITIES[provider].has(service))
    return inert(text, `${text} is a name of an identity: data lies behind none`);
  if (region === '') {
    const reason = `${text} names no region: ${service || 'the service'} of ${provider} may be anywhere`;
    return somewhere(text, 'arn', reason);
  }
  const place = placeRegion(region, provider, boundary);
  const reason = `the region in the resource's name: ${place.reason}`;
  return { is: 'place', found: text, place: { ...place, value: text, kind: 'arn', reason } };
}

/** How the regions of each partition begin; those of `aws` begin in many ways. */
const PARTITIONS: Readonly<Record<string, string>> = {
  aws: '',
  'aws-cn': 'cn-',
  'aws-eusc': 'eusc-',
  'aws-iso': 'us-iso-',
  'aws-iso-b': 'us-isob-',
  'aws-iso-e': 'eu-isoe-',
  'aws-iso-f': 'us-isof-',
  'aws-us-gov': 'us-gov-',
};

/** `arn:partition:service:region:account:resource`: the region decides; without one nobody can say where it is. */
export function judgeArn(text: string, boundary: Boundary): Judged {
  const [, partition = '', service = '', region = '', , resource = ''] = text.split(':', 6);
  const beginning = Object.hasOwn(PARTITIONS, partition) ? PARTITIONS[partition] : undefined;
  if (beginning === undefined) return somewhere(text, 'arn', `"${partition}" is no AWS partition`);
  if (region !== '' && !region.startsWith(beginning))
    return somewhere(text, 'arn', `"${region}" is no region of the partition ${partition}`);
  const judged = placed(text, { provider: 'aws', service, region }, boundary);
  const isInside = judged.is === 'place' && judged.place.verdict === 'inside';
  return (service === 'bedrock' && isInside ? profile(resource, boundary) : undefined) ?? judged;
}

/** A cross-region inference profile runs wherever its prefix says; the region in its ARN only takes the calls. */
function profile(resource: string, boundary: Boundary): Judged | undefined {
  const model = /^inference-profile\/(.+)$/.exec(resource)?.[1];
  if (model === undefined) return undefined;
  return routedModel(model, boundary) ?? somewhere(model, 'arn', `nobody lists over which regions ${model} is routed`);
}

/** The address of a Google resource in the API that lists it: `…/compute/v1/projects/p/zones/europe-west3-a/instances/i`. */
const SELF_LINK =
  /^https:\/\/(?:(?:www|compute)\.googleapis\.com\/compute|container\.googleapis\.com)\/(?:v1|beta|alpha|v1beta1)\/projects\/[\w.:-]{1,64}\/(?:zones|regions|locations)\/([a-z0-9-]{1,40})(?:\/[\w./:-]{0,300})?$/;

/** The region of a Google resource that is named by its address; undefined when the URL is none. */
export function judgeSelfLink(url: string, { regions }: Judges): Judged | undefined {
  const region = SELF_LINK.exec(url)?.[1];
  if (region === undefined || !regions.knows(region, 'gcp')) return undefined;
  const place = regions.place(region, 'gcp');
  const reason = `the location in the resource's address: ${place.reason}`;
  return { is: 'place', found: url, place: { ...place, value: url, kind: 'arn', reason } };
}

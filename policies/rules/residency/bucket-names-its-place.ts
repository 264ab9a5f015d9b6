import { defineRule } from '../../engine/rule.ts';
import type { Context, Leaf, Path, Subject, Value, Verdict } from '../../engine/types.ts';
import { isFields, isList } from '../../subjects/fields.ts';
import { isDatabaseCluster } from '../shared/database-cluster.ts';
import { resultOf } from '../shared/placed.ts';
import { configTexts } from '../shared/text.ts';
import { fieldsOf, makesPods } from '../shared/workload.ts';

// Behind `s3://https://` stands no bucket but the endpoint.
const bucket =
  /(?<![\w+.-])(?:s3|s3a|gs|gcs|oss|cos|b2|swift):\/\/(?!https?:\/\/)([^\s/:@"'<>,;]+)(?:@([^\s/"'<>,;]*))?/i;
const none: readonly never[] = [];
const expected = 'an endpoint or a region inside the boundary beside the bucket';

/** A bucket is named together with where it lies. */
export const bucketNamesItsPlace = defineRule({
  id: 'RES-006',
  title: 'A bucket is named together with where it lies.',
  severity: 'high',
  enforcement: 'deny',
  waivable: false,
  controls: ['gdpr/art-44', 'c5-2026/PSS-12', 'ehds/art-87'],
  selects: ['*'],
  whenSilent: 'pass',
  rationale:
    's3://bucket names no host: without an endpoint or a region the program asks its environment, and falls back to ' +
    'us-east-1. Some tools take the region behind an @ in the same word.',
  remedy: 'write the endpoint (endpointURL, s3Url, AWS_ENDPOINT_URL) or the region into the same object',
  evaluate: (subject, context) => {
    const verdicts: Verdict[] = [];
    for (const { path, text } of textsIn(subject)) {
      const [found, , region] = text.includes('://') ? (bucket.exec(text) ?? none) : none;
      if (found !== undefined) verdicts.push(judge(path, found, region, subject, context));
    }
    for (const { path, text } of storesOf(subject)) verdicts.push(judge(path, text, undefined, subject, context));
    return verdicts;
  },
});

function judge(path: Path, found: string, region: string | undefined, subject: Subject, context: Context): Verdict {
  if (region !== undefined) {
    // Other providers' stores are asked in the same way: `s3://backups@nbg1/`.
    const named = context.place(region, 'aws/region');
    const place = named.verdict === 'unknown' ? context.place(region, 'region') : named;
    return { result: resultOf(place), path, found, because: place.reason, expected };
  }
  const around = isDatabaseCluster(subject) ? path.slice(0, -1) : [];
  const beside =
    context.leaves(subject).some((leaf) => isWithin(leaf.path, around) && isInside(leaf)) ||
    (!/^(?:gs|gcs|oss|cos|b2):/i.test(found) && statesEndpoint(subject, around));
  const because = 'nothing in this object says where the bucket lies';
  return { result: beside ? 'pass' : 'indeterminate', path, found, because, expected };
}

/** An endpoint is judged where it stands; one in the cluster is no place, but it settles where the bucket lies. */
function statesEndpoint({ body }: Subject, around: Path): boolean {
  const owner = around.reduce<Value | undefined>(
    (value, step) => (isFields(value) ? value[step] : isList(value) ? value[Number(step)] : undefined),
    body,
  );
  return endpoint.test(JSON.stringify(owner ?? {}));
}

// A database is in many places: where its image comes from says nothing of where its archive goes.
function isWithin(path: Path, around: Path): boolean {
  return around.every((step, index) => path[index] === step);
}

function isInside({ places }: Leaf): boolean {
  return places.some(({ verdict }) => verdict === 'inside');
}

const endpoint = /(?:endpoint|s3_?url)[\w.-]*(?:\\?["'])?\s*(?:[:=]|,\s*\\?"value\\?"\s*:)\s*(?:\\?["'])?[\w[$]/i;

/** Settings of object stores that name a store and a bucket, and neither region nor endpoint: Velero, Thanos, Tempo, Loki. */
function storesOf(subject: Subject): readonly Text[] {
  const { kind, body } = subject;
  if (kind === 'BackupStorageLocation') {
    const name = fieldsOf(fieldsOf(body.spec).objectStorage).bucket;
    return typeof name === 'string' ? [{ path: ['spec', 'objectStorage', 'bucket'], text: name }] : [];
  }
  const files = kind === 'ConfigMap' ? body.data : kind === 'Secret' ? body.stringData : undefined;
  if (files === undefined) return none;
  return Object.entries(fieldsOf(files)).flatMap(([name, text]) => {
    const found = typeof text === 'string' && store.test(text) ? namedBucket.exec(text)?.[1] : undefined;
    return found === undefined ? [] : [{ path: [kind === 'Secret' ? 'stringData' : 'data', name], text: found }];
  });
}

const store =
  /(?:^|[\s{,"'])(?:type|backend|object_store|provider)["']?\s*[:=]\s*["']?(?:gcs|gcp|azure|s3|aws|cos|aliyunoss|oss)\b/i;
const namedBucket = /(?:^|[\s{,"'])(?:bucket|bucket_?names?|container_?name)["']?\s*[:=]\s*["']?([\w.-]+)/i;

interface Text {
  readonly path: Path;
  readonly text: string;
}

/** What programs read in Kubernetes' own kinds, and every string of a custom one, whose fields can be anything. */
function textsIn(subject: Subject): readonly Text[] {
  if (subject.kind === 'ConfigMap' || makesPods(subject.kind)) return configTexts(subject);
  return subject.type.includes('.') && !subject.type.includes('.k8s.io/') ? [...walk(subject.body, [])] : none;
}

function* walk(value: Value, path: Path): Generator<Text> {
  if (typeof value === 'string') yield { path, text: value };
  else if (isList(value)) for (const [index, item] of value.entries()) yield* walk(item, [...path, index]);
  else if (isFields(value)) for (const key of Object.keys(value)) yield* walk(value[key] ?? null, [...path, key]);
}

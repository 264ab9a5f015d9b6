import type { Fields, Path, Value } from '../../engine/types.ts';
import { withItem, withValue } from '../edit.ts';
import { type ForeignRegion, isOutsideByAnyReading } from '../foreign.ts';
import type { Random } from '../random.ts';
import { type AttackClass, type Change, type Mutation, PLACE_RULES, type Target } from '../types.ts';

const common = { aim: 'residency', caughtBy: PLACE_RULES } as const;

/** A region that is outside for everybody who uses the name. */
function foreignRegion(target: Target, random: Random): ForeignRegion {
  for (;;) {
    const region = random.pick(target.foreign.regions);
    if (isOutsideByAnyReading(region.value, target.boundary)) return region;
  }
}

function planted(
  change: Change,
  at: Path,
  what: string,
  { value, because }: ForeignRegion | { value: string; because: string },
): Mutation {
  return { change, at, what, value, because };
}

const REGION_VARIABLES: Readonly<Record<string, readonly string[]>> = {
  aws: ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_S3_REGION'],
  gcp: ['GOOGLE_CLOUD_REGION', 'CLOUDSDK_COMPUTE_REGION'],
  azure: ['AZURE_LOCATION', 'AZURE_REGION'],
  scaleway: ['SCW_DEFAULT_REGION'],
  oci: ['OCI_REGION'],
};

const variable: AttackClass = {
  id: 'region-variable',
  title: 'a region in a variable',
  ...common,
  mutate(target, random) {
    if (target.pods.length === 0) return undefined;
    const pod = random.pick(target.pods);
    const provider = random.pick(Object.keys(REGION_VARIABLES));
    const own = target.foreign.regions.filter((region) => region.provider === provider);
    const region = own.length > 0 && random.chance(0.5) ? random.pick(own) : foreignRegion(target, random);
    const names = region.provider === provider ? REGION_VARIABLES[provider] : undefined;
    const name = random.pick(names ?? ['REGION', 'S3_REGION', 'BACKUP_REGION']);
    const value = random.chance(0.3) ? region.value.toUpperCase() : region.value;
    const added = withItem(pod.subject.body, [...random.pick(pod.containers), 'env'], { name, value });
    const change = { do: 'edit', subject: pod.subject, body: added.body } as const;
    return planted(change, [...added.path, 'value'], `variable ${name}`, { value, because: region.because });
  },
};

const TOPOLOGY = [
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
];

const scheduling: AttackClass = {
  id: 'region-scheduling',
  title: 'a region that pods are sent to',
  ...common,
  mutate(target, random) {
    if (target.pods.length === 0) return undefined;
    const { subject, path } = random.pick(target.pods);
    const region = foreignRegion(target, random);
    const key = random.pick(TOPOLOGY);
    const term = { matchExpressions: [{ key, operator: 'In', values: [region.value] }] };
    const required = [...path, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'];
    const [at, value, inside]: readonly [Path, Value, Path] = random.chance(0.5)
      ? [[...path, 'nodeSelector', key], region.value, []]
      : [[...required, 'nodeSelectorTerms', 0], term, ['matchExpressions', 0, 'values', 0]];
    const body = withValue(subject.body, at, value);
    return planted({ do: 'edit', subject, body }, [...at, ...inside], `scheduling by ${key}`, region);
  },
};

const inFile: AttackClass = {
  id: 'region-file',
  title: 'a region in a file',
  ...common,
  mutate(target, random) {
    if (target.configMaps.length === 0) return undefined;
    const subject = random.pick(target.configMaps);
    const region = foreignRegion(target, random);
    const [file, text] = random.pick<readonly [string, (value: string) => string]>([
      ['backup.yaml', (value) => `storage:\n  s3:\n    bucket: klinik\n    region: ${JSON.stringify(value)}\n`],
      ['backup.json', (value) => JSON.stringify({ s3: { bucket: 'klinik', region: value } })],
      ['backup.ini', (value) => `[s3]\nbucket = klinik\nregion = ${value}\n`],
      ['application.properties', (value) => `s3.bucket=klinik\ns3.region=${value}\n`],
      ['backup.toml', (value) => `[s3]\nbucket = "klinik"\nregion = ${JSON.stringify(value)}\n`],
    ]);
    const at = ['data', file];
    return planted({ do: 'edit', subject, body: withValue(subject.body, at, text(region.value)) }, at, file, region);
  },
};

const switches: AttackClass = {
  id: 'switches',
  title: 'a switch that is no address: the site of a service, a model by its name',
  ...common,
  mutate(target, random) {
    if (target.pods.length === 0) return undefined;
    const pod = random.pick(target.pods);
    const isModel = random.chance(0.3) && target.foreign.models.length > 0;
    const model = isModel
      ? { ...random.pick(target.foreign.models), key: random.pick(['MODEL', 'LLM_MODEL', 'MODEL_ID']) }
      : undefined;
    const { key, value, because } = model ?? random.pick(target.foreign.switches);
    const item: Fields = { name: key.toUpperCase(), value };
    const added = withItem(pod.subject.body, [...random.pick(pod.containers), 'env'], item);
    const change = { do: 'edit', subject: pod.subject, body: added.body } as const;
    return planted(change, [...added.path, 'value'], `variable ${key.toUpperCase()}`, { value, because });
  },
};

/** Attacks by the name of a region, or by a word that stands for one. */
export const regionClasses: readonly AttackClass[] = [variable, scheduling, inFile, switches];

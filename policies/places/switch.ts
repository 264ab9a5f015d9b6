import {
  SWITCHES,
  type Switch,
  TELLING_MODELS,
  TELLING_VALUES,
  type TellingValue,
} from '../../catalog/hosts/switches.ts';
import type { Boundary } from '../engine/types.ts';
import { inert, type Judged, placeOf, somewhere } from './judged.ts';
import type { KeyMeaning } from './key.ts';
import type { Judges } from './reading.ts';

/** `kis:dXMt…`: Elastic Cloud writes the host of a deployment in base64 behind its name. */
const CLOUD_ID = /^[^:\s]{0,80}:([A-Za-z0-9+/]{8,120}={0,2})$/;

function hostOfCloudId(text: string): string | undefined {
  const written = CLOUD_ID.exec(text)?.[1];
  const host = written === undefined ? '' : Buffer.from(written, 'base64').toString('latin1').split('$', 1)[0];
  return /^[\w-]+(?:\.[\w-]+)+(?::\d{1,5})?$/.test(host ?? '') ? host?.replace(/:\d+$/, '') : undefined;
}

/** No value of a switch is longer. */
const LONGEST = 160;

const byKey: ReadonlyMap<string, Switch> = new Map(
  SWITCHES.flatMap((each) => each.keys.map((key) => [key, each] as const)),
);

/** Settings that hold an account, which is the first part of a host: `xy12345.us-east-1`. */
const ACCOUNTS: ReadonlyMap<string, string> = new Map(
  ['snowflake_account', 'snowflake_account_identifier', 'snowsql_account'].map((key) => [
    key,
    'snowflakecomputing.com',
  ]),
);

const whole = new Map(TELLING_VALUES.filter(({ match }) => !match.endsWith('*')).map((each) => [each.match, each]));
const beginnings = TELLING_VALUES.filter(({ match }) => match.endsWith('*'));

/** First labels of the values that tell by their beginning: most texts have none, and need no comparison. */
const openings = new Set(beginnings.map(({ match }) => match.slice(0, match.indexOf('.'))));
const LONGEST_OPENING = 8;

function mayTell(value: string): boolean {
  const dot = value.indexOf('.');
  return dot > 0 && dot <= LONGEST_OPENING && openings.has(value.slice(0, dot));
}

/** A model's own name on a hub: `organisation/model`, where no folder is meant. */
const HUB_MODEL = /^(?!models?\/|data\/|mnt\/|opt\/|srv\/|workspace\/|local\/)[A-Za-z0-9][\w-]*\/[A-Za-z0-9][\w.-]*$/;

/**
 * True when a text is a place whatever it stands under, although it looks like a name: `GlobalStandard`, `ovh-us`,
 * `us.anthropic.claude-…`.
 */
export function tellsPlace(text: string): boolean {
  if (text.length > LONGEST) return false;
  const value = text.toLowerCase();
  return whole.has(value) || (mayTell(value) && beginning(value, beginnings) !== undefined);
}

/** A setting that decides a place without being a URL; undefined when the text is none. */
export function judgeSwitch(text: string, key: KeyMeaning, judges: Judges): Judged | undefined {
  if (text.length > LONGEST || text === '') return undefined;
  const domain = ACCOUNTS.get(key.words);
  if (domain !== undefined && /^[\w.-]+$/.test(text))
    return { ...judges.hosts.judge(`${text}.${domain}`), found: text };
  const deployment = /(?:^|_)cloud_id$/.test(key.words) ? hostOfCloudId(text) : undefined;
  if (deployment !== undefined) return judges.hosts.judge(deployment);
  const setting = byKey.get(key.words);
  if (setting !== undefined) return switched(text, setting, judges);
  const value = text.toLowerCase();
  const telling =
    whole.get(value) ??
    (mayTell(value) ? beginning(value, beginnings) : undefined) ??
    (key.model ? beginning(value, TELLING_MODELS) : undefined);
  if (telling !== undefined) return told(text, telling, judges.boundary);
  if (!key.model || !HUB_MODEL.test(text)) return undefined;
  return somewhere(
    text,
    'location',
    `${text} names a model on a hub: unless it is mirrored, it comes from huggingface.co in the US`,
  );
}

/** Where a model runs whose identifier begins with the set of regions that it is routed over: `global.anthropic.…`. */
export function routedModel(model: string, boundary: Boundary): Judged | undefined {
  const value = model.toLowerCase();
  const telling = mayTell(value) ? beginning(value, beginnings) : undefined;
  return telling === undefined ? undefined : told(model, telling, boundary);
}

function beginning(value: string, among: readonly TellingValue[]): TellingValue | undefined {
  return among.find(({ match }) => match.length <= value.length + 1 && value.startsWith(match.slice(0, -1)));
}

function switched(text: string, setting: Switch, { boundary }: Judges): Judged | undefined {
  const value = text.trim().toLowerCase();
  const country = Object.hasOwn(setting.values, value) ? setting.values[value] : undefined;
  const { operator, parent, source, asOf, recalled } = setting;
  if (country === '') return inert(text, `${text} is the whole of ${operator}: regions are chosen elsewhere`);
  if (country === undefined) {
    if (/[.:/${]/.test(text)) return undefined;
    return somewhere(text, 'location', `"${text}" is no location of ${operator} that the catalogue lists`);
  }
  const reason = `${operator} ${value} is in ${country}`;
  const facts = { kind: 'location', country, operator, parent, source, asOf, recalled, reason } as const;
  return { is: 'place', found: text, place: placeOf(text, facts, boundary) };
}

function told(text: string, telling: TellingValue, boundary: Boundary): Judged {
  const { country, among, operator, parent, why, source, asOf, recalled } = telling;
  const facts = { kind: 'location', country, among, operator, parent, source, asOf, recalled, reason: why } as const;
  return { is: 'place', found: text, place: placeOf(text, facts, boundary) };
}

import type { Value } from '../../engine/types.ts';
import { keyMeaning } from '../../places/key.ts';
import { isFields, isList } from '../fields.ts';

/** Endings of keys whose value sends work elsewhere, or says where it is done. */
const ADDRESS =
  /^(.*?)(?:url|uri|endpoint|host|hostname|server|address|addr|(?<![a-z])base|(?<=api)base|region|location|site|domain|webhook|broker|dsn|realm)$/;
/** What addresses of whatever service are called besides: `api_base_url`, `config.endpoint`, `smtp_host`. */
const NEUTRAL = new Set(
  `api base service server endpoint url uri host http https grpc ingest ingestion intake custom private own internal default remote
   target agent client config configuration opt option setting param parameter spec connection conn data center smtp v1 v2 aws name extra
   kwarg arg json metric trace log export exporter collector sdk s3 init`
    .trim()
    .split(/\s+/),
);
/** What an application is called by itself: `APP_URL` is where it is found, and not where it sends its mail. */
const ITSELF = new Set('app application spring web site portal main node rails django quarkus micronaut'.split(' '));
/** Words that only say that something is chosen. */
const CHOOSING =
  /^(?:provider|driver|exporter|backend|transport|engine|vendor|type|kind|module|name|id|service|enabled?|tracing)s?$/;
const LISTENS = /^(?:0\.0\.0\.0|::|\[::\]|127\.0\.0\.1|localhost)(?::\d+)?$|^\d+$/;

/** A service that a setting chooses, as far as the names of other settings can be about it. */
export interface Chosen {
  /** Words of the setting and of what it is set to. */
  readonly related: ReadonlySet<string>;
  /** Words one of which an address has to repeat that stands in no block with it: of the service, or what is chosen for. */
  readonly asked: readonly ReadonlySet<string>[];
}

function singular(word: string): string {
  return word.length > 3 ? word.replace(/(?<!s)s$/, '') : word;
}

function wordsOf(key: string): readonly string[] {
  return keyMeaning(key).words.split('_').map(singular);
}

/** The service that `key` chooses, by the words of what it is set to. */
export function chosen(key: string, service: readonly string[]): Chosen {
  const words = wordsOf(key);
  const subject = words.filter((word) => !CHOOSING.test(word) && !ITSELF.has(word));
  const services = new Set(service.map(singular));
  return {
    related: new Set([...words, ...services]),
    asked: [services, new Set(subject.length > 0 ? subject : words.filter((word) => !ITSELF.has(word)))],
  };
}

/** Words before the ending of an address; undefined when the key holds none. */
function beforeAddress(key: string): readonly string[] | undefined {
  const words = wordsOf(key);
  const [, rest] = ADDRESS.exec(words.at(-1) ?? '') ?? [];
  if (rest === undefined) return undefined;
  return rest === '' ? words.slice(0, -1) : [...words.slice(0, -1), rest];
}

/** Whether a key of the same block is the service's own address: `base_url`, `openaiApiBase`; not `callback_url`. */
function isOwnKey(key: string, within: readonly string[], { related }: Chosen): boolean {
  const rest = beforeAddress(key);
  return rest !== undefined && [...within, ...rest].every((word) => NEUTRAL.has(word) || related.has(word));
}

/** Whether a setting of the same section is the service's own address. */
export function isAddressWithin(key: string, service: Chosen): boolean {
  return isOwnKey(key, [], service);
}

/** Whether a setting somewhere in the same list is the service's own address: `LLM_BASE_URL` beside `LLM_PROVIDER`. */
export function isAddressBeside(key: string, service: Chosen): boolean {
  const rest = beforeAddress(key);
  if (rest === undefined || !rest.every((word) => NEUTRAL.has(word) || service.related.has(word))) return false;
  const [services, subject] = service.asked;
  return rest.some((word) => services?.has(word)) || [...(subject ?? [])].every((word) => rest.includes(word));
}

/** No service has its address deeper in its settings. */
const DEEPEST = 4;
/** Nobody writes more settings into one block; what stands behind them speaks for no service. */
export const MOST = 200;

const keysOf = new WeakMap<object, readonly string[]>();

/** Remembered, because every field that chooses a service asks for those of its block. */
function firstKeys(block: object): readonly string[] {
  const known = keysOf.get(block) ?? Object.keys(block).slice(0, MOST);
  keysOf.set(block, known);
  return known;
}

/** Whether a block says itself where the service is that it chooses. */
export function isAddressed(value: Value, service: Chosen, within: readonly string[] = []): boolean {
  if (within.length > DEEPEST * 2) return false;
  if (isList(value)) return value.some((each) => isAddressed(each, service, within));
  if (!isFields(value)) return false;
  for (const key of firstKeys(value)) {
    const inner = value[key];
    if (
      typeof inner === 'string'
        ? isAddress(inner) && isOwnKey(key, within, service)
        : isDeeper(inner, key, within, service)
    )
      return true;
  }
  return false;
}

function isDeeper(inner: Value | undefined, key: string, within: readonly string[], service: Chosen): boolean {
  if (!isFields(inner) && !isList(inner)) return false;
  if (
    isList(inner) &&
    inner.some((each) => typeof each === 'string' && isAddress(each)) &&
    isOwnKey(key, within, service)
  )
    return true;
  return isAddressed(inner, service, [...within, ...wordsOf(key)]);
}

/** Whether a key is called like an address, whosever it is. */
export function isAddressKey(key: string): boolean {
  return beforeAddress(key) !== undefined;
}

/** Whether a text can send work elsewhere: an empty one cannot, nor where a server listens. */
export function isAddress(text: string): boolean {
  return text !== '' && !LISTENS.test(text);
}

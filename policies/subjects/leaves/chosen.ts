import { HOSTED_ALONE, HOSTED_PROGRAMS, HOSTED_WORDS } from '../../../catalog/hosts/hosted-words.ts';
import type { Fields, Value } from '../../engine/types.ts';
import { isFields, isList } from '../fields.ts';
import {
  type Chosen,
  chosen,
  isAddress,
  isAddressBeside,
  isAddressed,
  isAddressKey,
  isAddressWithin,
  MOST,
} from './addressed.ts';

/** Settings whose word chooses who does the work: `provider`, `LLM_PROVIDER`, `log-driver`, `providerType`, `EMAIL_BACKEND`. */
const CHOOSES =
  /(?:^|[._:-]|(?<=[a-z]))(?:provider|driver|exporter|mailer|vectorizer|backend|transport|sender|reporter|notifier|callback|modules)s?(?:[._-]?(?:type|kind|module|name|id))?$/i;
/** The same said by what is chosen: `STORAGE_TYPE`, `mailService`, `WEB_SEARCH_ENGINE`. */
const CHOOSES_PART =
  /(?:storage|store|mail|e-?mail|sms|notification|notify|queue|search|log|llm|model|embeddings?|speech|vision|kms|seal)[._-]?(?:type|provider|driver|backend|engine|service|vendor|kind)$/i;
/** `DIUN_NOTIF_TELEGRAM_TOKEN`: what proves to a service of messages who sends. */
const NOTICE_CREDENTIAL = /(?:^|_)(?:NOTIF\w*|NOTIFY|ALERTS?|ALERTING)_(\w+?)_(?:TOKEN|API_?KEY|KEY|SECRET)$/;
/** Weaker: only a word that is nothing but the service's name counts. */
const MAY_CHOOSE =
  /^(?:type|kind|service|engine|platform|vendor|adapter|channel|handler|storage|seal|(?:.*[._-])?(?:sink|queue|stream)[._-]?(?:type|connection|driver))$/i;
/** The same as a property: `debezium.sink.type`. */
const SINK = /(?:sink|queue|stream)[._-]?(?:type|connection|driver)$/i;
/** Dialects that others speak too: `openai-compatible` says how to ask, and not whom. */
const DIALECT = /compat|like|proxy|schema/i;

function wordsOf(text: string): readonly string[] {
  const parts = text.toLowerCase().split(/[^a-z0-9]+/);
  return [...parts, ...parts.slice(1).map((part, i) => `${parts[i]}${part}`)];
}

function hostOfWord(word: string): string | undefined {
  return HOSTED_WORDS.get(word) ?? HOSTED_ALONE.get(word);
}

type Choice = 'never' | 'by one word' | 'by a word in it';

/** Keys repeat in their thousands, and only few of them choose. */
const choices = new Map<string, Choice>();
const MOST_KEYS = 10_000;

function choiceOf(key: string): Choice {
  const known = choices.get(key);
  if (known !== undefined) return known;
  const choice = MAY_CHOOSE.test(key)
    ? 'by one word'
    : CHOOSES.test(key) || CHOOSES_PART.test(key)
      ? 'by a word in it'
      : 'never';
  if (choices.size < MOST_KEYS) choices.set(key, choice);
  return choice;
}

/** The host of the service that a setting chooses by a word; undefined when it chooses none. */
function chosenHost(key: string, text: string): string | undefined {
  const choice = choiceOf(key);
  if (choice === 'never' || text.length > 120 || DIALECT.test(text)) return undefined;
  if (choice === 'by one word') return hostOfWord(text.toLowerCase().replaceAll(/[-_]/g, ''));
  if (/[\s/@=]|(?<!:):(?!:)/.test(text.replaceAll(', ', ','))) return undefined;
  const word = wordsOf(text).find((each) => HOSTED_WORDS.has(each));
  return word === undefined ? undefined : HOSTED_WORDS.get(word);
}

/** No service has its switch deeper in its settings. */
const DEEPEST = 4;

const isOn = (value: Value, depth = 0): boolean =>
  isFields(value) &&
  depth < DEEPEST &&
  Object.entries(value).some(([key, inner]) =>
    key === 'enabled' ? inner === true || inner === 'true' : isOn(inner, depth + 1),
  );

const isOff = (fields: Fields): boolean => fields.enabled === false || fields.enabled === 'false';

/** What a block holds that is in use: where something is kept, or what proves who asks. */
const IN_USE =
  /^(?:(?:bucket|container|project)(?:_?name|_?id)?|(?:(?:api|app|application|integration|license|routing|access|private|write|server|service|secret)_?)?(?:key|token)(?:_?secret)?(?:_?ref)?|access_?key_?id|\w*credentials?_?id)$/i;
/** Maps whose members are defined by standing there. */
const DEFINING = /^(?:exporters|sinks|outputs|publishers)$/;

function isInUse(parent: string | undefined, block: Value): boolean {
  if (DEFINING.test(parent ?? '') && (block === null || isFields(block))) return true;
  return (
    isFields(block) &&
    Object.entries(block).some(
      ([key, value]) => IN_USE.test(key) && (isFields(value) ? Object.keys(value).length > 0 : (value ?? '') !== ''),
    )
  );
}

/** `backend: s3` beside a block `gcs`: what a chart offers besides is not used. */
function choosesAnother(fields: Fields, word: string): boolean {
  return Object.entries(fields).some(
    ([key, value]) =>
      typeof value === 'string' && value !== '' && choiceOf(key) !== 'never' && !wordsOf(value).includes(word),
  );
}

/** `type: snowflake` with `account: xy12345.us-west-2`: the account is the first part of the host. */
const ACCOUNTS: Readonly<Record<string, string>> = { snowflake: 'snowflakecomputing.com' };

function accountHost({ account, host }: Fields, text: string): string | undefined {
  const domain = Object.hasOwn(ACCOUNTS, text) ? ACCOUNTS[text] : undefined;
  const isNamed = typeof account === 'string' && /^[\w-]+(?:\.[\w-]+)*$/.test(account) && host === undefined;
  return domain === undefined || !isNamed ? undefined : `${account}.${domain}`;
}

/**
 * The services that one field of a block chooses by a word or by a list of them, by a block of its name that is switched
 * on or in use, or by an ACME client without a server, when nothing in the block says its own address. `parent` is what
 * the block stands under, `isDefined` whether the document says elsewhere what a word of a list means.
 */
export function chosenBy(
  fields: Fields,
  key: string,
  value: Value,
  parent?: string,
  isDefined: (name: string) => boolean = () => false,
): readonly string[] {
  if (typeof value === 'string') {
    const account = choiceOf(key) === 'never' ? undefined : accountHost(fields, value.toLowerCase());
    const host = account ?? chosenHost(key, value);
    if (host === undefined || isOff(fields)) return NONE;
    return account === undefined && isAddressed(fields, chosen(key, wordsOf(value))) ? NONE : [host];
  }
  if (isList(value)) return choiceOf(key) === 'never' ? NONE : chosenFromList(key, value, isDefined);
  const host = hostOfBlock(fields, key, value, parent);
  return host === undefined ? NONE : [host];
}

const NONE: readonly string[] = [];

function chosenFromList(key: string, list: readonly Value[], isDefined: (name: string) => boolean): readonly string[] {
  return list.flatMap((item) => {
    const host = typeof item === 'string' ? chosenHost(key, item.split('/', 1)[0] ?? '') : undefined;
    return host === undefined || isDefined(String(item)) ? [] : [host];
  });
}

/** `slackNotifier`, `datadog_exporter`: what does the work is called after the service. */
const WORKER = /(?<=[a-z])[-_]?(?:Notifier|notifier|Exporter|exporter|Reporter|reporter|Sender|sender|Mailer|mailer)$/;

function serviceOf(name: string): string {
  return name.replace(WORKER, '').toLowerCase().replaceAll(/[-_]/g, '');
}

function hostOfBlock(fields: Fields, key: string, value: Value, parent: string | undefined): string | undefined {
  const isAcme = key === 'acme' && isFields(value) && ('email' in value || 'storage' in value);
  if (isAcme)
    return isAddressed(value, chosen('acme_ca_directory_server', [])) ? undefined : 'acme-v02.api.letsencrypt.org';
  const word = serviceOf(key.split('/', 1)[0] ?? '');
  const host = HOSTED_WORDS.get(word);
  if (host === undefined || (isFields(value) && isOff(value))) return undefined;
  const isChosen = isOn(value) || (isInUse(parent, value) && !choosesAnother(fields, word));
  return isChosen && !isAddressed(value, chosen(key, [word])) ? host : undefined;
}

/** What a variable is called that switches a service on which its name says: `LANGSMITH_TRACING=true`. */
const SWITCH = /_(?:ENABLED?|TRACING|TRACING_V2|ON|ACTIVE)$/;

/** The service that an environment variable chooses by a word, when none of the other variables says where it is. */
export function chosenByVariable(name: string, value: string, names: readonly string[]): string | undefined {
  const noticed = HOSTED_WORDS.get((NOTICE_CREDENTIAL.exec(name)?.[1] ?? '').toLowerCase());
  const switched = /^(?:true|1|yes|on)$/i.test(value) ? hostOfSwitch(name) : undefined;
  const host = noticed ?? switched ?? chosenHost(name, value);
  if (host === undefined) return undefined;
  const words = wordsOf(noticed === undefined && switched === undefined ? value : name);
  const service = chosen(name, words);
  const isAws = host.endsWith('.amazonaws.com');
  if (names.length > MOST) return host;
  return names.some((other) => isAddressBeside(other, service) || (isAws && AWS_PLACE.test(other))) ? undefined : host;
}

const AWS_PLACE = /^(?:[A-Z0-9]+_)*AWS_(?:\w+_)?(?:REGION|ENDPOINT|URL)(?:_NAME)?$/;

function hostOfSwitch(name: string): string | undefined {
  const words = SWITCH.test(name) ? wordsOf(name) : [];
  return words.length > 7 ? undefined : words.map((word) => HOSTED_WORDS.get(word)).find(Boolean);
}

/** The service that a program reaches by being started, told by its image. */
export function chosenByImage({ image, args, command, env }: Fields): string | undefined {
  if (typeof image !== 'string') return undefined;
  const program = /([\w.-]+?)(?::[\w.-]+)?(?:@.*)?$/.exec(image.split('/').at(-1) ?? '')?.[1];
  const known = HOSTED_PROGRAMS.get(program ?? '');
  if (known === undefined) return undefined;
  const settings = JSON.stringify([args ?? null, command ?? null, env ?? null]);
  return known.unless.some((setting) => settings.includes(setting)) ? undefined : known.host;
}

/** A setting of a file that is no document. */
interface Setting {
  readonly number: number;
  readonly key?: string | undefined;
  readonly text: string;
}

const SECTION = /^\s*\[+\s*(?:outputs?|sinks?|exporters?|publishers?)\.([\w-]+)/;
/** `seal "awskms" {` of Vault, `otelcol.exporter.datadog "out" {` of Alloy. */
const BLOCK = /^(?:(?:seal|storage|sink|exporter|kms|output)\s+"([\w-]+)"|(?:[\w]+\.)*exporter\.(\w+)\s+"[^"]*")\s*\{/;
/** What begins a part of a file: a section of ini or TOML, a block of HCL or its end. */
const PART = /^\s*\[|^[\w.]+(?:\s+"[^"]*")*\s*\{|^\}/;
const SWITCHED_ON = /^(.*?[._-])?(\w+)((?:[._-]\w+)*)[._-]enabled$/;

/** The same in files of settings: the lines that choose a service which no other line of the file, or of its section, addresses. */
export function chosenInLines(text: string, lines: readonly Setting[]): readonly { number: number; host: string }[] {
  const written = text.split('\n');
  const found = new Map<number, { readonly host: string; readonly service: Chosen }>();
  for (const { number, key = '', text: value } of lines) {
    const line = written[number - 1] ?? '';
    const section = SECTION.exec(line) ?? BLOCK.exec(line);
    const word = (section?.[1] ?? section?.[2] ?? '').toLowerCase();
    const host = HOSTED_WORDS.get(word) ?? hostOfSetting(key, value);
    if (host !== undefined) found.set(number, { host, service: chosen(bare(key), [word, ...wordsOf(bare(value))]) });
  }
  if (found.size === 0) return [];
  const sections = sectionsOf(written);
  const beside = addressesBySection(lines, sections);
  return [...found]
    .filter(([number, { service }], i) => {
      const keys = beside.get(sections[number] ?? 0) ?? [];
      if (i >= MOST || keys.length > MOST) return true;
      const isOwn = (sections[number] ?? 0) > 0 ? isAddressWithin : isAddressBeside;
      return !keys.some((key) => isOwn(key, service));
    })
    .map(([number, { host }]) => ({ number, host }));
}

/** The keys of each section that hold an address. */
function addressesBySection(
  lines: readonly Setting[],
  sections: readonly number[],
): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, string[]>();
  for (const { number, key = '', text } of lines) {
    if (!isAddress(bare(text)) || !isAddressKey(bare(key))) continue;
    const section = sections[number] ?? 0;
    const keys = found.get(section) ?? [];
    keys.push(bare(key));
    found.set(section, keys);
  }
  return found;
}

function bare(text: string): string {
  return text.replaceAll(/^["']|["'],?$/g, '');
}

function hostOfSetting(key: string, value: string): string | undefined {
  const name = bare(key);
  const host = choiceOf(name) === 'by a word in it' || SINK.test(name) ? chosenHost(name, bare(value)) : undefined;
  if (host !== undefined) return host;
  const [, , first = '', rest = ''] = (bare(value) === 'true' && SWITCHED_ON.exec(name)) || [];
  return [first, ...rest.split(/[._-]/)].map((word) => HOSTED_WORDS.get(word.toLowerCase())).find(Boolean);
}

/** The section that each line stands in, by the number of its head; in a file without sections every line is in one. */
function sectionsOf(lines: readonly string[]): readonly number[] {
  const sections = [0];
  for (const [i, line] of lines.entries())
    sections.push(PART.test(line) ? (line.startsWith('}') ? 0 : i + 1) : (sections[i] ?? 0));
  return sections;
}

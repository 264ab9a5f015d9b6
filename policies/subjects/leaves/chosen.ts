import { HOSTED_PROGRAMS, HOSTED_WORDS } from '../../../catalog/hosts/hosted-words.ts';
import type { Fields, Value } from '../../engine/types.ts';
import { isFields, isList } from '../fields.ts';

/** Settings whose word chooses who does the work: `provider`, `LLM_PROVIDER`, `log-driver`, `providerType`, `EMAIL_BACKEND`. */
const CHOOSES =
  /(?:^|[._:-]|(?<=[a-z]))(?:provider|driver|exporter|mailer|vectorizer|backend|transport|sender|reporter|notifier|modules)s?(?:[._-]?(?:type|kind|module|name|id))?$/i;
/** The same said by what is chosen: `STORAGE_TYPE`, `mailService`, `WEB_SEARCH_ENGINE`. */
const CHOOSES_PART =
  /(?:storage|store|mail|e-?mail|sms|notification|notify|queue|search|log|llm|model|embeddings?|speech|vision|kms|seal)[._-]?(?:type|provider|driver|backend|engine|service|vendor|kind)$/i;
/** `DIUN_NOTIF_TELEGRAM_TOKEN`: what proves to a service of messages who sends. */
const NOTICE_CREDENTIAL = /(?:^|_)(?:NOTIF\w*|NOTIFY|ALERTS?|ALERTING)_(\w+?)_(?:TOKEN|API_?KEY|KEY|SECRET)$/;
/** Weaker: only a word that is nothing but the service's name counts. */
const MAY_CHOOSE = /^(?:type|kind|service|engine|platform|vendor|adapter|channel|handler|storage|seal)$/i;
/** Settings that send the work elsewhere, or say where it is done. */
const ADDRESS =
  /(?:url|uri|endpoint|host|hosts|server|address|addr|base|region|location|site|domain|webhook|broker|brokers|dsn)s?$/i;
const LISTENS = /^(?:0\.0\.0\.0|::|\[::\]|127\.0\.0\.1|localhost)(?::\d+)?$|^\d+$/;

/** Dialects that others speak too: `openai-compatible` says how to ask, and not whom. */
const DIALECT = /compat|like|proxy|schema/i;

function wordsOf(text: string): readonly string[] {
  const parts = text.toLowerCase().split(/[^a-z0-9]+/);
  return [...parts, ...parts.slice(1).map((part, i) => `${parts[i]}${part}`)];
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
  if (choice === 'by one word') return HOSTED_WORDS.get(text.toLowerCase().replaceAll(/[-_]/g, ''));
  if (/[\s/@=]|(?<!:):(?!:)/.test(text.replaceAll(', ', ','))) return undefined;
  const word = wordsOf(text).find((each) => HOSTED_WORDS.has(each));
  return word === undefined ? undefined : HOSTED_WORDS.get(word);
}

function isAddress(key: string, value: Value): boolean {
  return ADDRESS.test(key) && typeof value === 'string' && value !== '' && !LISTENS.test(value);
}

/** No service has its address deeper in its settings. */
const DEEPEST = 4;

function isAddressed(value: Value, depth = 0): boolean {
  if (depth > DEEPEST) return false;
  if (isList(value)) return value.some((each) => isAddressed(each, depth + 1));
  if (!isFields(value)) return false;
  return Object.entries(value).some(([key, inner]) => isAddress(key, inner) || isAddressed(inner, depth + 1));
}

const isOn = (value: Value, depth = 0): boolean =>
  isFields(value) &&
  depth < DEEPEST &&
  Object.entries(value).some(([key, inner]) =>
    key === 'enabled' ? inner === true || inner === 'true' : isOn(inner, depth + 1),
  );

const isOff = (fields: Fields): boolean => fields.enabled === false || fields.enabled === 'false';

/**
 * The service that one field of a block chooses by a word, or by a block of its name that is switched on, or by an
 * ACME client without a server, when nothing in the block says another address.
 */
export function chosenBy(fields: Fields, key: string, value: Value): string | undefined {
  if (typeof value === 'string') {
    const host = chosenHost(key, value);
    return host === undefined || isOff(fields) || isAddressed(fields) ? undefined : host;
  }
  if (!isFields(value)) return undefined;
  const isAcme = key === 'acme' && ('email' in value || 'storage' in value);
  const host = isAcme ? 'acme-v02.api.letsencrypt.org' : HOSTED_WORDS.get(key.toLowerCase());
  return host === undefined || !(isAcme || isOn(value)) || isAddressed(value) ? undefined : host;
}

/** The service that an environment variable chooses by a word, when none of the other variables says where it is. */
export function chosenByVariable(name: string, value: string, names: readonly string[]): string | undefined {
  const noticed = HOSTED_WORDS.get((NOTICE_CREDENTIAL.exec(name)?.[1] ?? '').toLowerCase());
  const host = noticed ?? chosenHost(name, value);
  if (host === undefined) return undefined;
  const stem = name.split('_', 1)[0] ?? '';
  const words = wordsOf(noticed === undefined ? value : name);
  const isElsewhere = names.some(
    (other) =>
      ADDRESS.test(other) &&
      (other.startsWith(`${stem}_`) || wordsOf(other).some((word) => word === 'aws' || words.includes(word))),
  );
  return isElsewhere ? undefined : host;
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
const SWITCHED_ON = /^(.*?[._-])?(\w+)((?:[._-]\w+)*)[._-]enabled$/;

/** The same in files of settings: the lines that choose a service which no other line of the file, or of its section, addresses. */
export function chosenInLines(text: string, lines: readonly Setting[]): readonly { number: number; host: string }[] {
  const written = text.split('\n');
  const chosen = new Map<number, string>();
  for (const { number, key = '', text: value } of lines) {
    const section = SECTION.exec(written[number - 1] ?? '')?.[1]?.toLowerCase();
    const host = HOSTED_WORDS.get(section ?? '') ?? hostOfSetting(key, value);
    if (host !== undefined) chosen.set(number, host);
  }
  if (chosen.size === 0) return [];
  const sections = sectionsOf(written);
  const addressed = new Set(
    lines.filter(({ key = '', text }) => isAddress(key, text)).map((one) => sections[one.number]),
  );
  return [...chosen].filter(([number]) => !addressed.has(sections[number])).map(([number, host]) => ({ number, host }));
}

function hostOfSetting(key: string, value: string): string | undefined {
  const bare = value.replaceAll(/^["']|["'],?$/g, '');
  const name = key.replaceAll(/^["']|["']$/g, '');
  const chosen = choiceOf(name) === 'by a word in it' ? chosenHost(name, bare) : undefined;
  if (chosen !== undefined) return chosen;
  const [, , first = '', rest = ''] = (bare === 'true' && SWITCHED_ON.exec(name)) || [];
  return [first, ...rest.split(/[._-]/)].map((word) => HOSTED_WORDS.get(word.toLowerCase())).find(Boolean);
}

/** The section that each line stands in, by the number of its head; in a file without sections every line is in one. */
function sectionsOf(lines: readonly string[]): readonly number[] {
  const sections = [0];
  for (const [i, line] of lines.entries()) sections.push(/^\s*\[/.test(line) ? i + 1 : (sections[i] ?? 0));
  return sections;
}

import type { Document } from '../input.ts';
import { readJson } from '../text/json.ts';
import { readYaml } from '../text/yaml.ts';
import { chosenInLines } from './chosen.ts';
import { unescaped, withoutReferences } from './escapes.ts';
import { impliedLines } from './implied.ts';

/** A line of a text that is no JSON or YAML, cut into a key and what it is set to. */
export interface Line {
  readonly number: number;
  readonly key: string | undefined;
  readonly text: string;
}

/** A document inside a string: parsed, or cut into lines. */
export type Embedded = { readonly documents: readonly Document[] } | { readonly lines: readonly Line[] };

/** Larger texts are not parsed as documents but cut into lines: a parser's cost must not depend on what a tenant writes. */
const MAX_PARSED = 512 * 1024;
const YAML_NAME = /\.ya?ml$/i;
const SETTINGS_NAME = /\.(?:properties|toml|ini|conf|cfg|env)$/i;

const DOCKERFILE = /(?:^|[._-])(?:docker|container)file(?:$|[._-])/i;
/** `[fd12::15]:11112` is an address, not a list. */
const IPV6 = /^\[(?=[0-9a-f]*:)[0-9a-f:.%]{2,45}\](?::\d{1,5})?\s*$/i;

/** The images that a Dockerfile builds from, as settings; names of its own stages are none. */
function withImages(text: string): string {
  const stages = new Set([...text.matchAll(/^FROM\s.*\sAS\s+(\S+)\s*$/gim)].map(([, name]) => name?.toLowerCase()));
  return text.replace(/^FROM\s+(?:--\S+\s+)*(\S+).*$|--from=(\S+)/gim, (whole, from?: string, copied?: string) => {
    const image = from ?? copied ?? '';
    const isOwn = stages.has(image.toLowerCase()) || image === 'scratch' || /^\d+$/.test(image);
    return isOwn ? whole : `${copied === undefined ? '' : '\n'}image: ${image}${copied === undefined ? '' : '\n'}`;
  });
}

/** What kind of document a text is; undefined for a plain value. The text alone decides, names only hint. */
export function embeddedIn(text: string, key: string | undefined): Embedded | undefined {
  const start = text.trimStart();
  const isWord = (start.startsWith('{{') && !text.includes('\n')) || IPV6.test(start);
  if (text.includes('\n') && DOCKERFILE.test(key ?? '')) return linesIn(withImages(text));
  if (!isWord && (start.startsWith('{') || start.startsWith('[')))
    return jsonIn(text) ?? (text.includes('\n') ? linesIn(text, key) : undefined);
  if (!text.includes('\n') && !isFile(start, key ?? '')) return undefined;
  return (start.startsWith('<') ? undefined : yamlIn(text)) ?? linesIn(text, key);
}

/** A file of one line is a file too. */
function isFile(text: string, name: string): boolean {
  return /^<\w/.test(text) || YAML_NAME.test(name) || (SETTINGS_NAME.test(name) && SETTING.test(text));
}

function jsonIn(text: string): Embedded | undefined {
  const json = readJson('', Buffer.from(text, 'utf8'));
  return json.problems.length === 0 ? json : yamlIn(text);
}

/** YAML reads nearly any text as one long string, so only a mapping or a list counts. */
function yamlIn(text: string): Embedded | undefined {
  if (text.length > MAX_PARSED) return undefined;
  const { documents, problems } = readYaml('', text);
  const structured = documents.every(({ value }) => typeof value === 'object' && value !== null);
  return problems.length === 0 && documents.length > 0 && structured ? { documents } : undefined;
}

const COMMENT = /^\s*(?:#|;|\/\/(?!\S)|<!--(?:(?!-->).)*-->\s*$)/;
/** A semicolon begins a comment in ini files and ends a statement in programs. */
const SCRIPT_COMMENT = /^\s*(?:#|\/\/(?!\S))/;
const SCRIPT_NAME = /\.(?:[cm]?[jt]s|sh|bash|lua|py|rb|pl|php|groovy|js)$/i;
/** Programs in which a word without quotes is no text; in a shell it is. */
const EXPRESSIONS = /\.(?:[cm]?[jt]sx?|java|groovy|kts?|py|lua|rb|scala|cs|go|alloy|river)$/i;
/** What is set to one text or number, so that its name says what that is. */
const LITERAL = /^(?:[furb]?(["'`])[^"'`]*\1|-?\d[\d._]*|true|false|null|None)[,;)]*$/i;
/** Between its marks stands nothing but base64: whatever else stands there is text, and is read. */
const PEM = /-----BEGIN [A-Z0-9 ]{1,60}-----(?:[A-Za-z0-9+/=\s]|\\[nr])*-----END [A-Z0-9 ]{1,60}-----/g;
const XML_DECLARATION = /^\s*<\?xml\s[^<>?]*\?>/;
const SETTING = /^\s*(?:export\s+|set\s+|ENV\s+|-\s+)?["']?([\w.$@/-]+)["']?\s*(?:[:=]|=>|\+=|\?=)\s*(.*?)\s*;?\s*$/;
const DIRECTIVE = /^\s*([a-z_]\w*)\s+(.*?)\s*;\s*$/;
/** What a reader of XML fetches besides the document. A DOCTYPE with a public identifier is looked up at home. */
const DECLARATION = /<(?:!ENTITY\b|!DOCTYPE\s+[\w:.-]+\s+SYSTEM\b|\?xml-stylesheet\b)[^>]*/;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const TAG = /<([\w:.-]+)((?:[^<>"']|"[^"]*"|'[^']*')*)>?/g;
const ELEMENT = /<([\w:.-]+)[^<>]*>([^<>]+)<\//g;

/**
 * Cut a text into settings. This is no parser of ini, properties, TOML, XML, nginx or shell: it only needs the key that a
 * value stands under, and judges the whole line when there is none.
 */
export function linesIn(text: string, name = ''): { readonly lines: readonly Line[] } {
  const comment = SCRIPT_NAME.test(name) ? SCRIPT_COMMENT : COMMENT;
  const withoutCertificates = text.replace(PEM, (pem) => pem.replace(/[^\n]/g, ''));
  const isPipeline = /^\s*filter\s*\{/m.test(text);
  const isExpression = EXPRESSIONS.test(name);
  const isProcess = PROCESS.test(text);
  const lines = withoutCertificates.split(/\r?\n/);
  const implied = impliedLines(text).map(({ number, host }) => ({ number, key: 'host', text: host }));
  const settings = joined(lines).flatMap(({ line, number }) =>
    line.trim() === '' || comment.test(line)
      ? []
      : cut(line, number, isPipeline, isExpression).map((one) => (isProcess ? inProcess(one) : one)),
  );
  const chosen = chosenInLines(text, settings).map(({ number, host }) => ({ number, key: 'host', text: host }));
  return { lines: [...implied, ...chosen, ...settings] };
}

/** A process in BPMN 2.0: an engine fills in its expressions from variables of the process. */
const PROCESS = /xmlns(?::\w+)?="http:\/\/www\.omg\.org\/spec\/BPMN\/20100524\/MODEL"/;

/** What a person finds in a form, and what a step hands on: neither is dialled. An input of a connector may be. */
function inProcess(line: Line): Line {
  const key = line.key?.replace(/^.*:/, '');
  return key === 'defaultValue' || key === 'outputParameter' ? { ...line, key: 'process_variable_content' } : line;
}

/** A backslash at the end of a line continues it. */
function joined(lines: readonly string[]): readonly { line: string; number: number }[] {
  const whole: { line: string; number: number }[] = [];
  let open: { line: string; number: number } | undefined;
  for (const [i, line] of lines.entries()) {
    const current: { line: string; number: number } = open ?? { line: '', number: i + 1 };
    current.line += line.endsWith('\\') ? line.slice(0, -1) : line;
    open = line.endsWith('\\') ? current : undefined;
    if (open === undefined) whole.push(current);
  }
  return open === undefined ? whole : [...whole, open];
}

/** `'region' => 'default', 'host' => 'db'`: PHP and Ruby put several settings into one line. */
const PAIR =
  /['":]?([\w.-]{1,120})['"]?\s{0,40}=>\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\[[^\][]{0,1000}\]|[^,()[\]]*))/g;

function pairsOf(line: string, number: number): readonly Line[] {
  const pairs = [...line.matchAll(PAIR)].map(([, key, single, double, bare = '']) => ({
    number,
    key,
    text: unescaped(single ?? double ?? bare.trim()),
  }));
  const rest = line.replace(PAIR, ' ').trim();
  return /[a-z0-9]/i.test(rest) ? [...pairs, { number, key: undefined, text: unescaped(rest) }] : pairs;
}

/** Plugins of Logstash say between which fields of an event they work. */
const EVENT_FIELD = /^(?:source|target|field|remove_field|add_field|rename)$/;

function cut(line: string, number: number, isPipeline: boolean, isExpression: boolean): readonly Line[] {
  if (/['"\w]\s*=>/.test(line))
    return pairsOf(line, number).map((pair) =>
      isPipeline && EVENT_FIELD.test(pair.key ?? '') ? { ...pair, key: `${pair.key}_field` } : pair,
    );
  if (/^\s*</.test(line)) return markup(line, number);
  const [, key, value] = SETTING.exec(line) ?? DIRECTIVE.exec(line) ?? [];
  if (key?.startsWith('.') === true) return [{ number, key: 'script', text: unescaped(line.trim()) }];
  if (key === undefined || value === undefined || (isExpression && !LITERAL.test(value)))
    return [{ number, key: undefined, text: unescaped(line.trim()) }];
  return [{ number, key, text: unescaped(unquoted(value)) }];
}

function markup(written: string, number: number): readonly Line[] {
  const line = withoutReferences(
    written.replace(XML_DECLARATION, '').replaceAll('<![CDATA[', '').replaceAll(']]>', ''),
  );
  const attributes = [...line.matchAll(TAG)].flatMap(([, tag, inner = '']) => attributesOf(tag, inner, number));
  const elements = [...line.matchAll(ELEMENT)].map(([, key, text = '']) => ({
    number,
    key: key === 'property' ? 'property_name' : key,
    text: text.trim(),
  }));
  const entity = DECLARATION.exec(line)?.[0];
  const rest = line
    .replace(TAG, ' ')
    .replace(/<[^<>]*>/g, ' ')
    .trim();
  const loose = elements.length === 0 && rest !== '' ? [{ number, key: undefined, text: rest }] : [];
  return [
    ...attributes,
    ...elements,
    ...loose,
    ...(entity === undefined ? [] : [{ number, key: undefined, text: entity }]),
  ];
}

/** `<system value="…"/>` and `<property name="url" value="…"/>` say what the value is in their tag or their name. */
function attributesOf(tag: string | undefined, inner: string, number: number): readonly Line[] {
  const pairs = [...inner.matchAll(ATTRIBUTE)].map(([, key, a, b]) => ({ number, key, text: a ?? b ?? '' }));
  const name = pairs.find(({ key }) => key === 'name')?.text ?? tag;
  return pairs.map((pair) => (pair.key === 'value' ? { ...pair, key: name } : pair));
}

function unquoted(value: string): string {
  const match = /^(["'])(.*)\1$/.exec(value);
  return match?.[2] ?? value;
}

import { encodedText } from './encoded.ts';

/** What a command would make of its own text before it runs it. */
export interface Hidden {
  /** Texts to judge beside the command. */
  readonly texts: readonly string[];
  /** Why nobody can tell what it makes. */
  readonly reason: string | undefined;
}

/** Without one of these a command uses its words as they stand. */
const MAKES =
  /base64|xxd|\brev\b|\btr\b|\bsed\b|b64|fromhex|unhex|\batob\b|gunzip|\\x?[0-9a-f]{2}|\/dev\/(?:tcp|udp)\/|""|''|\{|\$\(|\s(?:0x[0-9a-f]{7}|[0-9]{8})/i;
const DECODES =
  /base64\s+(?:-\w*[dD]|--decode)|\bbase64\b[^\n|]{0,100}\s-d\b|b64decode|decodebytes|frombase64|xxd\s+(?:-\w+\s+)*-\w*r|fromhex|unhex|\batob\b/i;
const RUNS =
  /\|\s*(?:sudo\s+)?(?:\/\S*\/)?(?:ba|da|z|k)?sh\b|\|\s*(?:python|perl|node|ruby|php)|\beval\b|\bexec\s*\(|\bsystem\s*\(/;
const REACHES =
  /\b(?:curl|wget|nc|ncat|netcat|telnet|ssh|scp|sftp|rsync|ping|socat|openssl|nslookup|dig|ftp|git|psql|mysql|redis-cli|mongosh)\b/;
const WORD = /[A-Za-z0-9+/_=-]{8,}/g;
/** An address as one number: `nc 875692547 443`. */
const NUMBER =
  /\b(?:nc|ncat|netcat|telnet|ssh|ping|curl|wget|nslookup|dig)\s[^\n;|&]{0,200}?\s?(0x[0-9a-f]{7,8}|(?<![\w.-])[0-9]{8,10})(?=[\s:/]|$)/gi;
const SOCKET = /\/dev\/(?:tcp|udp)\/([^/\s"'|;&)]{1,253})\/(\S{1,20})/g;

/**
 * Addresses that a command takes apart to put them together: decoded, reversed, transliterated, escaped, in halves.
 * No shell: it undoes what one line shows. Undefined for a text that does nothing of the kind. Linear in the length.
 */
export function hiddenIn(text: string): Hidden | undefined {
  if (text.length > LONGEST || !MAKES.test(text)) return undefined;
  const decoded = DECODES.test(text) ? [...text.matchAll(WORD)].flatMap(([word]) => encodedText(word) ?? []) : [];
  const sockets = [...text.matchAll(SOCKET)].map(([, host, port]) => `tcp://${host}:${port}`);
  const numbers = [...text.matchAll(NUMBER)].map(([, number]) => `tcp://${number}`);
  const texts = [...decoded, ...sockets, ...numbers, ...reversed(text), ...escaped(text), ...rewritten(text)];
  const reason = reasonOf(text, decoded.length > 0);
  return texts.length === 0 && reason === undefined ? undefined : { texts, reason };
}

/** Nobody writes a longer command; files are read line by line. */
const LONGEST = 65_536;

/** `curl $(echo … | tr …)`: the address is what another command prints. */
const MADE_ADDRESS =
  /\b(?:curl|wget|nc|telnet|ssh)(?:\s{1,4}-{1,2}[A-Za-z][\w-]{0,40}){0,12}\s{1,4}["']?(?:\$\(|`)\s*(?:echo|printf|awk|sed|rev|tr|base64|xxd|python3?|perl)\b/;
/** Flags whose next word is no address. */
const VALUE_FLAG = /\s-{1,2}(?:[uHdoXbAeTF]|user|header|data\S*|output|request|cookie|form)\s+["']?(?:\$\(|`)/;

function reasonOf(text: string, isDecoded: boolean): string | undefined {
  if (DECODES.test(text) && RUNS.test(text) && !isDecoded)
    return 'the command runs what it decodes, and what that is does not stand here';
  if (MADE_ADDRESS.test(text) && !VALUE_FLAG.test(text)) return 'the command puts its address together when it runs';
  return undefined;
}

function reversed(text: string): readonly string[] {
  return /\|\s*rev\b|\brev\s*<<<|\[::-1\]|strrev|\breverse\b/.test(text) ? [[...text].reverse().join('')] : [];
}

const OCTAL = /\\0?([0-3][0-7]{2})/g;
const HEX = /\\x([0-9a-f]{2})/gi;

/** `printf '\145\166'` and `echo -e '\x65'`. */
function escaped(text: string): readonly string[] {
  const plain = text
    .replace(OCTAL, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))
    .replace(HEX, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return plain === text ? [] : [plain];
}

/** What an address is rewritten from, in a command that reaches somewhere: quotes within a word, `tr`, `sed`, braces. */
function rewritten(text: string): readonly string[] {
  if (!REACHES.test(text) && !RUNS.test(text)) return [];
  const made = new Set([withoutQuotes(text), transliterated(text), substituted(text), ...alternatives(text)]);
  made.delete(text);
  return [...made];
}

function withoutQuotes(text: string): string {
  return text.replace(
    /(?<=[\w.])(?:""|'')(?=[\w.])|(?<=[\w.])["'](?=[\w.]+["'][\w.])|(?<=[\w.]["'][\w.]{1,63})["'](?=[\w.])/g,
    '',
  );
}

function transliterated(text: string): string {
  const [, from = '', to = ''] =
    /\btr\s+["']?([^\s"'-]{1,64}(?:-\w)?[^\s"']{0,64})["']?\s+["']?([^\s"'|)]{1,64})["']?/.exec(text) ?? [];
  const [source, target] = [spread(from), spread(to)];
  if (source.length === 0 || target.length === 0) return text;
  const map = new Map(source.map((each, i) => [each, target[Math.min(i, target.length - 1)] ?? each]));
  return [...text].map((each) => map.get(each) ?? each).join('');
}

/** `a-z` as the characters that it stands for. */
function spread(set: string): readonly string[] {
  const whole = set.replace(/(.)-(.)/g, (range, first: string, last: string) => {
    const [low, high] = [first.charCodeAt(0), last.charCodeAt(0)];
    if (high < low || high - low > 128) return range;
    return Array.from({ length: high - low + 1 }, (_, i) => String.fromCharCode(low + i)).join('');
  });
  return [...whole];
}

/** `sed s/X/./g`, for a literal pattern. */
function substituted(text: string): string {
  return [...text.matchAll(/\bs([/|#,])([^/|#,\s]{1,32})\1([^/|#,\s]{0,32})\1g?/g)].reduce(
    (changed, [, , from = '', to = '']) => changed.replaceAll(from.replace(/\\(.)/g, '$1'), to.replace(/\\(.)/g, '$1')),
    text,
  );
}

/** `api.{openai,}.com` as the words that it becomes. */
function alternatives(text: string): readonly string[] {
  const word = /[\w.-]{0,100}\{([\w.-]{0,100}(?:,[\w.-]{0,100}){1,8})\}[\w.-]{0,100}/.exec(text);
  if (word === null) return [];
  return (word[1] ?? '').split(',').map((part) => word[0].replace(/\{[^}]*\}/, part));
}

import { isPublicName } from './host.ts';
import { type KeyMeaning, keyMeaning } from './key.ts';
import type { Reading } from './reading.ts';
import type { Token } from './token.ts';

const TEXT = /"[^"]*"|'[^']*'/g;
/** What stands in when nothing is put in: `${A:-other.example.com}`. */
const DEFAULT = /:[-=?+]?[^}]*[.:/@]/;
/** Text that a function puts together, and what a file, a fetched document or another configuration says. */
const MADE =
  /\b(?:join|format(?:list)?|replace|regex(?:all)?|base64decode|base64gunzip|textdecodebase64|strrev|substr|concat|lower|upper|chomp|file(?:base64)?|template(?:file|string)|(?:json|yaml|csv|url)decode)\s*\(|^\s*(?:\$\{\s*)?data\.(?:terraform_remote_state|http|external|consul_keys)\b/;
/** Programs that connect to what they are given. */
const DIALLING =
  /\b(?:curl|wget|nc|ncat|socat|ssh|scp|rsync|sftp|ftp|lftp|telnet|psql|pg_dump|mysql|mongosh?|redis-cli|aws|az|gcloud|gsutil|mc|s3cmd|rclone|restic|borg|kopia|helm|git|docker|podman|skopeo|crane|oras|buildah|openssl|smbclient|mount|requests|urllib|fetch|axios|http|https)\b/;

/**
 * Why a reference that is a whole word is no address, by what stands around it. Every reason is one of those below; where
 * none holds the word stays undecided, for what will be put in may be anything.
 */
export function whyByNeighbours(name: string, reading: Reading, token: Token): string | undefined {
  const texts = name.match(TEXT) ?? [];
  const bare = name.replace(TEXT, '');
  if (MADE.test(bare) || texts.some(holdsAddress) || DEFAULT.test(bare)) return undefined;
  const words = bare.match(/[A-Za-z_][\w-]*/g) ?? [];
  if (words.length === 0 && texts.length > 0) return `${name} is text that is written out`;
  const line = lineAround(reading.raw, token);
  if (MESSAGE.test(line.before) && !DIALLING.test(line.before + line.after)) return `${name} stands in a message`;
  if (LOGS.test(line.before) && !DIALLING.test(line.before)) return `${name} is written to a log`;
  if (words.some(speaksOfPlaces) || token.key() !== undefined) return undefined;
  const { before, after } = line;
  if (DIALLING.test(before) || DIALLING.test(after)) return undefined;
  if (isRendered(reading.key)) return `${name} is filled into a text that people or models read`;
  if (before.trim() === '' && after.trim() === '') return undefined;
  if (PARAGRAPH.test(reading.key.words)) return `${name} stands in a paragraph`;
  if (isSentence(before, after)) return `${name} stands in a sentence`;
  const program = LOCAL_PROGRAM.exec(before)?.[1];
  return program === undefined ? undefined : `${program} uses ${name} on its own machine`;
}

/** A program that connects, its switches, and then the word: `curl -fsSL "$X"`. */
const DIALS =
  /(?:^|[\s;&|(/])(?:curl|wget|nc|ncat|telnet|ssh|ping|dig|nslookup)(?:\s+(?:-[sSfLkvqgiIzn46]+|--(?:silent|fail|location|insecure|verbose|show-error|quiet|no-verbose)))*\s+["']?$/;

/** Whether a word is what a program connects to. */
export function isDialled(reading: Reading, token: Token): boolean {
  return DIALS.test(lineAround(reading.raw, token).before);
}

/** `rows of ${page.url()}`: between backticks of JavaScript, and words before it. */
const MESSAGE = /`[A-Za-z][^`]*\s$/;
/** A call whose text only goes to a log, or into the message of an error. */
const LOGS = /\b(?:(?:console|log|logger|logging)\.\w+|print(?:ln|f)?|\w*(?:Error|Exception))\s*\([^()]*$/i;

/** How far a line is looked at on either side. */
const LINE = 300;

function lineAround(text: string, { start, end }: Token): { readonly before: string; readonly after: string } {
  const before = text.slice(Math.max(0, start - LINE), start);
  const after = text.slice(end, end + LINE);
  return { before: before.slice(before.lastIndexOf('\n') + 1), after: after.split('\n', 1)[0] ?? '' };
}

/** `index.html`, `letter.txt`, `invite.html.j2`, `chat.jinja`: files whose text is for people, or for a language model. */
function isRendered({ words }: KeyMeaning): boolean {
  return /(?:^|_)(?:jinja|html?|txt|md|eml|ftl|(?:html?|txt|md|eml|mail)_(?:j2|tmpl|tpl|gotmpl|hbs|mustache|erb))$/.test(
    words,
  );
}

/** Elements of a page that hold text. */
const PARAGRAPH = /^(?:p|h[1-6]|li|td|th|span|strong|em|caption)$/;
const REFERENCES = /\$?\{\{?[^}]*\}\}?|\$\([\w.]*\)/g;
const TAGS = /<\/?[A-Za-z][^<>]*>/g;
/** What settings, commands and code have, and sentences do not. */
const NO_SENTENCE = /[=|;$`\\{}]|(?:^|\s)--?[A-Za-z]|:\/\//;

/** Two words or more beside the reference, begun like a sentence or ended like one. */
function isSentence(before: string, after: string): boolean {
  const [head, tail] = [before, after].map((part) => part.replace(TAGS, ' ').replace(REFERENCES, ' ').trim());
  const rest = `${head} ${tail}`;
  if (NO_SENTENCE.test(rest) || (rest.match(/\p{L}{2,}/gu) ?? []).length < 2) return false;
  return (
    /<[A-Za-z]/.test(before) || /^[\s"'([]*\p{Lu}\p{Ll}/u.test(head ?? '') || /[\p{L})][.!?]["')\]]*$/u.test(tail ?? '')
  );
}

/** The command in which a word stands, when it is one that reaches no other machine. */
const LOCAL_PROGRAM =
  /(?:^|[;&|({`]|\b(?:then|do|else|if|elif|while|until)\s)\s*(?:!\s*)?(echo|printf|test|\[\[?|mkdir|rmdir|rm|mv|cp|ln|ls|cat|tee|head|tail|sort|uniq|cut|tr|sed|awk|grep|egrep|find|stat|wc|touch|chmod|chown|chgrp|kill|wait|sleep|exit|return|cd|basename|dirname|date|seq|expr|tar|gzip|gunzip|unzip|id|useradd|groupadd|adduser|addgroup)\s[^;&|`\n]*$/;

function holdsAddress(text: string): boolean {
  return (
    text.includes('://') ||
    (text.match(/[\w-]{1,63}(?:\.[\w-]{1,63})+/g) ?? []).some((word) => isPublicName(word.toLowerCase()))
  );
}

function speaksOfPlaces(word: string): boolean {
  const { endpoint, region, image, model } = keyMeaning(word);
  return (
    endpoint ||
    region !== undefined ||
    image ||
    model ||
    /host|addr|ip|url|uri|dsn|server|endpoint|region|zone/i.test(word)
  );
}

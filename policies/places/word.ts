import { isLongNumber, readAddress, readCidr } from './address.ts';
import { judgeNetwork } from './cidr.ts';
import { isOperand } from './code.ts';
import { judgeHostWord } from './host-word.ts';
import { judgeImage } from './image.ts';
import { inert, type Judged, somewhere } from './judged.ts';
import { type KeyMeaning, keyMeaning } from './key.ts';
import { openWord } from './open-word.ts';
import type { Judges, Reading } from './reading.ts';
import { HOLE } from './reference.ts';
import { regionLike } from './region.ts';
import { judgeResourceName } from './resource-name.ts';
import type { Token } from './token.ts';

/** Characters without which a word is no host, address or ARN. */
const BEARING = /[.:@/]|[^\x20-\x7e]/;

/** What one word of a text turned out to be; empty when nothing about it could be a place. */
export function judgeWord(reading: Reading, judges: Judges, token: Token): readonly Judged[] {
  const text = reading.text.slice(token.start, token.end);
  const named = token.key();
  const key = named === undefined ? reading.key : keyMeaning(named);
  if (text.includes(HOLE))
    return openWord(reading, token, text, key, (labels) => hostWords(labels, key, reading, judges, token));
  const region = regionWord(text, key, reading, judges, token);
  if (region !== undefined) return [region];
  const within = text.includes('/') ? resourcePath(text, judges) : connectionName(text, judges);
  if (within !== undefined) return [within];
  if (/^arn:aws[\w-]*:s3:::/.test(text) && /^(?:not_?)?resources?$/.test(key.words))
    return [inert(text, `${text} is what a permission is about: whoever has it must still know where the bucket lies`)];
  const resource = judgeResourceName(text, judges);
  if (resource !== undefined) return [resource];
  if (key.image && named !== undefined && !token.names && /^[A-Za-z0-9]/.test(text))
    return [judgeImage(text, judges.hosts)];
  if (key.endpoint && isLongNumber(text)) return [judges.hosts.judge(text, 'address')];
  if (!BEARING.test(text)) return [];
  if (/^Microsoft\.[A-Z][A-Za-z]*(?:\/|$)/.test(text) || /^microsoft\.[a-z]+\/[\w*/]+$/i.test(text))
    return [inert(text, `${text} is a type or an operation of Azure`)];
  return addressWord(text, key, judges) ?? hostWords(text, key, reading, judges, token);
}

/** `--location "UK South"`: the words up to the closing quote, when a quote opens just before the token. */
function quoted(text: string, { start, end }: Token): string | undefined {
  const quote = text[start - 1];
  if (quote !== '"' && quote !== "'") return undefined;
  const close = text.slice(end, end + 40).indexOf(quote);
  return close > 0 ? text.slice(start, end + close) : undefined;
}

/** A word that stands where a region belongs, or that only a region is called. */
function regionWord(
  text: string,
  key: KeyMeaning,
  { provider, text: whole }: Reading,
  { regions }: Judges,
  token: Token,
): Judged | undefined {
  const own = provider ?? key.provider;
  const phrase = key.region === undefined ? undefined : quoted(whole, token);
  if (phrase !== undefined && regions.knows(phrase, own)) {
    return { is: 'place', found: phrase, place: regions.place(phrase, own) };
  }
  if (key.region !== undefined && regions.knows(text, own) && (own !== undefined || text !== 'default')) {
    return { is: 'place', found: text, place: regions.place(text, own) };
  }
  if (!regionLike(text)) return undefined;
  if (own !== undefined && regions.knows(text, own))
    return { is: 'place', found: text, place: regions.place(text, own) };
  if (regions.knows(text, undefined)) return { is: 'place', found: text, place: regions.place(text, undefined) };
  return key.region === undefined ? undefined : { is: 'place', found: text, place: regions.place(text, own) };
}

/** `projects/p/locations/europe-west2/keyRings/k`: Google's and Azure's resource names hold the region after a fixed word. */
function resourcePath(text: string, { regions }: Judges): Judged | undefined {
  const found =
    /(?:^|\/)(projects|subscriptions|providers)\/.{0,400}?\/(?:locations|regions|zones)\/([\w-]{1,64})/i.exec(
      text.slice(0, 512),
    );
  const region = found?.[2];
  if (region === undefined) return undefined;
  const provider = found?.[1]?.toLowerCase() === 'projects' ? 'gcp' : 'azure';
  return { is: 'place', found: text, place: regions.place(region, provider) };
}

/** `project:europe-west3:instance`: how Cloud SQL calls an instance. */
function connectionName(text: string, { regions }: Judges): Judged | undefined {
  const region = /^[a-z][a-z0-9-]{4,62}:([a-z]+-[a-z]+[0-9]{1,2}):[a-z][\w-]{0,97}$/.exec(text)?.[1];
  if (region === undefined || !regions.knows(region, 'gcp')) return undefined;
  return { is: 'place', found: text, place: regions.place(region, 'gcp') };
}

function addressWord(word: string, key: KeyMeaning, judges: Judges): readonly Judged[] | undefined {
  if (word.length > 64) return undefined;
  if (word.includes('/') && readCidr(word) !== undefined) return [judgeNetwork(word, judges)];
  const bare = readAddress(word);
  if (bare === undefined || !(word.includes(':') || word.split('.').length === 4)) return undefined;
  if (key.version && bare.reach === 'public') return [inert(word, `${word} is a version`)];
  return [judges.hosts.judge(word, 'address')];
}

/** A path that begins at a root or a folder; `//host` does not. */
const FILE_PATH = /^(?:\.{0,2}|~)\/(?!\/)/;

/** Whom mail is sent to: what is sent there leaves. */
const ADDRESSEE = /(?:^|_)(?:to|cc|bcc|recipients?|receivers?|email_to|mail_to|send_to|notify)$/;
/** Users of machines, not of mailboxes. */
const LOGIN = /^(?:root|git|admin|ubuntu|debian|core|ec2-user|deploy|postgres|sftp|ssh|backup)@/i;

/** `27000@licences.example.com`: licence managers write the port before the host, and several servers in a row. */
const PORT_AT_HOST = /^\d{3,5}@[A-Za-z0-9][\w.-]*(?::\d{3,5}@[A-Za-z0-9][\w.-]*)*$/;

/** `x@host`, `host:port`, `host/path`, `host:port:host`. */
function hostWords(text: string, key: KeyMeaning, reading: Reading, judges: Judges, token: Token): readonly Judged[] {
  if (FILE_PATH.test(text)) return [inert(text, 'a file path')];
  if (PORT_AT_HOST.test(text))
    return text.split(/:(?=\d+@)/).map((server) => judges.hosts.judge(server.slice(server.indexOf('@') + 1), 'host'));
  const store = /^(b2|gs|azure|swift):[\w.-]+:/.exec(text)?.[1];
  if (store !== undefined)
    return [somewhere(text, 'url', `${text} is a bucket of ${store}; the name does not say which region`)];
  if (text.startsWith('type.googleapis.com/')) return [inert(text, `${text} is the name of a protobuf type`)];
  const discovered = /^dns(?:srv(?:noa)?)?\+(?=[\w.-]+(?::|$))/.exec(text)?.[0] ?? '';
  if (discovered !== '') return hostWords(text.slice(discovered.length), key, reading, judges, token);
  const rootless = text.startsWith('//') ? text.replace(/^\/+/, '') : text;
  const slash = rootless.indexOf('/');
  const head = slash < 0 ? rootless : rootless.slice(0, slash);
  const digest = head.search(/@sha(?:256|512)(?::|$)/);
  const authority = digest < 0 ? head : head.slice(0, digest);
  const at = authority.lastIndexOf('@');
  const sure = reading.certain || key.endpoint || rootless !== text || at >= 0;
  const parts = authority.slice(at + 1).split(':');
  const around = {
    whole:
      token.end - token.start === reading.raw.trim().length &&
      !ADDRESSEE.test(key.words) &&
      !key.endpoint &&
      !LOGIN.test(text),
    quoted: /["'`]/.test(reading.text[token.start - 1] ?? ''),
    operand: () => isOperand(reading, token),
  };
  return parts.flatMap((part, index) => {
    const ported = /^[0-9]{1,5}$/.test(parts[index + 1] ?? '');
    const mailbox = at > 0 && !ported && slash < 0;
    const position = { key, sure: sure || ported, mailbox, path: slash >= 0, ...around };
    return judgeHostWord(part, position, judges, token);
  });
}

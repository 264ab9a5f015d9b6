import { inert, type Judged, somewhere } from './judged.ts';
import type { Judges, Reading } from './reading.ts';

/** What other languages of templates put where a value will stand: `{host}`, `#{host}`, `<%= host %>`, `@@HOST@@`, `__HOST__`, `:host`. */
const OPEN = String.raw`#?\{\w[\w.-]{0,63}\}|<%=?[^%<>]{1,100}%>|@@\w{1,64}@@|__[A-Z0-9][A-Z0-9_]{0,62}__`;
/** One in the place of a URL's host, with what is written around it up to the path. */
const IN_URL = new RegExp(
  String.raw`\b[A-Za-z][A-Za-z0-9+.-]{0,30}:\/\/(?:[^\s/"'<>{}@#]{0,100}@)?(?![^\s/"'<>@]{0,200}@[^@])([\w.-]{0,100}(?:${OPEN}|:[a-z]\w{0,63}(?=[/"'\s]|$))(?:[\w.-]|${OPEN}){0,100})`,
  'g',
);
const WHOLE = new RegExp(String.raw`^(?:${OPEN}|%\(\w{1,64}\)s)$`);
/** A host that a program puts behind a scheme: `"https://" + host`. */
const ADDED =
  /\b(https?|wss?|ftp|amqps?|tcp|nats|mongodb|redis|postgres(?:ql)?):\/\/["'`]\s?(?:\+|\.\.|\s\.\s|~)\s?["'`]?([\w.$[\]]{1,80})/gi;

/** Whether a text may hold such a thing; cheap. */
export function mayHoldPlaceholder(text: string): boolean {
  return (
    text.includes('://') ||
    text.startsWith('<%') ||
    text.startsWith('@@') ||
    text.startsWith('__') ||
    /^[#%]?[({]/.test(text)
  );
}

/** Places for a host that something else fills in: nobody can say with what. Linear in the length of the text. */
export function placeholders({ raw, key, shown }: Reading, { hosts }: Judges): readonly Judged[] {
  if (shown || key.code || key.prose || !mayHoldPlaceholder(raw)) return [];
  const isAwaited = key.endpoint || key.region !== undefined || key.image;
  if (isAwaited && WHOLE.test(raw.trim())) return [filledIn(raw.trim())];
  if (!raw.includes('://')) return [];
  const added = [...raw.matchAll(ADDED)].map((match) => filledIn(match[2] ?? match[0]));
  return [...[...raw.matchAll(IN_URL)].map(([, host = '']) => judged(host, hosts)), ...added];
}

/** `{tenant}.klinik.example`: what is written at the end decides, when it is a domain of its own. */
function judged(host: string, hosts: Judges['hosts']): Judged {
  const suffix = /[}>@_](\.[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i.exec(host)?.[1];
  if (suffix !== undefined) return { ...hosts.judge(`x${suffix}`, 'url'), found: host };
  if (/\.(?:svc|local|internal)$/.test(host)) return inert(host, `${host} ends in a name of the cluster`);
  return filledIn(host);
}

function filledIn(host: string): Judged {
  return somewhere(host, 'host', `${host} is filled in by something else: nobody can say which host it will be`);
}

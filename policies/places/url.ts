/** One host inside the authority of a URL, by position in the text. */
export interface AuthorityHost {
  readonly start: number;
  readonly end: number;
  /** True when what follows the host is no port, so that readers may disagree about where the host ends. */
  readonly unreadable: boolean;
  readonly port: readonly [start: number, end: number] | undefined;
}

/** The authority of one URL. */
export interface Authority {
  readonly scheme: string;
  /** Where the scheme begins. */
  readonly start: number;
  /** Just after the authority: where the path, query or fragment begins. */
  readonly end: number;
  /** The user part, without its `@`. */
  readonly user: readonly [start: number, end: number] | undefined;
  readonly hosts: readonly AuthorityHost[];
}

const ENDS = new Set('/?#\\"\'<>`;|(){} \t\r\n\f\v\u00a0\u2028\u2029');
const SCHEME = /[a-z0-9+.-]/i;

/** Where the authority begins after the scheme's colon at `colon`, or -1 when no slash follows. */
function afterSlashes(text: string, colon: number): number {
  let at = colon + 1;
  while (text[at] === '/' || text[at] === '\\') at += 1;
  return at - colon >= 2 ? at : -1;
}

function schemeStart(text: string, colon: number, floor: number): number {
  let at = colon;
  while (at > floor && colon - at < 64 && SCHEME.test(text[at - 1] ?? '')) at -= 1;
  while (at < colon && !/[a-z]/i.test(text[at] ?? '')) at += 1;
  return at;
}

/** Schemes whose readers take one slash, or a back-slash, for two. */
const SPECIAL = new Set(['http', 'https', 'ws', 'wss', 'ftp']);

/**
 * The next URL's authority at or after `from`: a scheme, a colon and slashes (or back-slashes, which browsers take for
 * slashes). Undefined when there is none. Each host of a list (`mongodb://a,b/`) is given apart.
 */
export function nextAuthority(text: string, from: number): Authority | undefined {
  for (let colon = text.indexOf(':', from); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    // Oracle puts an at sign there: `jdbc:oracle:thin:@//host:1521/service`.
    const last = text.startsWith('@//', colon + 1) ? colon + 1 : colon;
    const next = text[last + 1];
    if (next !== '/' && next !== '\\') continue;
    const start = schemeStart(text, colon, from);
    const begin = afterSlashes(text, last);
    if (start === colon || begin < 0) continue;
    const scheme = text.slice(start, colon).toLowerCase();
    if (!text.startsWith('//', last + 1) && !SPECIAL.has(scheme)) continue;
    return authorityAt(text, scheme, start, begin);
  }
  return undefined;
}

/** The first position at or after `from` where an authority ends. */
function endOf(text: string, from: number): number {
  let end = from;
  let isBracketed = false;
  for (; end < text.length && !ENDS.has(text[end] ?? ''); end += 1) {
    if (text[end] === '[') isBracketed = true;
    // The end of a list that the URL is the last of: `[nats://a:4222]`.
    else if (text[end] === ']' && !isBracketed) break;
  }
  return end;
}

/** Where text may end a URL that stands in it, and where readers of URLs do not: `postgres://u:(p@host`. */
const SOFT_ENDS = new Set(';|()]');
const HARD_ENDS = /[/?#\\"'<>`\s]/;
/** No password that people write into a URL is longer. */
const LONGEST_USER = 512;

/** Just behind the at sign that follows an end which only text has; -1 when there is none. */
function afterHiddenUser(text: string, end: number): number {
  if (!SOFT_ENDS.has(text[end] ?? '')) return -1;
  const rest = text.slice(end, end + LONGEST_USER);
  const stop = rest.search(HARD_ENDS);
  const at = rest.lastIndexOf('@', stop < 0 ? rest.length : stop);
  return at < 0 ? -1 : end + at + 1;
}

/** The authority that begins at `begin`. */
export function authorityAt(text: string, scheme: string, start: number, begin: number): Authority {
  const short = authorityUpTo(text, scheme, start, begin, endOf(text, begin));
  const host = afterHiddenUser(text, short.end);
  if (host < 0) return short;
  const long = authorityUpTo(text, scheme, start, begin, endOf(text, host));
  const before = short.hosts.filter((each) => text.slice(each.start, each.end).includes('.'));
  return { ...long, hosts: [...before, ...long.hosts] };
}

function authorityUpTo(text: string, scheme: string, start: number, begin: number, stop: number): Authority {
  const end = beforeNextParameter(text, start, begin, beforeNextUrl(text, begin, stop));
  const body = text.slice(begin, end);
  const at = body.lastIndexOf('@');
  const user: readonly [number, number] | undefined = at < 0 ? undefined : [begin, begin + at];
  const hosts = [...hostsIn(body.slice(at + 1), begin + at + 1), ...earlierHosts(body, at, begin)];
  return { scheme, start, end, user, hosts: [...hosts, ...behindBackslash(text, end)] };
}

/**
 * `nats://h1:4222,nats://h2:4222`: what stands behind the last comma may be the scheme of the next URL of a list.
 * `s3://https://s3.example.com:443/models`: all of it may be one, as Triton writes the endpoint of a store.
 */
function beforeNextUrl(text: string, begin: number, end: number): number {
  if (text[end - 1] !== ':' || (text[end] !== '/' && text[end] !== '\\')) return end;
  if (/^https?:$/i.test(text.slice(begin, end))) return begin;
  const next = /,[a-z][a-z0-9+._-]{0,63}:$/i.exec(text.slice(Math.max(begin, end - 66), end));
  return next === null ? end : end - next[0].length;
}

/** `aws://?endpoint_url=https://s3.example.com&region_name=x`: a URL that is a parameter ends before the next one. */
function beforeNextParameter(text: string, start: number, begin: number, end: number): number {
  if (!/[?&][\w.-]{1,60}=$/.test(text.slice(Math.max(0, start - 62), start))) return end;
  const next = /&[\w.-]{1,60}=/.exec(text.slice(begin, end));
  return next === null ? end : begin + next.index;
}

/** `amqp://u:p@h1,u:p@h2`: every element of a list may have its own user part. */
function earlierHosts(body: string, at: number, offset: number): readonly AuthorityHost[] {
  const comma = body.lastIndexOf(',', at);
  return at < 0 || comma < 0 ? [] : hostsIn(body.slice(0, comma), offset);
}

/** `https://a\\@b`: browsers go to a, others to b. */
function behindBackslash(text: string, end: number): readonly AuthorityHost[] {
  if (text[end] !== '\\') return [];
  const stop = endOf(text, end + 1);
  const body = text.slice(end, stop);
  const at = body.lastIndexOf('@');
  return at < 0 ? [] : hostsIn(body.slice(at + 1), end + at + 1);
}

/** The hosts of a comma-separated list that stands at `offset`. */
function hostsIn(list: string, offset: number): readonly AuthorityHost[] {
  const found: AuthorityHost[] = [];
  let start = offset;
  for (const element of list.split(',')) {
    const host = oneHost(element, start);
    if (host !== undefined) found.push(host);
    start += element.length + 1;
  }
  return found;
}

/** nginx fills in a path, which begins with a slash: `proxy_pass http://loki:3100$request_uri`. */
const NGINX_PATH = /\$(?:request_uri|document_uri|uri\$is_args\$args)$/;

function oneHost(written: string, offset: number): AuthorityHost | undefined {
  const element = written.replace(NGINX_PATH, '');
  const at = element.lastIndexOf('@') + 1;
  const closes = element[at] === '[' ? Math.max(at, element.indexOf(']', at)) : at;
  const colon = element.indexOf(':', closes);
  const end = colon < 0 ? element.length : colon;
  if (at === end) return undefined;
  const port = element.slice(end + 1);
  return {
    start: offset + at,
    end: offset + end,
    unreadable: port.length > 64 || !/^[0-9*\ue000]*$/.test(port),
    port: colon < 0 ? undefined : [offset + end + 1, offset + element.length],
  };
}

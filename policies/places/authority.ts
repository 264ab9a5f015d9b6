import { readIpv4 } from './address.ts';
import { isPublicName } from './host.ts';
import { isCanonicalUrl } from './identifier.ts';
import { judgeImage } from './image.ts';
import { inert, type Judged, somewhere } from './judged.ts';
import { type Judges, type Reading, referencesBetween } from './reading.ts';
import { HOLE, harmless, isAboutItself, isLabel, judgedLater } from './reference.ts';
import { regionLike } from './region.ts';
import { judgeSelfLink } from './resource-name.ts';
import { judgeScheme } from './scheme.ts';
import type { Authority, AuthorityHost } from './url.ts';

/** A URL longer than this is shown and compared without its end. */
const SHOWN = 512;

/** Schemes before an image reference, whose first part is no host when it has neither dot nor port. */
const IMAGES = new Set(['docker', 'docker-pullable', 'containerd', 'docker-image']);

/** Every host of one URL, what could move it, or why the URL is only a name. `end` is where its path ends. */
export function judgeAuthority(reading: Reading, judges: Judges, authority: Authority, end: number): readonly Judged[] {
  const { text, raw, key } = reading;
  const { scheme, start, user, hosts } = authority;
  const whole = raw.slice(start, Math.min(end, start + SHOWN));
  if (IMAGES.has(scheme)) return [judgeImage(text.slice(start, end), judges.hosts)];
  const special = judgeScheme(scheme, whole, key);
  if (special !== undefined) return [special];
  if (user === undefined && isName(reading, authority, end)) {
    return [inert(whole, `${whole} is a canonical URL: a name that nothing fetches`)];
  }
  const dialled = user !== undefined || (key.endpoint && !key.words.endsWith('self_link'));
  const link = dialled ? undefined : judgeSelfLink(whole, judges);
  if (link !== undefined) return [link];
  const users = user === undefined ? [] : holes(reading, user[0], user[1], 'user');
  return [
    ...users,
    ...hosts.flatMap((host) => judgeHost(reading, judges, host)),
    ...dnsPath(text, authority, judges),
    ...queryHosts(raw.slice(authority.end, end), authority, judges),
    ...queryRegions(raw.slice(authority.end, end), scheme, judges),
  ];
}

function isName({ text, key }: Reading, { start, end: pathStart, hosts }: Authority, end: number): boolean {
  const name = text.slice(hosts[0]?.start ?? pathStart, pathStart).toLowerCase();
  const rest = text.slice(pathStart, Math.min(end, pathStart + SHOWN));
  return isCanonicalUrl(name, rest, key, text.slice(Math.max(0, start - 300), start));
}

/** `dns://resolver/host:port`: gRPC puts the host into the path. */
function dnsPath(text: string, { scheme, end }: Authority, { hosts }: Judges): readonly Judged[] {
  if (scheme !== 'dns' || text[end] !== '/') return [];
  const host = /^[^\s:/?#,]{1,255}/.exec(text.slice(end + 1, end + 260))?.[0];
  return host === undefined ? [] : [hosts.judge(host, 'url')];
}

const DATABASES = /^(?:postgres(?:ql)?|mysql|mariadb|cockroachdb|redshift|sqlserver)$/;

/** `postgresql:///fhir?host=a,b`: drivers of databases take the host from the query, and it wins over the authority's. */
function queryHosts(query: string, { scheme }: Authority, { hosts }: Judges): readonly Judged[] {
  if (!query.includes('?')) return [];
  if (!DATABASES.test(scheme))
    return [...query.matchAll(HOST_PARAMETER)]
      .map(([, name = '']) => name.replace(/:\d{1,5}$/, ''))
      .filter((name) => isPublicName(name.toLowerCase()) || readIpv4(name) !== undefined)
      .map((name) => hosts.judge(name, 'url'));
  const named = [...query.matchAll(/[?&](?:host|hostaddr|server|servername)=([^&#\s]{1,1024})/gi)];
  const names = named.flatMap(([, list = '']) => list.split(/,|%2C/i)).filter((name) => !/^(?:\/|%2F|$)/i.test(name));
  return names.map((name) => hosts.judge(name.replace(/:\d{1,5}$/, ''), 'url'));
}

function judgeHost(reading: Reading, { hosts }: Judges, host: AuthorityHost): readonly Judged[] {
  const { text, raw } = reading;
  const shown = raw.slice(host.start, host.end);
  const name = text.slice(host.start, host.end);
  if (name.includes(HOLE)) {
    const parts = referencesBetween(reading, host.start, host.end);
    const itself = !/[^\ue000]/.test(name) && parts.length === 1 && parts.every((part) => isAboutItself(part.name));
    if (itself) return [inert(shown, `${shown} is the pod itself or its node`)];
    if (reading.shown && !/[^\ue000]/.test(name)) return [inert(shown, `${shown} is filled in by whoever looks at it`)];
    const labels = reading.shown || (endsInName(name) && parts.every((part) => isLabel(part.name)));
    return [labels ? { ...hosts.judge(withLabels(name), 'url'), found: shown } : openHost(name, shown)];
  }
  const ports = host.port === undefined ? [] : holes(reading, host.port[0], host.port[1], 'port');
  if (ASKED_FOR.test(shown) && isRedirect(reading, host.start))
    return [...ports, inert(shown, `${shown} is the host that was asked for`)];
  if (shown === '$ROOT_PATH' && reading.key.words.startsWith('content_security_policy'))
    return [...ports, inert(shown, `${shown} is where Grafana itself is`)];
  if (isPattern(shown, reading, host.port !== undefined))
    return [...ports, inert(shown, `${shown} is a pattern that addresses are compared with`)];
  const judged = shown.startsWith('*.')
    ? { ...hosts.judge(`x${shown.slice(1)}`, 'url'), found: shown }
    : hosts.judge(shown, 'url');
  if (!host.unreadable) return [...ports, judged];
  const why = `"${shown}" is followed by no port: readers disagree about where the host is`;
  return [...ports, judged, somewhere(shown, 'url', why)];
}

/** `?proxyHost=proxy.example.com`, of a component that takes its settings in a URL. */
const HOST_PARAMETER =
  /[?&][\w.-]{0,40}(?:host|hostname|server|endpoint|proxy|brokers?|address)=([\w.-]{1,253}(?::\d{1,5})?)(?=[&#\s"']|$)/gi;
const REGION_PARAMETER = /[?&](?:[\w-]{0,20}[_.-])?(?:region|location|zone)(?:_?name)?=([\w-]{2,40})(?=[&#\s"']|$)/gi;

/** `aws2-sns://ward?region=us-east-2`: a region that somebody has, in the settings of a URL. */
function queryRegions(query: string, scheme: string, { regions }: Judges): readonly Judged[] {
  if (!query.includes('?')) return [];
  const isAws = (scheme.startsWith('aws') || /^s(?:3|qs|ns)/.test(scheme)) && !/[?&]endpoint_?url=/i.test(query);
  const provider = isAws ? 'aws' : undefined;
  return [...query.matchAll(REGION_PARAMETER)]
    .map(([, name = '']) => name)
    .filter((name) => provider !== undefined || regionLike(name))
    .map((name) => ({ is: 'place', found: name, place: regions.place(name, provider) }) as const);
}

/** `return 308 https://$host$request_uri`: nginx sends people to where they already are; `proxy_pass` would send to wherever they say. */
const ASKED_FOR =
  /^\$(?:host|http_host|server_name|hostname|best_http_host)(?:\$(?:escaped_)?(?:request_uri|uri|is_args|args))*$/;
/** The parameter of a URL that says where people are led back to. */
const LED_BACK = /[?&](?:rd|rt|redirect|redirect_uri|return|return_to|next|target|url)=$/;

function isRedirect({ text, key }: Reading, start: number): boolean {
  const before = text.slice(Math.max(0, start - 60), start);
  const scheme = before.replace(/[a-z$_]{1,20}:\/\/$/, '');
  if (/^(?:return|rewrite|proxy_redirect)$/.test(key.words) || LED_BACK.test(scheme)) return true;
  return /\b(?:return\s+30[1278]|rewrite|proxy_redirect)\s[^;]*$/.test(before);
}

/** `https://.*` in PromQL, `http://*` among the origins that may call, `http://+:8080` that listens: nothing dials it. */
function isPattern(shown: string, { key }: Reading, hasPort: boolean): boolean {
  if (!/^[.*+?[\]^$\\]+$/.test(shown)) return false;
  if (shown === '+' || (shown === '*' && hasPort)) return true;
  return /(?:^|_)(?:expr|promql|logql)$/.test(key.words) || (shown === '*' && /origins?$|^cors/.test(key.words));
}

/** Whether the end of a name is written out, in letters: numbers with one missing are another address each. */
function endsInName(name: string): boolean {
  return /\.[a-z][^.\ue000]*\.?$/i.test(name);
}

/** A name with a label for each reference: the labels that are written decide where it lies. */
export function withLabels(text: string): string {
  return text.replace(/\ue000+/g, 'x');
}

/** A host with a part missing is local only when a local suffix remains: `$(POD).kafka.svc.cluster.local`. */
export function openHost(name: string, shown: string): Judged {
  const known = name.slice(name.lastIndexOf(HOLE) + 1).toLowerCase();
  if (/\.(?:svc|local|internal)\.?$/.test(known)) return inert(shown, `${shown} ends in a name of the cluster`);
  if (/^\.[a-z0-9_.-]*[a-z][a-z0-9_.-]*$/.test(known) && !isPublicName(`x${known.replace(/\.$/, '')}`))
    return inert(shown, `${shown} ends in no top-level domain`);
  return somewhere(
    shown,
    'host',
    `${shown} is not resolved: nobody can say which host it will be${judgedLater(shown)}`,
  );
}

/** References between two positions that could move the host. */
function holes(reading: Reading, from: number, to: number, position: 'user' | 'port'): readonly Judged[] {
  return referencesBetween(reading, from, to).map(({ start, end, name }) => {
    const shown = reading.raw.slice(start, end);
    const why = harmless(name, position);
    if (why !== undefined) return inert(shown, why);
    return somewhere(shown, 'url', `${shown} is not resolved, and could move the host${judgedLater(shown)}`);
  });
}

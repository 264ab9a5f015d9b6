import {
  DEFAULT_NAME_SERVICES,
  DEFAULT_PROXY_SIGN_INS,
  DEFAULT_REMOTES,
  DEFAULT_SERVICES,
  DEFAULT_SIGN_INS,
  type DefaultService,
} from '../../../catalog/hosts/default-services.ts';
import type { Fields, Value } from '../../engine/types.ts';
import { isFields, isList, stringAt } from '../fields.ts';

const byName = new Map<string, DefaultService[]>();
for (const each of DEFAULT_SERVICES) byName.set(each.name, [...(byName.get(each.name) ?? []), each]);
const parents = new Set(DEFAULT_SERVICES.flatMap(({ under }) => under));

/** The host that a block reaches although it names none: `dns01: {cloudflare: …}`, `pagerduty_configs: [{…}]`. */
export function impliedHost(parent: string | undefined, key: string, block: Value): string | undefined {
  const named = hostOf(parent, key.split('/', 1)[0] ?? '', block);
  if (named !== undefined || parent === undefined || !parents.has(parent) || !isFields(block)) return named;
  return hostOf(parent, stringAt(block, 'type') ?? stringAt(block, 'name') ?? '', block);
}

function hostOf(parent: string | undefined, name: string, block: Value): string | undefined {
  const service = byName.get(name)?.find(({ under }) => under.length === 0 || under.includes(parent ?? ''));
  if (service === undefined) return undefined;
  const blocks = isList(block) ? block : [block];
  return blocks.some((each) => !names(each, service.unless, 0)) ? service.host : undefined;
}

/** No service has its address deeper in its settings. */
const DEEPEST = 3;

function names(value: Value, settings: readonly string[], depth: number): boolean {
  if (!isFields(value) || depth > DEEPEST) return false;
  return Object.entries(value).some(
    ([key, inner]) =>
      (settings.includes(key) && typeof inner === 'string' && inner !== '') || names(inner, settings, depth + 1),
  );
}

const OUTPUTS = /^[ \t]*\[OUTPUT\][ \t]*\n((?:(?![ \t]*\[)[^\n]*\n?)*)/gim;
const REMOTES = /^[ \t]*\[[\w .-]{1,100}\][ \t]*\n((?:(?![ \t]*\[)[^\n]*\n?)*)/gm;
const SINKS = /^[ \t]*\[sinks\.[\w-]+\][ \t]*\n((?:(?![ \t]*\[)[^\n]*\n?)*)/gm;
/** Only one that is switched on. */
const SIGN_INS =
  /^[ \t]*\[auth(\.\w+\][ \t]*\n(?=(?:(?![ \t]*\[)[^\n]*\n)*?[ \t]*enabled[ \t]*=[ \t]*true)(?:(?![ \t]*\[)[^\n]*\n?)*)/gm;
const MATCHES = /<match\b[^>\n]*>([\s\S]{0,4000}?)<\/match>/g;

/** The same in files of Fluent Bit, fluentd and rclone: the line of a section, and the host that it reaches. */
export function impliedLines(text: string): readonly { readonly number: number; readonly host: string }[] {
  const outputs = DEFAULT_SERVICES.filter(({ under }) => under.includes('outputs'));
  return [
    ...(text.includes('[OUTPUT]') ? sections(text, OUTPUTS, /^[ \t]*Name[ \t]+(\S+)/im, outputs) : []),
    ...(text.includes('<match') ? sections(text, MATCHES, /^[ \t]*@type[ \t]+(\S+)/m, outputs) : []),
    ...(text.includes('[sinks.')
      ? sections(
          text,
          SINKS,
          /^[ \t]*type[ \t]*=[ \t]*"(\w+)"/m,
          DEFAULT_SERVICES.filter(({ under }) => under.includes('sinks')),
        )
      : []),
    ...(text.includes('[auth.') ? sections(text, SIGN_INS, /^\.(\w+)\]/, DEFAULT_SIGN_INS) : []),
    ...(/^[ \t]*type[ \t]*=/m.test(text)
      ? sections(text, REMOTES, /^[ \t]*type[ \t]*=[ \t]*(\S.*?)[ \t]*$/m, DEFAULT_REMOTES)
      : []),
  ];
}

function sections(text: string, pattern: RegExp, name: RegExp, among: readonly DefaultService[]) {
  return [...text.matchAll(pattern)].flatMap(({ index, 1: body = '' }) => {
    const service = among.find((each) => each.name === name.exec(body)?.[1]?.toLowerCase());
    const isElsewhere = service?.unless.some((key) => new RegExp(`^[ \\t]*${key}[ \\t=]+\\S`, 'im').test(body));
    if (service === undefined || isElsewhere === true) return [];
    return [{ number: text.slice(0, index).split('\n').length, host: service.host }];
  });
}

const REMOTE = /^RCLONE_CONFIG_(\w+)_TYPE$/;
const SIGN_IN = /^GF_AUTH_(\w+)_ENABLED$/;

/** The service that an environment variable chooses by a word, when none of its neighbours names an address. */
export function impliedByVariable(name: string, value: string, names: ReadonlySet<string>): string | undefined {
  const remote = REMOTE.exec(name)?.[1];
  if (remote !== undefined)
    return remaining(DEFAULT_REMOTES, value.toLowerCase(), (key) =>
      names.has(`RCLONE_CONFIG_${remote}_${key.toUpperCase()}`),
    );
  const signIn = SIGN_IN.exec(name)?.[1];
  if (signIn === undefined || value !== 'true') return undefined;
  return remaining(DEFAULT_SIGN_INS, signIn.toLowerCase(), (key) =>
    names.has(`GF_AUTH_${signIn}_${key.toUpperCase()}`),
  );
}

function remaining(
  among: readonly DefaultService[],
  name: string,
  isSet: (key: string) => boolean,
): string | undefined {
  const service = among.find((each) => each.name === name);
  return service === undefined || service.unless.some(isSet) ? undefined : service.host;
}

/** The service that external-dns writes names to, or oauth2-proxy signs people in with, by their flag alone. */
export function impliedByFlag(key: string | undefined, text: string, owner: Fields): string | undefined {
  const { image } = owner;
  if (key !== 'provider' || typeof image !== 'string') return undefined;
  const isProxy = image.includes('oauth2-proxy');
  if (!isProxy && !image.includes('external-dns')) return undefined;
  if (isProxy && /"-{1,2}(?:login-url|oidc-issuer-url)\b/.test(JSON.stringify(owner.args ?? null))) return undefined;
  const among = isProxy ? DEFAULT_PROXY_SIGN_INS : DEFAULT_NAME_SERVICES;
  const provider = text.replace(/^-{1,2}provider=/, '').toLowerCase();
  return Object.hasOwn(among, provider) ? among[provider] : undefined;
}

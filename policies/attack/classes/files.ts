import { gzipSync } from 'node:zlib';
import type { Fields, Path, Subject } from '../../engine/types.ts';
import { stringAt } from '../../subjects/fields.ts';
import { valueAt, withValue } from '../edit.ts';
import { FILES, type FileForm } from '../file-forms.ts';
import { foreignHost, foreignText, foreignWord, type Planted } from '../planted.ts';
import type { Random } from '../random.ts';
import { type AttackClass, type Mutation, PLACE_RULES, type Target } from '../types.ts';

const common = { aim: 'residency', caughtBy: PLACE_RULES } as const;

function inFile(subject: Subject, at: Path, text: string, what: string, planted: Planted): Mutation {
  const body = withValue(subject.body, at, text);
  return { change: { do: 'edit', subject, body }, what, value: planted.text, because: planted.because, at };
}

/** A file of that form, with a foreign endpoint in it. */
function fileOf(form: FileForm, target: Target, random: Random): { readonly text: string; readonly planted: Planted } {
  if ('word' in form) {
    const planted = foreignWord(target, random);
    return { text: form.word(planted.text), planted };
  }
  if ('text' in form) {
    const planted = foreignText(target, random);
    return { text: form.text(planted.text), planted };
  }
  const { value, because } = foreignHost(target, random);
  return { text: form.host(value), planted: { text: value, what: 'as it is', because } };
}

const files: AttackClass = {
  id: 'files',
  title: 'a file in a ConfigMap: ini, YAML, JSON, TOML, properties, XML, nginx and their like',
  ...common,
  mutate(target, random) {
    if (target.configMaps.length === 0) return undefined;
    const subject = random.pick(target.configMaps);
    const form = random.pick(FILES);
    const { text, planted } = fileOf(form, target, random);
    return inFile(subject, ['data', form.file], text, `${form.file}, ${form.how}: ${planted.what}`, planted);
  },
};

/** Keys after which a program opens a connection. */
const CONNECTS = /(?:address|ur[li]|endpoint|host|server|upstream|issuer|jwks\w*)["']?\s*[:=]|:\/\//i;
const HOST = /(?:[a-z0-9-]+\.)+(?:svc|[a-z]{2,24})(?=[:/"'\s,;]|$)/g;

const changed: AttackClass = {
  id: 'files-changed',
  title: "a host in one of the configuration's own files",
  ...common,
  mutate(target, random) {
    const places = target.configMaps.flatMap((subject) => ownHosts(subject, target));
    if (places.length === 0) return undefined;
    const { subject, key, host, from, text } = random.pick(places);
    const { value, because } = foreignHost(target, random);
    const now = text.slice(0, from) + value + text.slice(from + host.length);
    const line = text.slice(0, from).split('\n').length;
    return inFile(subject, ['data', key], now, `line ${line} of ${key}, in place of ${host}`, {
      text: value,
      what: '',
      because,
    });
  },
};

interface OwnHost {
  readonly subject: Subject;
  readonly key: string;
  readonly host: string;
  readonly from: number;
  readonly text: string;
}

/** Hosts of the cluster or of the site, in lines that make a program connect. */
function ownHosts(subject: Subject, { boundary }: Target): readonly OwnHost[] {
  const suffixes = ['.svc', ...boundary.claims.map(({ match }) => match.replace(/^\*/, ''))];
  const data = valueAt(subject.body, ['data']) as Fields | undefined;
  return Object.keys(data ?? {}).flatMap((key) => {
    const text = stringAt(data, key) ?? '';
    return [...text.matchAll(HOST)].flatMap(({ 0: host, index: from }) => {
      const line = text.slice(text.lastIndexOf('\n', from) + 1, from);
      const isOwn = suffixes.some((suffix) => host.endsWith(suffix));
      return isOwn && CONNECTS.test(line) ? [{ subject, key, host, from, text }] : [];
    });
  });
}

const base64 = (bytes: string | Uint8Array) => Buffer.from(bytes).toString('base64');

const ENCODINGS: readonly (readonly [string, (text: string) => string])[] = [
  ['base64', base64],
  ['base64 of base64', (text) => base64(base64(text))],
  ['base64 of gzip', (text) => base64(gzipSync(text))],
];

const encoded: AttackClass = {
  id: 'encoded',
  title: 'a file in a Secret or in binary data: base64, gzip, both, twice',
  ...common,
  mutate(target, random) {
    const form = random.pick(FILES);
    const { text, planted } = fileOf(form, target, random);
    const [how, encode] = random.pick(ENCODINGS);
    const what = `${form.file} as ${how}: ${planted.what}`;
    if (random.chance(0.4) && target.configMaps.length > 0) {
      return inFile(random.pick(target.configMaps), ['binaryData', form.file], encode(text), what, planted);
    }
    const namespace = random.pick(target.namespaces);
    const metadata = { name: 'added', namespace };
    const object = { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', data: { [form.file]: encode(text) } };
    return {
      change: { do: 'add', object },
      what,
      value: planted.text,
      because: planted.because,
      at: ['data', form.file],
    };
  },
};

/** Attacks inside files. */
export const fileClasses: readonly AttackClass[] = [files, changed, encoded];

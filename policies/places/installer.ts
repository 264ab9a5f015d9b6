import type { HostResolver } from './host.ts';
import type { Judged } from './judged.ts';

/** A program that installs from an index of its own choice when nobody names another. */
interface Installer {
  /** The command up to what it installs. */
  readonly command: RegExp;
  /** The host that it asks by default. */
  readonly host: string;
  /** What names another source, anywhere in the same text or as a variable of the same container. */
  readonly named: RegExp;
}

const INSTALLERS: readonly Installer[] = [
  {
    command: /\b(?:pip3?(?:\.\d+)?|uv\s+pip)\s+(?:--?[\w-]+\s+){0,6}(?:install|download)\b/g,
    host: 'pypi.org',
    named:
      /PIP_(?:INDEX_URL|NO_INDEX|CONFIG_FILE)|UV_(?:INDEX_URL|DEFAULT_INDEX)|pip\.conf|pip\s+config\s+set|\s(?:-i|--index-url|--no-index)\b/,
  },
  {
    command: /\bnpm\s+(?:--?[\w-]+\s+){0,6}(?:install|i|ci|add)\b/g,
    host: 'registry.npmjs.org',
    named: /npm_config_registry|\.npmrc|npm\s+(?:config\s+)?set\s+registry|\s--(?:registry|offline)\b/i,
  },
  {
    command: /\bapk\s+(?:--?[\w-]+\s+){0,6}add\b/g,
    host: 'dl-cdn.alpinelinux.org',
    named: /\/etc\/apk\/repositories|\s(?:-X|--repository|--repositories-file|--no-network)\b/,
  },
];

/** Whether a text may run an installer; cheap. */
export function mayInstall(text: string): boolean {
  return /\b(?:pip3?|npm|apk)\b/.test(text);
}

/** A text whose installers have a source of their own, or are told one by the `names` of variables, with these taken out. */
export function withoutNamedSources(text: string, names: () => readonly string[] = () => []): string {
  if (!mayInstall(text)) return text;
  const around = `${text} ${names().join(' ')}`;
  return INSTALLERS.reduce(
    (rest, { command, named }) => (named.test(around) ? rest.replace(command, 'use') : rest),
    text,
  );
}

/** What is installed up to the end of the command. */
const REST = /^[^\n;&|]{0,300}/;
/** Files and folders beside the command, and addresses, which are judged as such. */
const LOCAL = /^(?:\.|\/|~|file:|https?:|git\+)|\.(?:whl|tgz|apk|tar\.gz)$/;

/** A file beside the command that lists what comes from elsewhere. */
const LISTED = /\s(?:-r|--requirement)\b/;

/** The indexes that installers in a text ask because nobody names another: `pip install numpy`, `npm ci`. */
export function defaultSources(text: string, hosts: HostResolver): readonly Judged[] {
  if (!mayInstall(text)) return [];
  return INSTALLERS.flatMap(({ command, host, named }) =>
    [...text.matchAll(command)].flatMap((match) => {
      const rest = REST.exec(text.slice(match.index + match[0].length))?.[0] ?? '';
      const wanted = rest.split(/[\s"')\]]+/).filter((word) => /^[\w@.~/]/.test(word));
      const isLocal = wanted.length > 0 && wanted.every((word) => LOCAL.test(word)) && !LISTED.test(rest);
      if (isLocal || named.test(rest)) return [];
      const found = `${match[0]}${rest}`.trim().slice(0, 100);
      const judged = hosts.judge(host);
      if (judged.is === 'inert') return [];
      const reason = `${match[0]} without a named source asks ${host}: ${judged.place.reason}`;
      return [{ is: 'place', found, place: { ...judged.place, value: found, reason } } as const];
    }),
  );
}

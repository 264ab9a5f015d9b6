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

/** Flags between a program and what it is asked to do, with their values. */
const FLAGS = '\\s+(?:-\\S{1,60}\\s+(?:[^\\s-]\\S{0,100}\\s+)?){0,4}';

function installer(program: string, verbs: string, host: string, named: RegExp): Installer {
  return { command: new RegExp(`(?<![\\w.-])(?:${program})${FLAGS}(?:${verbs})(?![\\w-])`, 'g'), host, named };
}

const PYTHON =
  /PIP_(?:INDEX_URL|NO_INDEX|CONFIG_FILE)|UV_(?:INDEX|DEFAULT_INDEX|OFFLINE)|pip\.conf|uv\.toml|poetry\s+source|pip\s+config\s+set|\s(?:-i|--(?:index-url|default-index|no-index|offline))\b/;
const NODE =
  /npm_config_(?:registry|offline)|YARN_(?:NPM_)?REGISTRY\w*|\.npmrc|\.yarnrc|(?:npm|yarn|pnpm)\s+(?:config\s+)?set\s+(?:npm)?registry|\s--(?:registry|offline)\b/i;
const LINUX =
  /\/etc\/(?:apt|yum|dnf|zypp|apk)\S*|\/etc\/yum\.repos\.d|Acquire::http|\s--(?:no-download|cacheonly|disablerepo|repofrompath)\b/;

const INSTALLERS: readonly Installer[] = [
  installer('pip3?(?:\\.\\d+)?|uv\\s+pip', 'install|download', 'pypi.org', PYTHON),
  installer('uv|pipx|poetry|pdm|pipenv', 'sync|add|install|tool\\s+install|tool\\s+run', 'pypi.org', PYTHON),
  installer(
    'conda|mamba|micromamba',
    'install|create|env\\s+create',
    'conda.anaconda.org',
    /\.condarc|CONDA_CHANNEL|CONDARC|\s(?:-c|--channel|--offline|--override-channels)\b/,
  ),
  installer('npm', 'install|i|ci|add|exec', 'registry.npmjs.org', NODE),
  installer('yarn|pnpm|bun', 'install|i|add|dlx', 'registry.npmjs.org', NODE),
  installer('npx|bunx', '[@\\w][\\w@/.-]*', 'registry.npmjs.org', NODE),
  installer(
    'apk',
    'add',
    'dl-cdn.alpinelinux.org',
    /\/etc\/apk\/repositories|\s(?:-X|--repository|--repositories-file|--no-network)\b/,
  ),
  installer('apt-get|apt|aptitude', 'install|update|upgrade|dist-upgrade', 'deb.debian.org', LINUX),
  installer('yum|dnf|microdnf|tdnf', 'install|update|upgrade', 'mirrors.fedoraproject.org', LINUX),
  installer('zypper', 'install|in|update|up', 'download.opensuse.org', LINUX),
  installer(
    'go',
    '(?:install|get)\\s+(?:-\\S+\\s+)*[\\w-]+\\.[\\w.-]+/\\S+|mod\\s+download',
    'proxy.golang.org',
    /GOPROXY|-mod=vendor|GONOSUMCHECK/,
  ),
  installer(
    'cargo',
    'install|build|fetch|add|update',
    'index.crates.io',
    /\.cargo\/config|CARGO_(?:REGISTR|SOURCE|NET_OFFLINE)|\s--(?:offline|frozen|registry|index|path)\b/,
  ),
  installer(
    'gem',
    'install|update',
    'rubygems.org',
    /\.gemrc|BUNDLE_MIRROR|gem\s+sources|\s--(?:source|local|clear-sources)\b/,
  ),
  installer(
    'bundle',
    'install|update',
    'rubygems.org',
    /BUNDLE_(?:MIRROR|PATH__CACHE)|bundle\s+config\s+\S*mirror|\s--(?:local|prefer-local)\b/,
  ),
  installer(
    'composer',
    'install|require|update|create-project',
    'repo.packagist.org',
    /COMPOSER_(?:DISABLE_NETWORK|REPO\w*)|composer\s+config\s+\S*repo/,
  ),
  installer(
    '\\.?/?mvnw?',
    '(?:clean\\s+)?(?:install|package|verify|deploy|compile|test|dependency:\\S+)',
    'repo.maven.apache.org',
    /settings\.xml|MAVEN_(?:ARGS|CONFIG)|\smvn\w*\s+(?:-o|--offline)|\s(?:-s|--settings|--offline)\b/,
  ),
  installer(
    'dotnet',
    'restore|add\\s+package|tool\\s+install',
    'api.nuget.org',
    /nuget\.config|\s(?:-s|--source|--configfile)\b/i,
  ),
  installer(
    'ansible-galaxy',
    '(?:collection\\s+|role\\s+)?install',
    'galaxy.ansible.com',
    /ansible\.cfg|ANSIBLE_GALAXY_SERVER|\s(?:-s|--server|--offline)\b/,
  ),
  installer('huggingface-cli|hf', 'download', 'huggingface.co', /HF_ENDPOINT|HF_HUB_OFFLINE/),
  installer('ollama', 'pull|run', 'registry.ollama.ai', /^\b$/),
];

/** Whether a text may run an installer; cheap. */
export function mayInstall(text: string): boolean {
  return MAY_INSTALL.test(text);
}

const MAY_INSTALL =
  /\b(?:pip[3x]?|uv|poetry|pdm|pipenv|conda|(?:micro)?mamba|npm|npx|yarn|p?npm|bunx?|apk|apt|apt-get|aptitude|yum|(?:micro|t)?dnf|zypper|go|cargo|gem|bundle|composer|mvnw?|dotnet|ansible-galaxy|huggingface-cli|hf|ollama)(?:\d[\d.]*)?["']?,?\s/;

/** \`["pip", "install", "x"]\` as the line that it stands for. */
function asLine(text: string): string {
  return text.replace(/["']\s{0,9},\s{0,9}["']/g, ' ');
}

/** A text whose installers have a source of their own, or are told one by the `names` of variables, with these taken out. */
export function withoutNamedSources(text: string, names: () => readonly string[] = () => []): string {
  if (!mayInstall(text)) return text;
  const around = `${asLine(text)} ${names().join(' ')}`;
  return INSTALLERS.reduce(
    (rest, { command, named }) => (named.test(around) ? rest.replace(command, 'use') : rest),
    text.includes('[') ? asLine(text) : text,
  );
}

/** What is installed up to the end of the command. */
const REST = /^[^\n;&|]{0,300}/;
/** Files and folders beside the command, and addresses, which are judged as such. */
const LOCAL = /^(?:\.|\/|~|file:|https?:|git\+)|\.(?:whl|tgz|apk|tar\.gz)$/;

/** A file beside the command that lists what comes from elsewhere. */
const LISTED = /\s(?:-r|--requirement)\b/;

/** The indexes that installers in a text ask because nobody names another: `pip install numpy`, `npm ci`. */
export function defaultSources(written: string, hosts: HostResolver): readonly Judged[] {
  if (!mayInstall(written)) return [];
  const text = asLine(written);
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

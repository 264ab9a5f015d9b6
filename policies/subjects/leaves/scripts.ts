import { isOfEveryShell } from '../../places/index.ts';
import type { Variables } from './expansion.ts';

const ASSIGNMENT =
  /(?:^|[\n;&|({]|\b(?:then|do|else))[ \t]*(?:(?:export|local|readonly|declare|typeset|ENV|ARG)[ \t]+(?:-\w+[ \t]+)*)?([A-Za-z_]\w*)(\+?)=(?!=)((?:"[^"\n]*"|'[^'\n]*'|[^;\n])*)/g;
/** `dir.temp = ${dir.appdata}/temp`: properties refer to each other in the same way. */
const PROPERTY = /^[ \t]*([A-Za-z_][\w-]*(?:\.[\w-]+)+)[ \t]*[=:][ \t]*([^\n]*)$/gm;
/** `myorigin = $mydomain`: settings with blanks around the sign refer to each other as well. */
const SPACED = /^[ \t]*([A-Za-z_]\w*)[ \t]+=[ \t]+([^\n]*)$/gm;
/** `my $target = "…";`: Perl and PHP write the sign before the name. */
const DOLLAR = /^[ \t]*(?:my |our |local )?\$([A-Za-z_]\w*)[ \t]*=(?![=~])[ \t]*([^;\n]*)/gm;
/** `set $backend fhir.interop.svc;` of nginx. */
const NGINX_SET = /(?:^|[{;])[ \t]*set[ \t]+\$([A-Za-z_]\w*)[ \t]+([^;\n]*);/gm;
const LOOP = /\b(?:for|select)[ \t]+([A-Za-z_]\w*)[ \t]+in\b([^\n;]{0,300})/g;
const READ = /\b(?:read|mapfile|readarray|getopts)[ \t]+((?:-\w+[ \t]+)*)([A-Za-z_]\w*(?:[ \t]+[A-Za-z_]\w*)*)/g;
/** Not where it is set: `$name = …`. */
const BARE = /\$([A-Za-z_]\w*)\b(?![ \t]*=(?![=~>]))/g;

/** How programs name what they are started with. */
const READS_VARIABLES = /\$|environ|getenv|process\.env|ENV\[|%\(|:\/\/\{/;
/** As variables are called that an object which is not here may set; whoever checks that object judges them. */
const VARIABLE = /^[A-Z][A-Z0-9_]*$/;

/** A script with its variables: those that it sets itself, and those that it sets once, to a literal, filled in. */
export interface Script {
  readonly text: string;
  /** Names of the variables that it sets to something that only a run can tell. */
  readonly given: Pick<ReadonlySet<string>, 'has'>;
  /** Those of them that a command prints or a reader reads: their values stand nowhere in the text. */
  readonly made: ReadonlySet<string>;
}

type Values = ReadonlyMap<string, string | undefined>;

/** A text that sets variables and uses them; undefined when it does not. Linear in its length. */
export function scriptIn(written: string, around?: Variables): Script | undefined {
  const text = interpolated(written);
  if (text !== written) return scriptIn(text, around) ?? { text, given: NOTHING_GIVEN, made: NOTHING_GIVEN };
  if (!READS_VARIABLES.test(text)) return undefined;
  if (around === undefined && (!text.includes('$') || !/=|\bin\b|\bread\b|\bset\s/.test(text))) return undefined;
  const values: Map<string, string | undefined> = new Map(around?.values);
  const made = new Set<string>();
  const borrowed: [string, string][] = [];
  for (const [, name = '', more = '', value = ''] of text.matchAll(ASSIGNMENT)) {
    const written = literal(value);
    const before = values.get(name);
    const isLonger = more === '+' && before !== undefined && written !== undefined;
    values.set(name, isLonger ? before + written : values.has(name) ? undefined : written);
    if ((written === undefined && isMade(value, made, values)) || (more === '+' && !isLonger)) made.add(name);
    const source = BORROWED.exec(value)?.[1];
    if (source !== undefined) borrowed.push([name, source]);
  }
  for (const pattern of [PROPERTY, SPACED, DOLLAR, NGINX_SET])
    for (const [, name = '', value = ''] of text.matchAll(pattern))
      values.set(name, values.has(name) ? undefined : literal(value));
  for (const [, name = '', list = ''] of text.matchAll(LOOP)) {
    values.set(name, undefined);
    if (isMade(list, made, values)) made.add(name);
  }
  for (const [, , names = ''] of text.matchAll(READ))
    for (const name of names.split(/[ \t]+/)) {
      values.set(name, undefined);
      made.add(name);
    }
  // What is set to something that nothing sets is as open as that.
  const isSet = (name: string) => values.has(name) || isOfEveryShell(name) || around?.isOpen === true;
  for (const [name, source] of borrowed) if (!isSet(source)) values.delete(name);
  if (values.size === 0 && around?.isOpen !== true) return undefined;
  const given = around?.isOpen === true ? { has: (name: string) => VARIABLE.test(name) } : new Set(values.keys());
  return { text: filledIn(text, values), given, made };
}

const BORROWED = /^["']?(?:[a-z][\w+.-]{0,20}:\/\/)?\$\{?([A-Za-z_]\w*)\}?(?![\w(:-])/;
const NOTHING_GIVEN: ReadonlySet<string> = new Set();
const INI_VALUE = /^[ \t]*(\w{1,64})[ \t]*=[ \t]*([\w.:/@-]{1,256})[ \t]*$/gm;

const QUOTED_VALUE = /^[ \t]*(?:const |let |var )?(\w{1,64})[ \t]*=[ \t]*["']([\w.:/@-]{1,256})["'];?[ \t]*$/gm;

/** `root_url = https://%(domain)s/`: ini files refer to the settings of the same file. One that it does not have stays. */
function interpolated(text: string): string {
  if (!/%\(\w+\)s|:\/\/\{\w+\}/.test(text)) return text;
  const values = new Map<string, string | undefined>();
  for (const [, name = '', value = ''] of text.matchAll(INI_VALUE))
    values.set(name, values.has(name) ? undefined : value);
  for (const [, name = '', value = ''] of text.matchAll(QUOTED_VALUE))
    values.set(name, values.has(name) ? undefined : value);
  return text
    .replace(/%\((\w+)\)s/g, (whole, name: string) => values.get(name) ?? (values.has(name) ? whole : ownDefault(name)))
    .replace(/(:\/\/)\{(\w+)\}/g, (whole, slashes: string, name: string) =>
      values.get(name) === undefined ? whole : `${slashes}${values.get(name)}`,
    );
}

/** What a program fills in that the file does not set: how it is spoken to and at which port, and nothing else. */
function ownDefault(name: string): string {
  if (/(?:^|_)port$/.test(name)) return '80';
  return /(?:^|_)(?:protocol|scheme)$/.test(name) ? 'http' : `%(${name})s`;
}

/** Programs that print a path, and those that print a time or a number. */
const PATHS = /^["']?[$][(]\s*(?:mktemp|dirname|basename|pwd|cd|realpath|readlink|find|ls)\b/;
const NUMBERS = /^["']?[$][(]\s*(?:date|wc|nproc|stat|id|expr|seq|du|df)\b|^[$][(][(]/;

/** Programs that print what the machine itself is called. */
const ITSELF = /[$][(]\s*(?:hostname|uname|whoami)\b[^)]*[)]/g;

/** Files in which the cluster says where its own parts are: Rook's monitors, the pod's own namespace and name. */
const OWN_FILES =
  /[$][(]\s*(?:cat|<)\s+"?(?:\/etc\/rook\/mon-endpoints|\/var\/run\/secrets\/kubernetes\.io\/serviceaccount\/namespace|\/etc\/hostname)"?\s*[)]/g;
/** `$(echo "$A" | cut -d, -f1)`: what is cut out of a variable is as known as the variable. */
const CUT = /[$][(]\s*(?:echo|printf)\s[^()`]*[)]/g;

/** Whether a value is what a command prints, or is made of a variable that is. */
function isMade(value: string, made: ReadonlySet<string>, values: Values): boolean {
  // Long enough for the file that a command reads: to fill in a whole line could make a hundred of it.
  const head = value
    .slice(0, 300)
    .replace(/\$\{?([A-Za-z_]\w*)\}?/g, (whole, name: string) => values.get(name) ?? whole);
  const rest = (head + value.slice(300)).replace(ITSELF, '').replace(OWN_FILES, '');
  if (/[$][(](?![(])|`/.test(rest.replace(CUT, ''))) return true;
  return [...rest.matchAll(/\$\{?([A-Za-z_]\w*)/g)].some(([, name = '']) => made.has(name));
}

/** What a variable is set to, when that is one word or one quoted text without a variable or a command in it. */
function literal(value: string): string | undefined {
  if (PATHS.test(value)) return '/path';
  if (NUMBERS.test(value)) return '0';
  const [, double, single, bare] = /^(?:"([^"$`\\]*)"|'([^']*)'|([\w./:@%+,-]*))(?=[\s;&|)]|$)/.exec(value) ?? [];
  return double ?? single ?? bare;
}

/** A value that is longer is no host, and stays a variable: it is judged where it is set. */
const LONGEST_VALUE = 256;

/** A text may grow by so much. After that its variables stay open, and what is put together of them undecided. */
const GROWTH = 100_000;

function filledIn(text: string, values: Values): string {
  let left = text.length + GROWTH;
  const braced = text.replace(BARE, (whole, name: string) => (values.has(name) ? `\${${name}}` : whole));
  return braced.replace(/\$\{([A-Za-z_][\w.-]*)\}/g, (whole, name: string) => {
    const value = values.get(name);
    if (value === undefined || value.length > LONGEST_VALUE || left < value.length) return whole;
    left -= value.length;
    return value;
  });
}

const ASSIGNMENT =
  /(?:^|[\n;&|({]|\b(?:then|do|else))[ \t]*(?:(?:export|local|readonly|declare|typeset)[ \t]+(?:-\w+[ \t]+)*)?([A-Za-z_]\w*)\+?=(?!=)([^\n]*)/g;
/** `dir.temp = ${dir.appdata}/temp`: properties refer to each other in the same way. */
const PROPERTY = /^[ \t]*([A-Za-z_][\w-]*(?:\.[\w-]+)+)[ \t]*[=:][ \t]*([^\n]*)$/gm;
const LOOP = /\b(?:for|select)[ \t]+([A-Za-z_]\w*)[ \t]+in\b/g;
const READ = /\b(?:read|mapfile|readarray|getopts)[ \t]+((?:-\w+[ \t]+)*)([A-Za-z_]\w*(?:[ \t]+[A-Za-z_]\w*)*)/g;
const BARE = /\$([A-Za-z_]\w*)/g;

/** A script with its variables: those that it sets itself, and those that it sets once, to a literal, filled in. */
export interface Script {
  readonly text: string;
  /** Names of the variables that it sets to something that only a run can tell. */
  readonly given: ReadonlySet<string>;
}

/** A text that sets variables and uses them; undefined when it does not. Linear in its length. */
export function scriptIn(text: string): Script | undefined {
  if (!text.includes('$') || !/=|\bin\b|\bread\b/.test(text)) return undefined;
  const values = new Map<string, string | undefined>();
  for (const [, name = '', value = ''] of text.matchAll(ASSIGNMENT))
    values.set(name, values.has(name) ? undefined : literal(value));
  for (const [, name = '', value = ''] of text.matchAll(PROPERTY))
    values.set(name, values.has(name) ? undefined : literal(value));
  for (const [, name = ''] of text.matchAll(LOOP)) values.set(name, undefined);
  for (const [, , names = ''] of text.matchAll(READ))
    for (const name of names.split(/[ \t]+/)) values.set(name, undefined);
  if (values.size === 0) return undefined;
  return { text: filledIn(text, values), given: new Set(values.keys()) };
}

/** Programs that print a path, and those that print a time or a number. */
const PATHS = /^["']?[$][(]\s*(?:mktemp|dirname|basename|pwd|cd|realpath|readlink|find|ls)\b/;
const NUMBERS = /^["']?[$][(]\s*(?:date|wc|nproc|stat|id|expr|seq|du|df)\b|^[$][(][(]/;

/** What a variable is set to, when that is one word or one quoted text without a variable or a command in it. */
function literal(value: string): string | undefined {
  if (PATHS.test(value)) return '/path';
  if (NUMBERS.test(value)) return '0';
  const [, double, single, bare] = /^(?:"([^"$`\\]*)"|'([^']*)'|([\w./:@%+,-]*))(?=[\s;&|)]|$)/.exec(value) ?? [];
  return double ?? single ?? bare;
}

function filledIn(text: string, values: ReadonlyMap<string, string | undefined>): string {
  const braced = text.replace(BARE, (whole, name: string) => (values.has(name) ? `\${${name}}` : whole));
  return braced.replace(/\$\{([A-Za-z_][\w.-]*)\}/g, (whole, name: string) => values.get(name) ?? whole);
}

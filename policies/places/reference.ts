/** A part of a text that stands for a value which is not there: `${VAR}`, `$(VAR)`, `{{ .x }}`, `%{…}`. */
export interface Reference {
  readonly start: number;
  readonly end: number;
  /** The text between the brackets. */
  readonly name: string;
}

/** Stands for one UTF-16 unit of a reference, so that positions stay as they were. */
export const HOLE = '\ue000';

const OPENERS: readonly (readonly [open: string, nest: string, close: string])[] = [
  ['${', '{', '}'],
  ['%{', '{', '}'],
  ['$(', '(', ')'],
  ['{{', '{', '}'],
];

/** Where a value that is not there can be judged after all, as the end of a sentence. */
export function judgedLater(shown: string): string {
  if (shown.includes('{{'))
    return '; judge what the template renders: helm template CHART | domicile check -, or the output of what fills it in';
  if (/\$\{[^}]*\b(?:var|local|data|module|each|count)\./.test(shown.slice(0, 200)))
    return '; judge the plan: terraform show -json PLAN > plan.json, then domicile check plan.json';
  return '; write the value, or judge what has it filled in';
}

/** True when the text could hold a reference; cheap. */
export function mayRefer(text: string): boolean {
  return text.includes('${') || text.includes('$(') || text.includes('{{') || text.includes('%{');
}

/** Every outermost reference. One that is never closed reaches to the end: nobody can say what it would swallow. */
export function referencesIn(text: string): readonly Reference[] {
  const found: Reference[] = [];
  let at = 0;
  while (at < text.length) {
    const start = nextOpener(text, at);
    if (start < 0) break;
    const opener = OPENERS.find(([open]) => text.startsWith(open, start));
    const end = opener === undefined ? start + 2 : closing(text, start + opener[0].length, opener);
    const written = nameIn(text.slice(start + 2, end));
    const name = text[start] === '%' && GROK.test(`%${written}`) ? `%${written}` : written;
    found.push({ start, end, name });
    at = end;
  }
  return found;
}

function nextOpener(text: string, from: number): number {
  for (let at = from; at < text.length - 1; at++) {
    const char = text[at];
    const next = text[at + 1];
    if (char === '$' && (next === '{' || next === '(')) {
      if (text[at - 1] !== '$' && (next === '{' || isVariable(text, at + 2))) return at;
    } else if ((char === '{' || char === '%') && next === '{') return at;
  }
  return -1;
}

/** A shell command between `$(` and `)` is text like any other: its words are judged where they stand. */
function isVariable(text: string, from: number): boolean {
  return /^[\w.-]{1,256}\)/.test(text.slice(from, from + 258));
}

function closing(text: string, from: number, [open, nest, close]: readonly [string, string, string]): number {
  const wanted = open === '{{' ? 2 : 1;
  let depth = wanted;
  for (let at = from; at < text.length; at++) {
    if (text[at] === nest) depth += 1;
    else if (text[at] === close && --depth === 0) return at + 1;
  }
  return text.length;
}

/** The body of a reference without its closing brackets. */
function nameIn(body: string): string {
  let end = body.length;
  while (end > 0 && (body[end - 1] === '}' || body[end - 1] === ')')) end -= 1;
  return body.slice(0, end).trim();
}

/** `${SCHEME}://minio:9000`: how the host is spoken to, which moves it nowhere. */
const SPOKEN = /^[\w.-]*(?:scheme|proto|protocol)$/i;

/** The text with every reference turned into {@link HOLE}s of the same length, and one for a scheme into a scheme. */
export function punched(text: string, references: readonly Reference[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, name } of references) {
    const isScheme = text.startsWith('://', end) && SPOKEN.test(name);
    result += text.slice(at, start) + (isScheme ? 'x' : HOLE).repeat(end - start);
    at = end;
  }
  return result + text.slice(at);
}

/** Names of values that people keep out of sight; standing in the user part of a URL, they do not change its host. */
const CREDENTIAL = /user|pass|pwd|(?:^|_)pw$|secret|token|key|login|auth|cred|pin\b/i;
const PORT = /port\b|port$/i;
/** Facts about the pod itself that the downward API fills in. */
const SELF =
  /^v1\.(?:instance_id|local_hostname)$|^(?:env[.:])?(?:my_?|k8s_?|kube_?)?(?:pod|node|host|container|service_?account)_?(?:name|ip|ips|uid|namespace)$|^(?:hostname|namespace|pod_?namespace)$/i;
/** Folders. */
const FOLDER = /^(?:path\.(?:module|root|cwd)|home|pwd|tmp|tmpdir|path|root|.*_(?:dir|home|path|root|folder))$/i;
/** Variables of alert templates and dashboards, filled in from metrics when people read them. */
const METRIC =
  /^[-]?\s*(?:\$labels\b|\$value\b|\.labels\b|\.value\b|\.annotations\b|\.status\b|\.commonlabels\b|\.commonannotations\b|\.alerts\b|\.groupLabels\b|\.generatorurl\b|\.externalurl\b|\.silenceurl\b|\.dashboardurl\b|\.panelurl\b|\.startsat\b|\.endsat\b|range |end\b|if |else\b|with |humanize|printf|template |define )/i;

/** What Grafana puts in for whoever looks at a dashboard: times, units, values of the panel. */
const DASHBOARD = /^__\w/;
/** What Helm knows of a release and its chart: names that the API server holds to DNS labels, and versions. */
const RELEASE =
  /^-?\s*(?:\$?\.Release\.(?:Name|Namespace|Revision|Service)|\$?\.Chart\.\w+|\$?\.Capabilities\.[\w.]+)\b[^/]*$/;
/** Parts of what a regular expression matched, and a script's own arguments. */
const CAPTURE = /^(?:\d{1,2}|[@*#?!$-]|#\w+)$/;
/** What one step of a workflow hands to another: the engine finds it in its own store, which is judged where it is set up. */
const ARTIFACT = /^(?:(?:tasks|steps|dag)\.[\w-]+\.outputs|inputs|outputs)\.artifacts\.[\w.-]+$/;
/** Fields of the HL7 message that a route passes on. */
const MESSAGE_FIELD = /^(?:in\.)?headers?\.CamelHL7\w+$/;
/** `%{SYSLOGHOST:host.name}`: what grok looks for, and what it calls that; `%{+YYYY.MM.dd}`: a date. */
const GROK = /^%(?:[A-Z][A-Z0-9_]*:[\w.@[\]-]+(?::\w+)?|\+[\w.'-]+)$/;
/** Functions of Terraform whose answer is a number, a truth value or a time, whatever they are given. */
const COUNTED =
  /^(?:length|abs|ceil|floor|sum|parseint|timestamp|timeadd|timecmp|alltrue|anytrue|can|contains|startswith|endswith)\(/;

/** Whether an expression is one call and nothing behind it. Closing brackets at its end were cut off with the reference's. */
function isCounted(name: string): boolean {
  const from = COUNTED.exec(name)?.[0].length;
  if (from === undefined) return false;
  let depth = 1;
  for (let at = from; at < name.length; at++) {
    if (depth === 0) return false;
    if (name[at] === '(') depth += 1;
    else if (name[at] === ')') depth -= 1;
  }
  return true;
}

/** What proves who somebody is to others. */
const IDENTITY = /(?:^|[_.])(?:identity|fingerprint|thumbprint)$/i;
/** Programs whose output is a time, a number, a folder or the machine's own name. */
const MACHINE = /^(?:date|hostname|pwd|nproc|whoami|mktemp|uname|uuidgen|id|tty|arch|seq)$/;

/** The pod's or its node's own address, under the names that people give it. */
const ITSELF =
  /^ds\.meta_data\.(?:local_|public_)?(?:ipv4|ipv6|hostname)$|^(?:env[.:])?(?:otel_)?(?:my_?|k8s_?|kube_?)?(?:(?:pod|node)_?(?:ips?|name)|host_?ips?)$|^(?:steps|tasks)\.[\w-]+\.ip$/i;

/** `default .Env.POD_IP "0.0.0.0"`: what stands in when the pod has no address is every address of the machine itself. */
const DEFAULTED = /^default\s+(?:"(?:0\.0\.0\.0|::|127\.0\.0\.1)"\s+)?\.|\s+"(?:0\.0\.0\.0|::|127\.0\.0\.1)"$/g;

/** True when a reference stands for the pod itself or its node, as the downward API fills in. */
export function isAboutItself(name: string): boolean {
  return ITSELF.test(name.replace(DEFAULTED, ''));
}

/** Names of what is a part of a name at most: `CLUSTER_NAME`, `releaseVersion`; nothing that is dialled is called so. */
const PART =
  /(?:^|_|[a-z.])(?:name|namespace|file|filename|folder|version|tag|revision|commit|sha|branch|path|dir|date|year|month|day|timestamp|env|environment|stage|suffix|prefix|index|ordinal|count|size|num|number|id|uid)$/i;
const DIALLED = /host|server|domain|region|zone|location|endpoint|dns|url|uri|addr|image/i;

/** True when what is put in can only be a label of a name, so that the labels behind it decide. */
export function isLabel(name: string): boolean {
  if ([METRIC, DASHBOARD, RELEASE, CAPTURE, MACHINE, SELF].some((pattern) => pattern.test(name))) return true;
  return PART.test(name) && !DIALLED.test(name);
}

/** `${replicas:=2}`, `${enabled:-true}`: what is put in is of the kind of its default. */
const AMOUNT = /:[=-]\s*"?(?:\d+(?:\.\d+)?(?:[munkMGT]i?)?|true|false)"?$/;

/** Why a reference cannot move data, or undefined when it could. */
export function harmless(name: string, position: 'user' | 'port' | 'word' | 'prose'): string | undefined {
  if (position === 'user') return CREDENTIAL.test(name) ? `${name} is a credential` : undefined;
  if (position === 'port') return PORT.test(name) ? `${name} is a port` : undefined;
  const bare = /^[A-Za-z_]\w*(?=[#%])/.exec(name)?.[0];
  if (bare !== undefined) return harmless(bare, 'word');
  if (AMOUNT.test(name)) return `${name} has a number or a truth value for its default`;
  if (METRIC.test(name)) return `${name} is filled in from a metric`;
  if (CREDENTIAL.test(name)) return `${name} is a credential`;
  if (PORT.test(name)) return `${name} is a port`;
  if (DASHBOARD.test(name)) return `${name} is filled in by a dashboard`;
  if (RELEASE.test(name)) return `${name} is a fact about the Helm release itself`;
  if (CAPTURE.test(name)) return `${name} is a part of what was matched or given`;
  if (MACHINE.test(name)) return `${name} prints a fact about the machine itself`;
  if (SELF.test(name)) return `${name} is a fact about the pod itself`;
  if (GROK.test(name)) return `${name} is a pattern of grok, or a date`;
  if (isCounted(name)) return `${name} is a number, a truth value or a time`;
  if (ARTIFACT.test(name)) return `${name} is what another step of the workflow left`;
  if (MESSAGE_FIELD.test(name)) return `${name} is a field of the HL7 message`;
  if (IDENTITY.test(name)) return `${name} says who somebody is`;
  if (FOLDER.test(name)) return `${name} is a folder`;
  return PART.test(name) && !DIALLED.test(name)
    ? `${name} is called as a part of a name is, not as an address`
    : undefined;
}

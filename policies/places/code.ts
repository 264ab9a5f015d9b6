import { FHIR_TYPES } from '../../catalog/hosts/identifiers.ts';
import type { Position } from './host-word.ts';
import type { Reading } from './reading.ts';
import type { Token } from './token.ts';

/** Top-level domains that are also endings of file names. */
const FILE_ENDINGS = new Set(
  'app ai cab cc cfg csv do gz ini js jsp la log mat md me ml mov mp pl pm properties ps py rs sc sh so sql st tf ts txt vi xyz zip'.split(
    ' ',
  ),
);

/** File endings that no endpoint of an organisation ends in, however many dots stand before them. */
const ALWAYS_FILES = new Set('zip py mov so md'.split(' '));

/** First words of dotted names in programs, templates and settings. */
const ROOTS = new Set(
  `metadata spec status object oldobject self this request response params variables labels annotations user users spring quarkus
   camel hapi server management logging log os sys module process window document console math json string config settings env
   values item items record input output resource resources props event ctx context msg message data result res req err error
   app x e i c p v s t obj row doc entity patient observation bundle encounter job task run step steps node pod container
   micronaut keycloak kc ktor akka play hibernate jakarta javax java kotlin scala groovy kafka connect producer consumer
   security datasource jdbc http https hikari liquibase flyway eureka feign ribbon zuul kc db fhir ai llm model net core vm fs kernel k8s cloud telemetry deployment rpc messaging network client url code enduser faas gen_ai
   acr id access claim saml service container_image device browser`
    .trim()
    .split(/\s+/),
);

/** First labels of package names, most significant first. */
const PACKAGE_ROOTS = new Set('com org net java javax jakarta'.split(' '));

/** Top-level domains that hosts really end in; a package or a property seldom does. */
const COMMON = new Set(
  'com org net eu de fr nl at be it es pl se fi no dk ie cz io ai cloud gov uk ch us cn'.split(' '),
);

/** Top-level domains that programs, queries and templates call properties: `rule.host`, `blocked.page`. */
const PROPERTIES = new Set(
  'name host id page date email group groups map call link data info box style open search size total tags type zone now set run exchange fit stream'.split(
    ' ',
  ),
);

/** Files of programs; `script`, `transformer`: fields that hold a piece of one. */
const PROGRAM =
  /(?:^|_)(?:groovy|[cm]?[jt]sx?|java|kts?|py|lua|rb|pl|php|cs|scala|rego|jq|xsl|xslt|script|transformer|preprocessor|postprocessor|javascript|code|function|lambda)$/;
const BEFORE_OPERAND = /(?:[=!]==?|\bif\s*\(|\breturn\s|\btypeof\s|\binstanceof\s|["')\]]\s*\+|\?|!)\s*$/;
const AFTER_OPERAND = /^\s*(?:[=!]==?|\+\s*["'(]|\?\s|\bin\s*\[|instanceof\b)/;

/** Whether a bare word is a part of an expression: `if (field.as == 'x')`, `msg.id + ", "`. Quoted, it would be a value. */
export function isOperand({ raw, key }: Reading, { start, end }: Token): boolean {
  if (/["'`]/.test(raw[start - 1] ?? '')) return false;
  const after = raw.slice(end, end + 20);
  if (BEFORE_OPERAND.test(raw.slice(Math.max(0, start - 20), start)) || AFTER_OPERAND.test(after)) return true;
  return PROGRAM.test(key.words) && /\S/.test(raw.slice(0, start) + after);
}

/** Settings that name a file beside the program. */
const FILE_KEY = /(?:^|_)(?:scripts?|files?|filename|file_name|workflow|notebook|makefile|stylesheet)$/;

/** `Patient.contact.name`: an element of a FHIR type, in the spelling that FHIR gives it. */
function isElement(labels: readonly string[]): boolean {
  const [type = '', ...elements] = labels;
  return FHIR_TYPES.has(type) && elements.every((element) => /^[a-z][A-Za-z0-9]*$/.test(element));
}

/** `spring.application.name`, `Patient.name`: what a mapping names as its source or target, also where a host could stand. */
export function isSettingOrElement(word: string): boolean {
  const labels = word.split('.');
  const isSetting = labels.length >= 3 && ROOTS.has(labels[0] ?? '') && !COMMON.has(labels.at(-1) ?? '');
  return isSetting || isElement(labels);
}

/** Why a dotted word in free text is code, a file or a setting and no host; undefined when it could be one. */
export function looksLikeCode(
  word: string,
  ascii: string,
  { key, path, whole, operand }: Position,
): string | undefined {
  const labels = ascii.split('.');
  const last = labels.at(-1) ?? '';
  const first = labels[0] ?? '';
  if (key.identifier) return `${word} stands where names of software stand`;
  if (path) return undefined;
  if (labels.length === 2 && !COMMON.has(last) && FILE_KEY.test(key.words)) return `${word} is a file name`;
  if (ALWAYS_FILES.has(last) || (labels.length === 2 && FILE_ENDINGS.has(last))) return `${word} is a file name`;
  if (last === 'target' && /^[a-z-]+\.target$/.test(word)) return `${word} is a unit of systemd`;
  if (isElement(word.split('.'))) return `${word} is an element of a FHIR resource`;
  if (COMMON.has(last)) return undefined;
  if (/^[A-Za-z_$][\w$.]*$/.test(word) && operand()) return `${word} is a property or an expression`;
  if (
    !whole &&
    /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(word) &&
    (PROPERTIES.has(last) || /[a-z][A-Z]/.test(word))
  )
    return `${word} is a property or an expression`;
  if (ROOTS.has(first) || (first.length === 1 && labels.length === 2 && last !== 'me'))
    return `${word} is a property or an expression`;
  if (labels.length >= 3 && PACKAGE_ROOTS.has(first)) return `${word} is a package or class`;
  return undefined;
}

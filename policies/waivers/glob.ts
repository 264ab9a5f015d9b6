/**
 * A pattern of labels. Labels are what stands between `.`, `/`, `[`, `]` and `"`; one `*` in a label stands for any run
 * of characters of that label and never crosses into the next: `Deployment/clinical/fhir-*` covers
 * `Deployment/clinical/fhir-worker`, neither `Deployment/clinical/fhir/a` nor `Deployment/clinical/audit`.
 */
const separators = /[./[\]"]/;
const anyRun = '[^./[\\]"]*';
const longest = 512;

/** Why a pattern is refused, and what to write; undefined when it is fine. */
export function patternFlaw(pattern: string): string | undefined {
  if (pattern.length > longest) return `it has ${pattern.length} characters; the limit is ${longest}`;
  const labels = pattern.split(separators).filter((label) => label !== '');
  if (labels.some((label) => label.split('*').length > 2)) return 'a label holds more than one *; write at most one';
  if (labels.length > 0 && labels.every((label) => label.includes('*'))) {
    return 'no label is written out, so it covers whatever there is; name at least the kind or the object';
  }
  return undefined;
}

/** Whether a pattern without a flaw covers a whole text. Linear in the text: a label has one `*` at most. */
export function matcherOf(pattern: string): (text: string) => boolean {
  if (!pattern.includes('*')) return (text) => text === pattern;
  const source = pattern.split('*').map(literal).join(anyRun);
  const whole = new RegExp(`^${source}$`, 'u');
  return (text) => whole.test(text);
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

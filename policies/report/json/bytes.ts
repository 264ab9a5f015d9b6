import type { Finding, SourcePosition } from '../../engine/types.ts';

/** Texts that stand in JSON as they are. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** A value as JSON, each character of the result one byte of its UTF-8. */
export function json(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string' && PLAIN.test(value)) return `"${value}"`;
  const text = JSON.stringify(value);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
  return /[^\x00-\x7f]/.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
}

/** What all findings of one rule, result and kind have in common, as JSON. */
interface Common {
  readonly like: Finding;
  readonly head: string;
  readonly tail: string;
}

/** How many fields a finding has, and its subject: one that has others is written as it is, whatever they are. */
const FIELDS = 15;
const SUBJECT_FIELDS = 5;

/** Findings as JSON. What many of them share is written once. */
export class FindingBytes {
  private readonly known = new Map<string, Common>();

  of(finding: Finding): string {
    if (Object.keys(finding).length !== FIELDS || Object.keys(finding.subject).length !== SUBJECT_FIELDS)
      return json(finding);
    const { subject, path, found, because, expected, location, fingerprint, waiver, known } = finding;
    const { name, namespace, address, constructPath } = subject;
    const { head, tail } = this.common(finding);
    return (
      `${head}${json(name)},"namespace":${json(namespace)},"address":${json(address)},"constructPath":${json(constructPath)}},` +
      `"path":${json(path)},"found":${json(found)},"because":${json(because)},"expected":${json(expected)}${tail}${positionBytes(location)},` +
      `"fingerprint":${json(fingerprint)},"waiver":${json(waiver)},"known":${json(known)}}`
    );
  }

  private common(finding: Finding): Common {
    const key = `${finding.ruleId} ${finding.result} ${finding.subject.kind}`;
    const before = this.known.get(key);
    if (before !== undefined && isAlike(before.like, finding)) return before;
    const { ruleId, result, severity, enforcement, remedy, controls, subject } = finding;
    const head = json({ ruleId, result, severity, enforcement, subject: { kind: subject.kind } });
    const common = {
      like: finding,
      head: `${head.slice(0, -2)},"name":`,
      tail: `,${json({ remedy, controls }).slice(1, -1)},"location":`,
    };
    this.known.set(key, common);
    return common;
  }
}

function positionBytes(position: SourcePosition | null): string {
  if (position === null || position.pointer !== undefined) return json(position);
  return `{"file":${json(position.file)},"line":${position.line},"column":${position.column}}`;
}

function isAlike(a: Finding, b: Finding): boolean {
  return (
    a.severity === b.severity && a.enforcement === b.enforcement && a.remedy === b.remedy && a.controls === b.controls
  );
}

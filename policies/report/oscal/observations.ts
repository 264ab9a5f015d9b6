import type { Finding } from '../../engine/types.ts';
import { uriOf } from '../sarif/uri.ts';
import { markup, oscalString, props } from './text.ts';
import { identify } from './uuid.ts';

/** A finding with the identifier of its observation. */
export interface Observed {
  readonly uuid: string;
  readonly finding: Finding;
}

/** Gives each finding its identifier: from its fingerprint, and from its place when two findings share one. */
export function observe(findings: readonly Finding[]): readonly Observed[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const times = seen.get(finding.fingerprint) ?? 0;
    seen.set(finding.fingerprint, times + 1);
    return { finding, uuid: identify('observation', finding.fingerprint, String(times)) };
  });
}

/** A finding as an OSCAL observation. */
export function observationOf({ finding, uuid }: Observed, collected: string): object {
  const { ruleId, result, severity, enforcement, subject, path, found, because, expected, fingerprint } = finding;
  return {
    uuid,
    title: markup(`${ruleId} at ${subject.address}`),
    description: markup(because),
    props: props({ rule: ruleId, result, severity, enforcement, fingerprint, ...answers(finding) }),
    methods: ['TEST'],
    types: ['finding'],
    subjects: [{ 'subject-uuid': itemId(finding), type: 'inventory-item', title: oscalString(subject.address) }],
    'relevant-evidence': [
      {
        ...hrefOf(finding),
        description: markup(`found ${found === '' ? '(nothing)' : found}; allowed: ${expected}`),
        props: props({ path, found, ...lineOf(finding) }),
      },
    ],
    collected,
  };
}

/** What keeps a finding from blocking. */
function answers({ waiver, known }: Finding): Readonly<Record<string, string>> {
  return { ...(waiver === null ? {} : { waiver }), ...(known === null ? {} : { known }) };
}

function hrefOf({ location }: Finding): { readonly href?: string } {
  return location === null || location.pointer !== undefined ? {} : { href: uriOf(location.file).uri };
}

function lineOf({ location }: Finding): Readonly<Record<string, string>> {
  if (location?.pointer !== undefined) return { address: location.file, pointer: location.pointer };
  return location === null ? {} : { line: String(location.line), column: String(location.column) };
}

function itemId({ subject }: Finding): string {
  return identify('inventory-item', subject.kind, subject.address);
}

/** The subjects that findings speak of, each once, as inventory items. */
export function inventory(findings: readonly Finding[]): readonly object[] {
  const items = new Map(findings.map((finding) => [itemId(finding), finding.subject]));
  return [...items].map(([uuid, { kind, address, constructPath }]) => ({
    uuid,
    description: markup(`${kind} ${address}`),
    props: props({ kind, address, ...(constructPath === null ? {} : { 'construct-path': constructPath }) }),
  }));
}

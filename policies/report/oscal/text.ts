import { visible } from '../words.ts';

/** A value as an OSCAL string: one line without white space around it, and never empty. */
export function oscalString(value: string): string {
  const text = visible(value).trim();
  return text === '' ? '(nothing)' : text;
}

/** A value as OSCAL markup, which is CommonMark: every punctuation character of it stands for itself. */
export function markup(value: string): string {
  return oscalString(value).replace(/[\\`*_{}[\]()#+!|<>&~$^]/g, '\\$&');
}

/** A control's identifier as an OSCAL token, which knows no slash: `gdpr/art-44` → `gdpr_art-44`. */
export function token(id: string): string {
  return id.replace(/[^\p{L}\p{N}._-]/gu, '_').replace(/^(?![\p{L}_])/u, '_');
}

/** A property of ours. */
export interface Property {
  readonly name: string;
  readonly ns: string;
  readonly value: string;
}

const NAMESPACE = 'urn:domicile:oscal';

/** Properties of ours from names and values. */
export function props(values: Readonly<Record<string, string>>): readonly Property[] {
  return Object.entries(values).map(([name, value]) => ({ name, ns: NAMESPACE, value: oscalString(value) }));
}

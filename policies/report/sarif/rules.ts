import { findControl } from '../../controls/index.ts';
import type { Rule } from '../../engine/rule.ts';
import type { Enforcement, Severity } from '../../engine/types.ts';
import type { Example } from '../examples.ts';
import { messageText } from './message.ts';

/** A SARIF level: how a service lists the result. */
type Level = 'error' | 'warning' | 'note';

/** A framework as a SARIF taxonomy, with the controls that the rules of this run cite. */
export interface Taxonomy {
  readonly name: string;
  readonly fullName: string;
  readonly shortDescription: { readonly text: string };
  readonly taxa: readonly {
    readonly id: string;
    readonly name: string;
    readonly shortDescription: { readonly text: string };
  }[];
}

/** Only what blocks is an error. */
export function levelOf(severity: Severity, enforcement: Enforcement): Level {
  if (enforcement === 'audit' || severity === 'info' || severity === 'low') return 'note';
  return enforcement === 'warn' || severity === 'medium' ? 'warning' : 'error';
}

/** Numbers that services sort by, on the scale of CVSS: 9 and more is shown as critical, 7 as high, 4 as medium. */
const securitySeverity: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '0.0',
};

/** The frameworks that these rules cite, in the order in which they are first cited. */
export function taxonomies(rules: readonly Rule[]): readonly Taxonomy[] {
  const byFramework = new Map<string, { readonly about: Omit<Taxonomy, 'taxa'>; readonly ids: Set<string> }>();
  for (const id of rules.flatMap(({ controls }) => controls)) {
    const control = findControl(id);
    if (control === undefined) continue;
    const { id: name, name: fullName, source, asOf } = control.framework;
    const about = { name, fullName, shortDescription: { text: `${fullName} (${source}, as of ${asOf})` } };
    const entry = byFramework.get(name) ?? { about, ids: new Set() };
    byFramework.set(name, entry);
    entry.ids.add(id);
  }
  return [...byFramework.values()].map(({ about, ids }) => ({ ...about, taxa: [...ids].sort().map(taxon) }));
}

function taxon(id: string): Taxonomy['taxa'][number] {
  const control = findControl(id);
  return { id, name: control?.cited ?? id, shortDescription: { text: control?.title ?? id } };
}

/** A rule as a SARIF reportingDescriptor: requirement, reason, mend, examples, tags, and the controls that it bears on. */
export function descriptorOf(rule: Rule, example: Example | undefined, kinds: readonly Taxonomy[]): object {
  const { id, title, rationale, severity, enforcement, controls, remedy } = rule;
  return {
    id,
    name: pascal(title),
    shortDescription: { text: messageText(title) },
    fullDescription: { text: messageText(rationale) },
    help: { text: helpText(rule), markdown: helpMarkdown(rule, example) },
    messageStrings: { mend: { text: messageText(remedy) } },
    defaultConfiguration: { level: levelOf(severity, enforcement) },
    relationships: controls.flatMap((control) => relationship(control, kinds)),
    properties: {
      tags: ['security', 'infrastructure-as-code', ...controls],
      'problem.severity': { error: 'error', warning: 'warning', note: 'recommendation' }[
        levelOf(severity, enforcement)
      ],
      'security-severity': securitySeverity[severity],
      severity,
      enforcement,
      waivable: rule.waivable !== false,
    },
  };
}

function relationship(id: string, kinds: readonly Taxonomy[]): readonly object[] {
  const name = id.slice(0, id.indexOf('/'));
  const toolComponent = kinds.findIndex((kind) => kind.name === name);
  const index = kinds[toolComponent]?.taxa.findIndex((one) => one.id === id) ?? -1;
  if (index < 0) return [];
  return [{ target: { id, index, toolComponent: { name, index: toolComponent } }, kinds: ['relevant'] }];
}

function helpText({ title, rationale, remedy, id }: Rule): string {
  return messageText(`${title}\n\n${rationale}\n\nMend: ${remedy}\n\nMore: domicile explain ${id}`);
}

function helpMarkdown({ title, rationale, remedy, id, controls }: Rule, example: Example | undefined): string {
  const cited = controls.map((control) => {
    const found = findControl(control);
    return found === undefined ? control : `${found.framework.name} ${found.cited}: ${found.title} (${found.bearing})`;
  });
  const examples =
    example === undefined ? [] : [`Refused:\n\n${fenced(example.bad)}`, `Passes:\n\n${fenced(example.good)}`];
  const law = `Controls:\n\n${cited.map((line) => `- ${line}`).join('\n')}`;
  return [`**${title}**`, rationale, `**Mend:** ${remedy}`, ...examples, law, `More: \`domicile explain ${id}\``].join(
    '\n\n',
  );
}

/** A fence longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text.trimEnd()}\n${fence}`;
}

/** `Every region lies inside.` → `EveryRegionLiesInside`: a readable name without spaces, as the standard asks. */
function pascal(title: string): string {
  const words = title.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

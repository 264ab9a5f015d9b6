import { type Control, findControl } from '../../controls/index.ts';
import { groupBy } from '../../engine/group.ts';
import type { Rule } from '../../engine/rule.ts';
import { markup, props, token } from './text.ts';

/** The controls that these rules cite, each once, in order. */
function citedBy(rules: readonly Rule[]): readonly string[] {
  return [...new Set(rules.flatMap(({ controls }) => controls))].sort();
}

/** Which controls the run looked at, one selection per framework. */
export function reviewedControls(rules: readonly Rule[]): object {
  const byFramework = groupBy(citedBy(rules), (id) => findControl(id)?.framework.name ?? 'other');
  return {
    description:
      'Controls that the rules of this run bear on. A rule enforces, supports or documents a duty and never proves ' +
      'compliance; what only a running system or a person can show is not assessed here.',
    'control-selections': [...byFramework].map(([framework, ids]) => ({
      description: markup(framework),
      'include-controls': ids.map((id) => ({ 'control-id': token(id) })),
    })),
  };
}

/**
 * The controls in our own words, since no official OSCAL catalogue of these frameworks exists, with the rules that bear
 * on each as its objectives.
 */
export function objectives(rules: readonly Rule[]): readonly object[] {
  return citedBy(rules).map((id) => {
    const control = findControl(id);
    return {
      'control-id': token(id),
      description: control === undefined ? markup(id) : describe(control),
      ...(control === undefined ? {} : { props: props(sourceOf(control)) }),
      parts: rules.filter(({ controls }) => controls.includes(id)).map((rule) => objective(id, rule)),
    };
  });
}

function describe({ framework, cited, title }: Control): string {
  return markup(`${framework.name} ${cited}: ${title}`);
}

function sourceOf({ framework, bearing }: Control): Readonly<Record<string, string>> {
  const { source, asOf, recalled } = framework;
  return { bearing, source, 'as-of': asOf, confirmed: recalled ? 'no, from memory' : 'yes' };
}

function objective(control: string, { id, title }: Rule): object {
  return {
    id: token(`${control}.${id}`),
    name: 'assessment-objective',
    props: [{ name: 'label', value: id }],
    title: markup(id),
    prose: markup(title),
  };
}

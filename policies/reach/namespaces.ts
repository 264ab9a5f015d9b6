import type { Context, Value } from '../engine/types.ts';
import { nameLabel } from '../rules/shared/named-namespaces.ts';
import { namespaceNamed } from '../rules/shared/namespace.ts';
import { fieldsOf } from '../rules/shared/workload.ts';
import { add, forEach, type Known, none } from './bits.ts';
import type { EndpointClass } from './classes.ts';
import type { Ground } from './compiled.ts';
import { LabelIndex, type Labels } from './labels.ts';
import type { PodSelection } from './policy.ts';

/** Answers which classes stand in the namespaces that somebody names. Of a namespace that nobody wrote down only the name is known. */
export function namespacesOf(classes: readonly EndpointClass[], context: Context): Ground['inNamespaces'] {
  const names = [...new Set(classes.map(({ example }) => example.namespace))];
  const byName = new Map(names.map((name) => [name, none(classes.length)]));
  for (const { index, example } of classes) add(byName.get(example.namespace) ?? none(0), index);
  const written = new Map(context.ofKind('Namespace').map((namespace) => [namespace.name, namespace]));
  const labels = names.map((name): Labels => {
    const metadata = fieldsOf(written.get(name)?.body.metadata);
    const isOpen = metadata.labels !== undefined && fieldsOf(metadata.labels) !== metadata.labels;
    return { fields: { ...fieldsOf(metadata.labels), [nameLabel]: name }, complete: written.has(name) && !isOpen };
  });
  const index = new LabelIndex(labels, (value) => resolved(value, context));
  const lifted = (bits: Known['sure']) => {
    const sum = none(classes.length);
    forEach(bits, (at) => {
      const own = byName.get(names[at] ?? '');
      for (let word = 0; word < sum.length; word++) sum[word] = (sum[word] ?? 0) | (own?.[word] ?? 0);
    });
    return sum;
  };
  const known = new Map<Known, Known>();
  return (namespaces: PodSelection['namespaces']) => {
    if ('name' in namespaces) {
      const own = byName.get(namespaces.name) ?? none(classes.length);
      return { sure: own, maybe: own };
    }
    const selected = index.select(namespaces.selector);
    let answer = known.get(selected);
    if (answer === undefined) {
      answer = { sure: lifted(selected.sure), maybe: lifted(selected.maybe) };
      known.set(selected, answer);
    }
    return answer;
  };
}

/** A reference to a namespace of the run, as Terraform writes it, is its name. */
function resolved(value: Value, context: Context): Value {
  return typeof value === 'string' && value.includes('${') ? namespaceNamed(value, context) : value;
}

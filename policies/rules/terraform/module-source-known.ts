import { defineRule } from '../../engine/rule.ts';
import { show } from '../shared/value.ts';

/** A module's content is part of what is judged. */
export const moduleSourceKnown = defineRule({
  id: 'TF-003',
  title: "A module's content is part of what is judged.",
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-25', 'nis2/art-21-2', 'c5-2026/PSS-12'],
  selects: ['terraform/module'],
  whenSilent: 'indeterminate',
  rationale:
    'A configuration only names a module; what it makes is written elsewhere and can change under the same name. A plan ' +
    'shows all of it.',
  remedy: 'check the plan instead: terraform plan -out plan && terraform show -json plan | domicile check -',
  *evaluate(subject, context) {
    const found = show(subject.body.source);
    const file = subject.locate([])?.file;
    const shown = context.ofKind('terraform/plan').some((plan) => plan.locate([])?.file === file);
    const because = 'what the module makes is not in this input';
    const result = shown ? 'pass' : 'indeterminate';
    yield { result, path: ['source'], found, because, expected: 'a plan, which shows what modules make' };
  },
});

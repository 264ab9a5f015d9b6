import { defineRule } from '../../engine/rule.ts';
import type { Context, Subject, Verdict } from '../../engine/types.ts';
import { fetchedBy, fetchingKinds, isShown } from '../shared/fetched.ts';
import { show } from '../shared/value.ts';

/** What a module or a chart makes is part of what is judged. */
export const moduleSourceKnown = defineRule({
  id: 'TF-003',
  title: "A module's content is part of what is judged; under the strict pack also a chart's.",
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-25', 'nis2/art-21-2', 'c5-2026/PSS-12'],
  selects: ['terraform/module', ...fetchingKinds],
  whenSilent: 'pass',
  rationale:
    'A configuration only names a module or a chart; what it makes is written elsewhere and can change under the same name. ' +
    'A plan shows all of a module. What a chart makes is owed as a proof obligation, and blocks where only what is shown counts.',
  remedy:
    'check the plan instead: terraform plan -out plan && terraform show -json plan | domicile check -; of a chart what it ' +
    'renders, in the same run: helm template NAME CHART -f values.yaml > rendered.yaml && domicile check . rendered.yaml',
  evaluate: (subject, context) =>
    subject.kind === 'terraform/module' ? [module(subject, context)] : chart(subject, context),
});

function module(subject: Subject, context: Context): Verdict {
  const found = show(subject.body.source);
  const file = subject.locate([])?.file;
  const shown = context.ofKind('terraform/plan').some((plan) => plan.locate([])?.file === file);
  const because = 'what the module makes is not in this input';
  const result = shown ? 'pass' : 'indeterminate';
  return { result, path: ['source'], found, because, expected: 'a plan, which shows what modules make' };
}

/** Only where nothing but what is shown counts: elsewhere it is an obligation. */
function chart(subject: Subject, context: Context): readonly Verdict[] {
  if (context.boundary.facts !== 'confirmed') return [];
  const fetched = fetchedBy(subject);
  if (fetched === undefined || isShown(fetched, context)) return [];
  const because = 'what it makes is written elsewhere, and not in this input';
  const expected = 'what it renders, in the same input';
  return [{ result: 'indeterminate', path: fetched.path, found: fetched.what, because, expected }];
}

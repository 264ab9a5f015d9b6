import { defineRule } from '../../engine/rule.ts';
import type { Context, Path, Verdict } from '../../engine/types.ts';
import type { Workload } from '../shared/roles.ts';
import { switchFor, type TelemetrySwitch } from '../shared/telemetry.ts';
import { textsOf } from '../shared/text.ts';
import { openReason, show } from '../shared/value.ts';
import { type ContainerView, containersOf, fieldsOf, listOf, podOf, workloadKinds } from '../shared/workload.ts';

/** No program of the platform reports its use to its maker. */
export const telemetryOff = defineRule({
  id: 'TEL-001',
  title: 'No program of the platform reports its use to its maker, fetches models, or opens a tool server unasked.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-25', 'gdpr/art-44', 'ai-act/art-15', 'c5-2026/PSS-12'],
  selects: workloadKinds,
  whenSilent: 'pass',
  rationale:
    'Several programs call home by default. A closed network stops the call; the switch keeps it from being made, and ' +
    'from starting on the day somebody opens the network.',
  remedy: 'set the variables that the finding names; the constructs set them for the programs they bring',
  *evaluate(subject, context) {
    const pod = podOf(subject);
    if (pod === undefined) return;
    for (const view of containersOf(pod)) {
      const { image } = view.container;
      const program = typeof image === 'string' ? switchFor(image) : undefined;
      if (program === undefined) continue;
      yield* variables(view, program);
      if (program.setting !== undefined) yield setting(view, { subject, pod }, program, context);
    }
  },
});

function* variables({ container, path }: ContainerView, program: TelemetrySwitch): Generator<Verdict> {
  for (const [name, allowed] of Object.entries(program.env)) {
    const index = listOf(container.env).findLastIndex((entry) => fieldsOf(entry).name === name);
    const value = fieldsOf(listOf(container.env)[index]).value;
    const off = typeof value === 'string' && allowed.includes(value.toLowerCase());
    const unknown = openReason(value) !== undefined || (index >= 0 && value === undefined);
    yield {
      result: off ? 'pass' : unknown ? 'indeterminate' : 'fail',
      path: index < 0 ? [...path, 'env'] : [...path, 'env', index, 'value'],
      found: `${name}=${show(value)}`,
      because: `${program.program} calls home or opens a door unless ${name} says otherwise`,
      expected: `${name}=${allowed[0] ?? ''}`,
    };
  }
}

/** Programs that read a file: the setting must stand in an argument or in a ConfigMap that the pod mounts. */
function setting(view: ContainerView, own: Workload, program: TelemetrySwitch, context: Context): Verdict {
  const path: Path = [...view.path, 'args'];
  const texts = textsOf(own, context);
  const off = texts.some(({ text }) => program.setting?.test(text) === true);
  const because = `${program.program} reports its use by default, and no argument or mounted ConfigMap of this input says otherwise`;
  const found = show(view.container.args);
  return { result: off ? 'pass' : 'fail', path, found, because, expected: program.settingText ?? '' };
}

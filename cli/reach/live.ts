import type { ExitCode, Terminal } from '../command.ts';
import { type BoundaryOptions, boundaryFrom } from '../commands/check.ts';
import { supervised } from '../deploy/failure.ts';
import type { LiveChoice } from '../live/options.ts';
import { surveyCluster } from '../live/survey.ts';
import { openTarget } from '../live/target.ts';
import { type Loaded, loadSubjects, networksOf } from './load.ts';

/** Reads a running cluster, and hands over who reaches whom in it. */
export function withCluster(
  values: LiveChoice & BoundaryOptions & { readonly 'pod-network'?: string | undefined },
  terminal: Terminal,
  tell: (loaded: Loaded) => ExitCode,
): Promise<ExitCode> {
  const choice = { ...values, diff: false, against: undefined };
  const run = async (work: Parameters<Parameters<typeof supervised>[2]>[0]) => {
    const target = await openTarget(choice, terminal, work);
    try {
      const boundary = await boundaryFrom({ ...values, site: target.siteFile }, terminal);
      const { subjects } = await surveyCluster(target, choice, terminal, work);
      return tell(loadSubjects(subjects, { boundary, podNetworks: networksOf(values['pod-network']) }, 'the cluster'));
    } finally {
      await target.api.close();
    }
  };
  return supervised('reach', terminal, run, 3);
}

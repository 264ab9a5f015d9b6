import type { ClusterContext } from '../../context.ts';
import type { Procedure } from '../operations.ts';
import { byHand } from '../runbook.ts';
import { quoted } from '../shell.ts';

/** What is left is plain Kubernetes, and files that one can read. */
export function leavingTheToolkit({ site }: Pick<ClusterContext, 'site'>): Procedure {
  const file = quoted(site.source.file);
  return {
    steps: [
      {
        title: 'Write every object as plain YAML, in the order in which it can be applied',
        commands: [
          `npx domicile render --site ${file} --output manifests`,
          'kubectl diff --server-side --force-conflicts --recursive --filename=manifests',
        ],
        expect: 'no difference. Put `manifests` under version control: it is the platform from now on',
      },
      {
        title: 'Let the admission policies admit whoever deploys from now on',
        note:
          site.modules.admission === undefined
            ? 'This site has no `modules.admission`: nothing to do.'
            : 'They refuse changes by anybody but the deployers of the site file. Name the new deployer there and run `domicile up` once more, or delete the policies.',
        ...(site.modules.admission === undefined
          ? {}
          : { commands: ['kubectl get validatingadmissionpolicies,validatingadmissionpolicybindings'] }),
      },
      {
        title: 'Apply with kubectl alone',
        commands: ['kubectl apply --server-side --force-conflicts --recursive --filename=manifests'],
        expect: '`serverside-applied` in every line. Flux and Argo CD read the same folder',
      },
      byHand(
        'Secrets',
        'They are in the cluster already, and nobody makes them anew: take over their renewal. Certificates are signed by the authority in `domicile-system`, which stays there; `npx domicile secrets` says when each expires, and with `--rotate all` makes them anew one last time.',
      ),
      byHand(
        'The machines',
        'Their files are those of the distribution, at its own places; nothing of the toolkit runs on them. These runbooks stay true until something is changed.',
      ),
      byHand(
        'What is given up',
        'The judge before each change, the report, signed evidence, and runbooks that follow the site file. `npx domicile check manifests` goes on judging as long as it is installed.',
      ),
    ],
    verification: [
      {
        title: 'A change by kubectl alone arrives',
        commands: [
          'kubectl apply --server-side --force-conflicts --recursive --filename=manifests | grep --count serverside-applied',
        ],
      },
    ],
    wayBack: [
      {
        title: 'Back to the toolkit',
        note: 'What was changed meanwhile is shown before it is overwritten.',
        commands: [`npx domicile check --live --diff --site ${file}`, `npx domicile up --engine apply --site ${file}`],
      },
    ],
  };
}

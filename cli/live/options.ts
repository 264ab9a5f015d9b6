import { UsageError } from '../command.ts';

/** What `domicile check --live` and `domicile verify` take to find a cluster. For node:util parseArgs. */
export const clusterOptions = {
  kubeconfig: { type: 'string' },
  context: { type: 'string' },
  'in-cluster': { type: 'boolean', default: false },
  secrets: { type: 'string', default: 'judged' },
  diff: { type: 'boolean', default: false },
  against: { type: 'string' },
} as const;

/** What `domicile check` takes for a running cluster. */
export const liveOptions = {
  live: { type: 'boolean', default: false },
  'print-role': { type: 'boolean', default: false },
  ...clusterOptions,
} as const;

/** The options that find a cluster, in a usage text. */
export const clusterUsage = `  --kubeconfig FILE       with --context NAME; default: the cluster that the site names. There is no default context
  --in-cluster            the cluster that this pod runs in, as its service account; no kubectl is needed
  --secrets judged|none   judged: values are judged in memory, and stand in no report; none: not read, and said so
  --diff                  compare with the site as well: what was changed, is missing, or was added
  --against FOLDER        the same, with an output that was judged before (cdktf.out); nothing is synthesized`;

/** The same in the usage text of `domicile check`. */
export const liveUsage = `A running cluster, in place of files:

  --live                  judge every object of every kind that the cluster offers; nothing is written
${clusterUsage}
  --print-role            print the least role that this needs, as manifests, and do nothing else`;

/** What the caller chose among {@link liveOptions}. */
export interface LiveChoice {
  readonly live?: boolean;
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly 'in-cluster'?: boolean;
  readonly secrets?: string;
  readonly diff?: boolean;
  readonly against?: string | undefined;
  readonly 'print-role'?: boolean;
}

/** A file has no cluster: such an option beside it is a mistake, not a wish to be passed over. */
export function refuseLiveOptions(choice: LiveChoice): void {
  const given = [
    choice.kubeconfig === undefined ? [] : ['--kubeconfig'],
    choice.context === undefined ? [] : ['--context'],
    choice['in-cluster'] === true ? ['--in-cluster'] : [],
    choice.secrets === 'judged' || choice.secrets === undefined ? [] : ['--secrets'],
    choice.diff === true ? ['--diff'] : [],
    choice.against === undefined ? [] : ['--against'],
    choice['print-role'] === true ? ['--print-role'] : [],
  ].flat();
  if (given.length > 0) throw new UsageError(`${given.join(', ')}: only together with --live`);
}

import { DomicileError, type Problem } from '../constructs/core/errors.ts';

/** What `process.env` is. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Names under which the props or the context of an app could ask for less than a full, judged synth. */
const switchNames = [
  'skipValidation',
  'skipBackendValidation',
  'hclOutput',
  'targetStackId',
  'continueOnErrorAnnotations',
] as const;

/** The provider lets these override the kubeconfig and context that the site names. */
const clusterVariables = [
  'KUBE_HOST',
  'KUBE_TOKEN',
  'KUBE_USER',
  'KUBE_PASSWORD',
  'KUBE_INSECURE',
  'KUBE_PROXY_URL',
  'KUBE_TLS_SERVER_NAME',
  'KUBE_CTX_CLUSTER',
  'KUBE_CTX_AUTH_INFO',
  'KUBE_CLIENT_CERT_DATA',
  'KUBE_CLIENT_KEY_DATA',
  'KUBE_CLUSTER_CA_CERT_DATA',
] as const;

/** @throws {@link DomicileError} with one problem for each switch that would take the judge out of the path */
export function refuseEnvironment(env: Environment): void {
  raise([
    ...outputSwitches(env),
    ...argumentProblems(env),
    ...clusterVariables.filter((name) => (env[name] ?? '') !== '').map((name) => clusterProblem(name)),
  ]);
}

/** As {@link refuseEnvironment}, for what an app was given as props or context. */
export function refuseSettings(where: 'props' | 'context', read: (name: string) => unknown): void {
  const set = switchNames.filter((name) => read(name) !== undefined && read(name) !== false);
  raise(
    set.map((name) => ({
      code: 'app-switch',
      message: `${name} in the ${where} of the app would take the judge out of the path`,
      seen: String(read(name)),
      allowed: 'a full synth to JSON, judged',
      mend: `remove ${name}`,
    })),
  );
}

function outputSwitches(env: Environment): readonly Problem[] {
  const problems: Problem[] = [];
  const refuse = (name: string, effect: string) =>
    problems.push({
      code: 'app-switch',
      message: `the environment variable ${name} ${effect}`,
      seen: JSON.stringify(env[name]),
      allowed: 'a full synth to JSON, judged',
      mend: `unset ${name}`,
    });
  if (env.CDKTF_TARGET_STACK_ID !== undefined) refuse('CDKTF_TARGET_STACK_ID', 'would judge one stack in place of all');
  // The cdktf command sets the next two on every run, together with CDKTF_OUTDIR, to exactly these values.
  if ((env.SYNTH_HCL_OUTPUT ?? 'false') !== 'false') refuse('SYNTH_HCL_OUTPUT', 'would write HCL, which is not judged');
  const continues = env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS;
  const fromCommand = continues === 'true' && env.CDKTF_OUTDIR !== undefined;
  if (continues !== undefined && !fromCommand) {
    refuse('CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS', 'would go on after an error that a construct has reported');
  }
  return problems;
}

/** Flags by which Terraform would take more, or other, than what was judged: values, state, a backend, code. */
const CHANGING = /(?:^|\s)-{1,2}(backend-config|from-module|var|var-file|state|chdir|target|exclude|plugin-dir)\b/;

function argumentProblems(env: Environment): readonly Problem[] {
  const names = Object.keys(env).filter((name) => /^TF_CLI_ARGS(?:_|$)/.test(name));
  return names.flatMap((name): readonly Problem[] => {
    const flag = CHANGING.exec(env[name] ?? '')?.[1];
    if (flag === undefined) return [];
    const message = `the environment variable ${name} would give Terraform something that was not judged`;
    const allowed = 'what the app and the site file say';
    return [{ code: 'app-environment', message, seen: `-${flag}`, allowed, mend: `remove -${flag} from ${name}` }];
  });
}

/** The value may be a credential: it is not shown. */
function clusterProblem(name: string): Problem {
  return {
    code: 'app-environment',
    message: `the environment variable ${name} would override the cluster that the site file names`,
    allowed: 'cluster.kubeconfig and cluster.context of the site file',
    mend: `unset ${name}`,
  };
}

function raise(problems: readonly Problem[]): void {
  const [first, ...rest] = problems;
  if (first !== undefined) throw new DomicileError(first, ...rest);
}

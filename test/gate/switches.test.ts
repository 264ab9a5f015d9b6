import { describe, expect, test } from 'vitest';
import { DomicileError } from '../../constructs/core/errors.ts';
import { refuseEnvironment, refuseSettings } from '../../gate/switches.ts';

function codesOf(run: () => void): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof DomicileError) return error.problems.map(({ code, mend }) => `${code}: ${mend}`);
    throw error;
  }
  return [];
}

describe('the environment cannot take the judge out of the path', () => {
  test.each([
    ['go on after errors', 'CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS', 'true'],
    ['go on after errors, empty as cdktf reads it', 'CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS', ''],
    ['write HCL', 'SYNTH_HCL_OUTPUT', 'true'],
    ['write HCL, as a stack reads it', 'SYNTH_HCL_OUTPUT', '1'],
    ['target one stack', 'CDKTF_TARGET_STACK_ID', 'data'],
    ['target one stack, empty', 'CDKTF_TARGET_STACK_ID', ''],
  ])('%s', (_name, variable, value) => {
    expect(codesOf(() => refuseEnvironment({ [variable]: value }))).toEqual([`app-switch: unset ${variable}`]);
  });

  test('what the cdktf command itself sets on every run is no switch', () => {
    const env = {
      CDKTF_OUTDIR: 'cdktf.out',
      CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: 'true',
      SYNTH_HCL_OUTPUT: 'false',
    };
    expect(codesOf(() => refuseEnvironment(env))).toEqual([]);
  });

  test('several at once are all named', () => {
    const env = { SYNTH_HCL_OUTPUT: 'true', CDKTF_TARGET_STACK_ID: 'x', KUBE_HOST: 'https://198.51.100.1' };
    expect(codesOf(() => refuseEnvironment(env))).toHaveLength(3);
  });
});

describe('the environment cannot send the deploy to another cluster', () => {
  test.each(['KUBE_HOST', 'KUBE_TOKEN', 'KUBE_CTX_CLUSTER', 'KUBE_PROXY_URL'])('%s', (variable) => {
    expect(codesOf(() => refuseEnvironment({ [variable]: 'secret-value' }))).toEqual([
      `app-environment: unset ${variable}`,
    ]);
    expect(() => refuseEnvironment({ [variable]: 'secret-value' })).not.toThrow(/secret-value/);
    expect(codesOf(() => refuseEnvironment({ [variable]: '' }))).toEqual([]);
  });
});

describe('the environment cannot give Terraform what was not judged', () => {
  test.each([
    ['TF_CLI_ARGS_init', '-backend-config=bucket=elsewhere', '-backend-config'],
    ['TF_CLI_ARGS_plan', '-parallelism=5 -var region=us-east-1', '-var'],
    ['TF_CLI_ARGS_apply', '--state=/elsewhere/x', '-state'],
    ['TF_CLI_ARGS', '-chdir=/elsewhere', '-chdir'],
  ])('%s=%s', (variable, value, flag) => {
    expect(codesOf(() => refuseEnvironment({ [variable]: value }))).toEqual([
      `app-environment: remove ${flag} from ${variable}`,
    ]);
  });

  test('but may say how Terraform works', () => {
    expect(codesOf(() => refuseEnvironment({ TF_CLI_ARGS_plan: '-parallelism=5 -lock-timeout=60s' }))).toEqual([]);
  });
});

describe('props and context cannot take the judge out of the path', () => {
  test.each(['skipValidation', 'skipBackendValidation', 'hclOutput', 'targetStackId'])('%s', (name) => {
    const set = (value: unknown) => (asked: string) => (asked === name ? value : undefined);
    expect(codesOf(() => refuseSettings('props', set(true)))).toEqual([`app-switch: remove ${name}`]);
    expect(codesOf(() => refuseSettings('context', set('x')))).toEqual([`app-switch: remove ${name}`]);
    expect(codesOf(() => refuseSettings('context', set('')))).toEqual([`app-switch: remove ${name}`]);
    expect(codesOf(() => refuseSettings('props', set(false)))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { outcomes } from './scenario.ts';
import { adminPolicyScenarios, networkPolicyScenarios } from './scenarios.ts';

describe('NetworkPolicy', () => {
  it.each(networkPolicyScenarios.map((one) => [one.clause, one] as const))('%s', (_clause, scenario) => {
    expect(outcomes(scenario)).toEqual(scenario.packets);
  });
});

describe('AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy', () => {
  it.each(adminPolicyScenarios.map((one) => [one.clause, one] as const))('%s', (_clause, scenario) => {
    expect(outcomes(scenario)).toEqual(scenario.packets);
  });
});

import { rke2Keys } from '../../../catalog/rke2.ts';
import { defineRule } from '../../engine/rule.ts';
import { rke2Role } from '../shared/rke2.ts';

/** Every key of a configuration is one that RKE2 has. */
export const keysOfTheReference = defineRule({
  id: 'CLU-007',
  title: 'A configuration of RKE2 has only keys that its reference lists for that kind of machine.',
  severity: 'medium',
  enforcement: 'deny',
  controls: ['grundschutz/APP.4.4.A13', 'cis-k8s/1.2.16-19'],
  selects: ['Rke2Configuration', 'Rke2Part'],
  whenSilent: 'pass',
  rationale:
    'A key with a letter wrong hardens nothing. RKE2 refuses to start, or, for keys that are flags of another program, takes the ' +
    'default in silence.',
  remedy:
    'correct the key by docs.rke2.io/reference/server_config or linux_agent_config, or move it to the machine that has it',
  *evaluate({ body }) {
    const role = rke2Role(body);
    for (const key of Object.keys(body).filter((name) => name !== 'apiVersion' && name !== 'kind')) {
      const result = rke2Keys[role].has(key) ? 'pass' : 'fail';
      const because = `the reference of the ${role} ${result === 'pass' ? 'has it' : 'has no such key'}`;
      yield { result, path: [key], found: key, because, expected: `a key of the ${role}` };
    }
  },
});

import { imagesFromTheMirrorAlone } from '../../../../policies/rules/cluster/images-from-the-mirror-alone.ts';
import { configMap, type RuleCases } from '../../../support/rule-cases.ts';
import { agent, part, rke2 } from './rke2.ts';

const registries = (mirrors: string, more = '') => ({
  file: 'etc/rancher/rke2/registries.yaml',
  text: `mirrors: {${mirrors}}\n${more}`,
});
const endpoint = '{endpoint: ["https://registry.klinik.example"]}';

export const cases: RuleCases = {
  rule: imagesFromTheMirrorAlone,
  compliant: [
    { name: 'a machine that asks nobody else', input: rke2() },
    { name: 'every registry answered by the mirror', input: registries(`docker.io: ${endpoint}, "*": ${endpoint}`) },
    { name: 'a part that says nothing of it', input: part({ debug: 'false' }), silent: true },
  ],
  nonCompliant: [
    {
      name: 'a machine that falls back',
      input: rke2({ 'disable-default-registry-endpoint': undefined }),
      path: 'disable-default-registry-endpoint',
      found: '(nothing)',
    },
    {
      name: 'a worker that falls back',
      input: agent({ 'disable-default-registry-endpoint': 'false' }),
      path: 'disable-default-registry-endpoint',
      found: 'false',
    },
    {
      name: 'a part that takes it back',
      input: part({ 'disable-default-registry-endpoint': 'false' }),
      path: 'disable-default-registry-endpoint',
      found: 'false',
    },
    {
      name: 'one registry alone',
      input: registries(`docker.io: ${endpoint}`),
      path: 'mirrors["*"]',
      found: '(nothing)',
    },
    {
      name: 'anybody in place of the mirror',
      input: registries(`"*": ${endpoint}`, 'configs: {mirror: {tls: {insecure_skip_verify: true}}}\n'),
      path: 'configs.mirror.tls.insecure_skip_verify',
      found: 'true',
    },
  ],
  indeterminate: [
    {
      name: 'a choice that a template fills in',
      input: rke2({ 'disable-default-registry-endpoint': '"${NO_FALLBACK}"' }),
      path: 'disable-default-registry-endpoint',
      found: '${NO_FALLBACK}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};

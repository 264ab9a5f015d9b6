import { describe, expect, it } from 'vitest';
import { switchFor } from '../../../../policies/rules/shared/telemetry.ts';

const digest = `sha256:${'7'.repeat(64)}`;

describe('the program in an image', () => {
  it.each([
    ['vllm', 'vLLM'],
    ['docker.io/vllm/vllm-openai:v1', 'vLLM'],
    ['registry.example:5000/models/VLLM-CPU', 'vLLM'],
    ['ghcr.io/huggingface/text-generation-inference:3', 'Hugging Face inference server'],
    [`text-embeddings-inference@${digest}`, 'Hugging Face inference server'],
    ['hapi', 'HAPI FHIR'],
    ['docker.io/hapiproject/hapi:v8', 'HAPI FHIR'],
    ['hapi-fhir-jpaserver-starter', 'HAPI FHIR'],
    ['maif/otoroshi', 'Otoroshi'],
    ['maif/daikoku:18', 'Daikoku'],
    ['grafana/grafana', 'Grafana'],
    ['grafana/grafana-oss:12', 'Grafana'],
    [`grafana/grafana-enterprise:12@${digest}`, 'Grafana'],
    ['grafana/loki', 'Loki, Tempo or Mimir'],
    ['grafana/tempo', 'Loki, Tempo or Mimir'],
    ['grafana/mimir', 'Loki, Tempo or Mimir'],
  ])('%s is %s', (image, program) => expect(switchFor(image)?.program).toBe(program));

  it.each([
    ...['', 'vllmx', 'my-vllm', 'vllm/proxy', 'my-text-generation-inference', 'text-generation-inference-ui'],
    ...['myhapi', 'hapiness', 'otoroshi-cli', 'my-otoroshi', 'daikoku-ui', 'my-daikoku', 'grafana-agent', 'my-grafana'],
    ...['loki-canary', 'my-loki', 'tempo-query', 'postgres'],
  ])('"%s" is none that calls home', (image) => expect(switchFor(image)).toBeUndefined());
});

describe('what keeps a program from calling home', () => {
  const yes = ['1', 'true', 'yes', 'on'];
  const no = ['0', 'false', 'no', 'off'];
  const hub = { HF_HUB_OFFLINE: yes, HF_HUB_DISABLE_TELEMETRY: yes, DO_NOT_TRACK: yes };

  it.each([
    ['vllm', { VLLM_NO_USAGE_STATS: yes, ...hub }],
    ['text-generation-inference', hub],
    ['hapi', { SPRING_AI_MCP_SERVER_ENABLED: no }],
    ['otoroshi', { OTOROSHI_ANONYMOUS_REPORTING_ENABLED: no }],
    ['daikoku', { DAIKOKU_ANONYMOUS_REPORTING_ENABLED: no }],
    ['grafana', { GF_ANALYTICS_REPORTING_ENABLED: no, GF_ANALYTICS_CHECK_FOR_UPDATES: no }],
    ['loki', {}],
  ])('%s reads these variables', (image, env) => expect(switchFor(image)?.env).toEqual(env));

  it.each([
    ['reporting_enabled: false', true],
    ['"reporting_enabled":false', true],
    ["'reporting_enabled'  :   false", true],
    ['-reporting.enabled=false', true],
    ['reporting_enabled: true', false],
    ['reporting_enabled_x: false', false],
    ['-reporting.enabled=true', false],
    ['-reportingXenabled=false', false],
  ])('of Loki, "%s" switches it off: %s', (text, off) => expect(switchFor('loki')?.setting?.test(text)).toBe(off));
});

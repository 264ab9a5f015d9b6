import { telemetryOff } from '../../../../policies/rules/ai/telemetry-off.ts';
import { configMap, documents, pod, type RuleCases } from '../../../support/rule-cases.ts';

const digest = `sha256:${'7'.repeat(64)}`;
const vllm = (names: readonly string[]) =>
  pod(`containers:
  - name: model
    image: registry.klinik.example/vllm/vllm-openai@${digest}
    env: [${names.map((name) => `{name: ${name}, value: "1"}`).join(', ')}]`);
const off = ['VLLM_NO_USAGE_STATS', 'HF_HUB_OFFLINE', 'HF_HUB_DISABLE_TELEMETRY', 'DO_NOT_TRACK'];
const hapi = (env: string) =>
  pod(`containers:\n  - name: fhir\n    image: registry.klinik.example/hapi@${digest}\n    env: [${env}]`);
const loki = pod(
  `containers:
  - name: loki
    image: registry.klinik.example/loki@${digest}
    args: [-config.file=/etc/loki/loki.yaml]
volumes: [{name: config, configMap: {name: loki}}]`,
  'name: loki\nnamespace: monitoring',
);
const lokiConfig = (reporting: boolean) => `apiVersion: v1
kind: ConfigMap
metadata: {name: loki, namespace: monitoring}
data:
  loki.yaml: |
    analytics:
      reporting_enabled: ${reporting}
`;

export const cases: RuleCases = {
  rule: telemetryOff,
  compliant: [
    { name: 'a model server with every switch', input: vllm(off) },
    {
      name: 'a FHIR server with its tool server off',
      input: hapi('{name: SPRING_AI_MCP_SERVER_ENABLED, value: "false"}'),
    },
    { name: 'Loki with its reports off in the mounted file', input: documents(loki, lokiConfig(false)) },
    {
      name: 'a program that is not known to call home',
      input: pod('containers: [{name: app, image: registry.klinik.example/letters}]'),
      silent: true,
    },
  ],
  nonCompliant: [
    {
      name: 'a model server that may fetch models',
      input: vllm(off.filter((name) => name !== 'HF_HUB_OFFLINE')),
      path: 'spec.containers[0].env',
      found: 'HF_HUB_OFFLINE=(nothing)',
    },
    {
      name: 'a model server that says nothing',
      input: vllm([]),
      path: 'spec.containers[0].env',
      found: 'DO_NOT_TRACK=(nothing)',
      also: 3,
    },
    {
      name: 'a FHIR server with its tool server on',
      input: hapi('{name: SPRING_AI_MCP_SERVER_ENABLED, value: "true"}'),
      path: 'spec.containers[0].env[0].value',
      found: 'SPRING_AI_MCP_SERVER_ENABLED=true',
    },
    {
      name: 'a switch that a later line takes back',
      input: hapi(
        '{name: SPRING_AI_MCP_SERVER_ENABLED, value: "false"}, {name: SPRING_AI_MCP_SERVER_ENABLED, value: "true"}',
      ),
      path: 'spec.containers[0].env[1].value',
      found: 'SPRING_AI_MCP_SERVER_ENABLED=true',
    },
    {
      name: 'Loki that reports its use',
      input: documents(loki, lokiConfig(true)),
      path: 'spec.containers[0].args',
      found: '["-config.file=/etc/loki/loki.yaml"]',
    },
  ],
  indeterminate: [
    {
      name: 'a switch whose value stands elsewhere',
      input: hapi('{name: SPRING_AI_MCP_SERVER_ENABLED, valueFrom: {configMapKeyRef: {name: fhir, key: mcp}}}'),
      path: 'spec.containers[0].env[0].value',
      found: 'SPRING_AI_MCP_SERVER_ENABLED=(nothing)',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};

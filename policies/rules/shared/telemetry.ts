/** How one program is kept from calling home. */
export interface TelemetrySwitch {
  /** Last part of the image's name: `docker.io/vllm/vllm-openai:v1` → `vllm-openai`. */
  readonly image: RegExp;
  readonly program: string;
  /** Environment variables, with the values that switch it off. */
  readonly env: Readonly<Record<string, readonly string[]>>;
  /** Or a setting in a configuration file or an argument, when the program reads no variable. */
  readonly setting?: RegExp;
  /** How the setting is written, for the message. */
  readonly settingText?: string;
  readonly source: string;
  readonly asOf: string;
}

const yes = ['1', 'true', 'yes', 'on'];
const no = ['0', 'false', 'no', 'off'];
const hub = { HF_HUB_OFFLINE: yes, HF_HUB_DISABLE_TELEMETRY: yes, DO_NOT_TRACK: yes };

/** Programs of the platform that report usage, offer a tool server, or fetch models, unless they are told not to. */
export const telemetrySwitches: readonly TelemetrySwitch[] = [
  {
    image: /^vllm(-|$)/,
    program: 'vLLM',
    env: { VLLM_NO_USAGE_STATS: yes, ...hub },
    source: 'docs.vllm.ai/en/latest/usage/usage_stats; huggingface_hub environment variables',
    asOf: '2026-11-22',
  },
  {
    image: /^(text-generation-inference|text-embeddings-inference)$/,
    program: 'Hugging Face inference server',
    env: hub,
    source: 'huggingface_hub environment variables (recalled)',
    asOf: '2026-11-22',
  },
  {
    image: /^axolotl(-|$)/,
    program: 'Axolotl',
    env: { AXOLOTL_DO_NOT_TRACK: yes, ...hub },
    source: 'axolotl 0.19.0 (PyPI): axolotl/telemetry/manager.py; huggingface_hub environment variables (recalled)',
    asOf: '2026-11-22',
  },
  {
    image: /^presidio-(analyzer|anonymizer)$/,
    program: 'Presidio',
    env: { HF_HUB_OFFLINE: yes, HF_HUB_DISABLE_TELEMETRY: yes },
    source: 'huggingface_hub environment variables (recalled)',
    asOf: '2026-11-22',
  },
  {
    image: /^hapi(-fhir.*)?$/,
    program: 'HAPI FHIR',
    env: { SPRING_AI_MCP_SERVER_ENABLED: no },
    source: 'hapi-fhir-jpaserver-starter application.yaml, spring.ai.mcp.server.enabled',
    asOf: '2026-11-22',
  },
  {
    image: /^otoroshi$/,
    program: 'Otoroshi',
    env: { OTOROSHI_ANONYMOUS_REPORTING_ENABLED: no },
    source: 'Otoroshi manual, anonymous reporting',
    asOf: '2026-11-22',
  },
  {
    image: /^daikoku$/,
    program: 'Daikoku',
    env: { DAIKOKU_ANONYMOUS_REPORTING_ENABLED: no },
    source: 'Daikoku manual, anonymous reporting (recalled)',
    asOf: '2026-11-22',
  },
  {
    image: /^grafana(-oss|-enterprise)?$/,
    program: 'Grafana',
    env: { GF_ANALYTICS_REPORTING_ENABLED: no, GF_ANALYTICS_CHECK_FOR_UPDATES: no },
    source: 'Grafana configuration, section analytics (recalled)',
    asOf: '2026-11-22',
  },
  {
    image: /^(loki|tempo|mimir)$/,
    program: 'Loki, Tempo or Mimir',
    env: {},
    setting: /reporting_enabled["']?\s*:\s*false|-reporting\.enabled=false/,
    settingText: 'reporting_enabled: false (analytics in Loki, usage_report in Tempo) or -reporting.enabled=false',
    source: 'Loki and Tempo configuration reference, anonymous usage reporting',
    asOf: '2026-11-22',
  },
];

/** The switch of the program that an image holds, by the last part of its name; undefined when none is known. */
export function switchFor(image: string): TelemetrySwitch | undefined {
  const last = image.split('@')[0]?.split('/').at(-1)?.split(':')[0]?.toLowerCase() ?? '';
  return telemetrySwitches.find((candidate) => candidate.image.test(last));
}

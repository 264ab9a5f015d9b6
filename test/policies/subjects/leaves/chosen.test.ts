import { describe, expect, it } from 'vitest';
import { HOSTED_WORDS } from '../../../../catalog/hosts/hosted-words.ts';
import { isPublicName } from '../../../../policies/places/host.ts';
import { chosenBy, chosenByImage, chosenByVariable } from '../../../../policies/subjects/leaves/chosen.ts';
import { linesIn } from '../../../../policies/subjects/leaves/embedded.ts';

describe('a word in a position that chooses who does the work', () => {
  it.each([
    [{ provider: 'openai', model: 'm' }, 'provider', 'api.openai.com'],
    [{ provider_type: 'remote::openai', config: { key: 'x' } }, 'provider_type', 'api.openai.com'],
    [{ 'log-driver': 'awslogs', 'log-opts': { 'awslogs-group': 'g' } }, 'log-driver', 'logs.amazonaws.com'],
    [{ llmProvider: 'OpenAI', host: '0.0.0.0' }, 'llmProvider', 'api.openai.com'],
    [{ service: 'gmail' }, 'service', 'smtp.gmail.com'],
    [{ datadog: { metrics: { export: { enabled: true } } } }, 'datadog', 'api.datadoghq.com'],
    [{ acme: { email: 'a@b.example', storage: '/x' } }, 'acme', 'acme-v02.api.letsencrypt.org'],
    [{ exporters: ['otlp', 'newrelic/eu'] }, 'exporters', 'api.newrelic.com'],
    [{ success_callback: ['langsmith'] }, 'success_callback', 'api.smith.langchain.com'],
    [{ gcs: { bucket: 'b' } }, 'gcs', 'storage.googleapis.com'],
    [{ type: 'snowflake', account: 'xy12345.us-west-2' }, 'type', 'xy12345.us-west-2.snowflakecomputing.com'],
    [{ slackNotifier: { tokenCredentialId: 't' } }, 'slackNotifier', 'slack.com'],
    [{ provider: 'openai', callback_url: 'https://portal.klinik.example' }, 'provider', 'api.openai.com'],
    [{ provider: 'openai', database: { host: 'db.svc' } }, 'provider', 'api.openai.com'],
    [{ mail_driver: 'sendgrid', redis_host: 'valkey.svc' }, 'mail_driver', 'api.sendgrid.com'],
    [
      { acme: { email: 'a@b.example', storage: '/x', portalUrl: 'https://x.klinik.example' } },
      'acme',
      'acme-v02.api.letsencrypt.org',
    ],
  ])('%j is the service', (fields, key, host) => {
    expect(chosenBy(fields, key, Reflect.get(fields, key))).toEqual([host]);
  });

  it.each([
    [{ provider: 'openai', base_url: 'http://vllm.models.svc' }, 'provider'],
    [{ provider: 'openai', config: { api_base: 'http://vllm.models.svc' } }, 'provider'],
    [{ provider: 'openai-compatible' }, 'provider'],
    [{ provider: 'openai', enabled: false }, 'provider'],
    [{ 'log-driver': 'awslogs', 'log-opts': { 'awslogs-region': 'eu-central-1' } }, 'log-driver'],
    [{ type: 'datadog-dashboard' }, 'type'],
    [{ datadog: { enabled: false } }, 'datadog'],
    [{ llm_provider: 'openai', base_url: 'http://vllm.models.svc' }, 'llm_provider'],
    [{ provider: 'openai', options: { openaiBaseUrls: ['http://vllm.models.svc'] } }, 'provider'],
    [{ slackNotifier: { room: '#builds' } }, 'slackNotifier'],
    [{ gcs: { bucket: '' } }, 'gcs'],
    [{ backend: 's3', gcs: { bucket: 'b' } }, 'gcs'],
    [{ gcs: { bucket: 'b', endpoint: 'http://fake-gcs.svc' } }, 'gcs'],
    [{ type: 'snowflake', account: 'xy12345', host: 'sf.klinik.example' }, 'type'],
    [{ exporters: ['otlp', 'prometheus'] }, 'exporters'],
    [{ regions: ['newrelic'] }, 'regions'],
    [{ acme: { email: 'a@b.example', caServer: 'https://ca.klinik.example' } }, 'acme'],
  ])('%j is not', (fields, key) => expect(chosenBy(fields, key, Reflect.get(fields, key))).toEqual([]));

  it('a word of a list that the document defines is judged where it is defined', () => {
    const list = { exporters: ['newrelic'] };
    expect(chosenBy(list, 'exporters', list.exporters, 'traces', (name) => name === 'newrelic')).toEqual([]);
  });

  it.each([
    [{ newrelic: null }, 'exporters', ['api.newrelic.com']],
    [{ newrelic: { endpoint: 'http://own.svc' } }, 'exporters', []],
    [{ newrelic: {} }, 'receivers', []],
  ])('%j under %s', (fields, parent, hosts) => {
    expect(chosenBy(fields, 'newrelic', fields.newrelic, parent)).toEqual(hosts);
  });

  it.each([
    ['LLM_PROVIDER', 'anthropic', ['LLM_MODEL'], 'api.anthropic.com'],
    ['ENABLE_MODULES', 'text2vec-openai,backup-s3', [], 'api.openai.com'],
    ['LLM_PROVIDER', 'openai', ['LLM_BASE_URL'], undefined],
    ['MAIL_MAILER', 'mailgun', ['MAILGUN_ENDPOINT'], undefined],
    ['OTEL_TRACES_EXPORTER', 'otlp', [], undefined],
    ['APP_MAILER', 'sendgrid', ['APP_URL', 'DATABASE_URL'], 'api.sendgrid.com'],
    ['APP_MAILER', 'sendgrid', ['MAILER_HOST'], undefined],
    ['LOG_DRIVER', 'awslogs', ['AWS_REGION'], undefined],
    ['LLM_PROVIDER', 'openai', ['AWS_REGION'], 'api.openai.com'],
    ['LANGSMITH_TRACING', 'true', [], 'api.smith.langchain.com'],
    ['LANGSMITH_TRACING', 'true', ['LANGSMITH_ENDPOINT'], undefined],
    ['LANGSMITH_TRACING', 'false', [], undefined],
    ['QUEUE_CONNECTION', 'sqs', [], 'sqs.amazonaws.com'],
  ])('the variable %s=%s beside %j', (name, value, others, host) => {
    expect(chosenByVariable(name, value, others)).toBe(host);
  });

  it.each([
    ['[[outputs.datadog]]\napikey = "x"\n', ['api.datadoghq.com']],
    ['[[outputs.datadog]]\nurl = "http://dd.svc"\n', []],
    ['[[outputs.datadog]]\napikey = "x"\n[[outputs.http]]\nurl = "http://own.svc"\n', ['api.datadoghq.com']],
    ['EMAIL_BACKEND = "anymail.backends.sendgrid.EmailBackend"\n', ['api.sendgrid.com']],
    ['management.datadog.metrics.export.enabled=true\n', ['api.datadoghq.com']],
    ['management.datadog.metrics.export.enabled=false\n', []],
    ['app.sms.provider=twilio\nspring.datasource.url=jdbc:postgresql://db.svc/x\n', ['api.twilio.com']],
    ['app.sms.provider=twilio\napp.sms.base-url=http://sms.svc\n', []],
    ['debezium.sink.type=pubsub\n', ['pubsub.googleapis.com']],
    ['debezium.sink.type=kafka\n', []],
    ['[OUTPUT]\n    Name azure_blob\n    account_name a\n', ['blob.core.windows.net']],
    ['[OUTPUT]\n    Name azure_blob\n    endpoint azurite.svc:10000\n', []],
    ['seal "azurekeyvault" {\n  vault_name = "k"\n}\napi_addr = "https://vault.klinik.example"\n', ['vault.azure.net']],
    ['seal "awskms" {\n  region = "eu-central-1"\n}\n', []],
  ])('the file %j', (text, hosts) => {
    const named = linesIn(text).lines.filter(({ key }) => key === 'host');
    expect(named.map((line) => line.text).filter((host) => !host.includes('.svc'))).toEqual(hosts);
  });

  it.each([
    [{ image: 'registry.example/cloudflared:1' }, 'argotunnel.com'],
    [{ image: 'registry.example/renovate@sha256:00', env: [{ name: 'RENOVATE_ENDPOINT' }] }, undefined],
    [{ image: 'registry.example/nginx:1' }, undefined],
  ])('the program %j', (container, host) => expect(chosenByImage(container)).toBe(host));
});

describe('every service that a word chooses', () => {
  it.each([...HOSTED_WORDS])('%s has a public host: %s', (word, host) => {
    expect(word).toBe(word.toLowerCase());
    expect(isPublicName(host)).toBe(true);
  });
});

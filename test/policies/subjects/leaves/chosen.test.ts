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
  ])('%j is the service', (fields, key, host) => {
    expect(chosenBy(fields, key, Reflect.get(fields, key))).toBe(host);
  });

  it.each([
    [{ provider: 'openai', base_url: 'http://vllm.models.svc' }, 'provider'],
    [{ provider: 'openai', config: { api_base: 'http://vllm.models.svc' } }, 'provider'],
    [{ provider: 'openai-compatible' }, 'provider'],
    [{ provider: 'openai', enabled: false }, 'provider'],
    [{ 'log-driver': 'awslogs', 'log-opts': { 'awslogs-region': 'eu-central-1' } }, 'log-driver'],
    [{ type: 'datadog-dashboard' }, 'type'],
    [{ datadog: { enabled: false } }, 'datadog'],
    [{ acme: { email: 'a@b.example', caServer: 'https://ca.klinik.example' } }, 'acme'],
  ])('%j is not', (fields, key) => expect(chosenBy(fields, key, Reflect.get(fields, key))).toBeUndefined());

  it.each([
    ['LLM_PROVIDER', 'anthropic', ['LLM_MODEL'], 'api.anthropic.com'],
    ['ENABLE_MODULES', 'text2vec-openai,backup-s3', [], 'api.openai.com'],
    ['LLM_PROVIDER', 'openai', ['LLM_BASE_URL'], undefined],
    ['MAIL_MAILER', 'mailgun', ['MAILGUN_ENDPOINT'], undefined],
    ['OTEL_TRACES_EXPORTER', 'otlp', [], undefined],
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
  ])('the file %j', (text, hosts) => {
    const named = linesIn(text).lines.filter(({ key }) => key === 'host');
    expect(named.map((line) => line.text)).toEqual(hosts);
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

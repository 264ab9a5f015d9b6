import { describe, expect, it } from 'vitest';
import {
  hidden,
  isCredentialName,
  isNoCredential,
  nameAt,
  secretIn,
} from '../../../../policies/rules/shared/secret-text.ts';

describe('a name', () => {
  it.each([
    ...['PASSWORD', 'db_pass', 'passwd', 'PASSPHRASE', 'client-secret', 'oauth.token', 'CREDENTIAL', 'credentials'],
    ...['pwd', 'api_key', 'apiKey', 'APIKEY', 'accessKey', 'private_key', 'secretKey', 'signing_key', 'authKey'],
    ...['dbPassword', 'tokenValue', 'access_key_id', 'password_wo', 'secret_data', 'smtp2Password'],
  ])('%s sounds like a credential', (name) => expect(isCredentialName(name)).toBe(true));

  it.each([
    ...['DB_PASSWORD_FILE', 'token_path', 'SECRET_DIR', 'secretName', 'token_ref', 'TOKEN_URL', 'credentials_uri'],
    ...['secret_arn', 'token_ttl', 'password_enabled', 'token_type', 'API_KEY_HEADER'],
    ...['compass', 'tokenizer', 'passenger', 'secretary', 'LOG_LEVEL', 'key', 'keyboard_pwdx'],
  ])('%s does not', (name) => expect(isCredentialName(name)).toBe(false));
});

describe('a value', () => {
  it.each([
    '',
    '  ',
    '$(TOKEN)',
    '${var.token}',
    'true',
    'False',
    'yes',
    'no',
    'none',
    '30',
    '65535',
    '/run/token.txt',
  ])('"%s" is no credential', (value) => expect(isNoCredential(value)).toBe(true));
  it.each(['hunter2', '123456', 'x$(TOKEN)', '$(TOKEN)x', 'nothing', 'a/b', 'true1', '/run token'])(
    '"%s" may be one',
    (value) => expect(isNoCredential(value)).toBe(false),
  );
});

describe('a text', () => {
  it.each([
    ['-----BEGIN PRIVATE KEY-----\nMIIE', 'a private key'],
    ['-----BEGIN RSA PRIVATE KEY-----', 'a private key'],
    ['-----BEGIN EC2 TEST PRIVATE KEY-----', 'a private key'],
    ['postgres://fhir:hunter2@database/fhir', 'a password in a URL'],
    ['redis://:hunter2@cache', 'a password in a URL'],
    ['amqp://bus:$ecret@queue', 'a password in a URL'],
  ])('%j holds a secret', (text, kind) => expect(secretIn(text)).toBe(kind));

  it.each([
    '-----BEGIN CERTIFICATE-----',
    'PRIVATE KEY-----',
    'postgres://fhir@database/fhir',
    'postgres://fhir:$(PASSWORD)@database/fhir',
    'postgres://fhir:${var.password}@database/fhir',
    'postgres://database:5432/fhir',
    'https://database/a:b@c',
    'a:b@c',
  ])('%j holds none', (text) => expect(secretIn(text)).toBeUndefined());

  it('is shown by its length', () => expect(hidden('hunter2')).toBe('(7 characters, not shown)'));
});

describe('what a value is called', () => {
  const body = {
    spec: { env: [{ name: 'TOKEN', value: 'a' }, { value: 'b' }] },
    data: { password: 'c', value: 'd', list: ['e'] },
  };
  it.each([
    ['its key', ['data', 'password'], 'password'],
    ['the name beside it', ['spec', 'env', 0, 'value'], 'TOKEN'],
    ['value, when there is no name beside it', ['spec', 'env', 1, 'value'], 'value'],
    ['value, when what is around it has no name', ['data', 'value'], 'value'],
    ['its number in a list', ['data', 'list', 0], '0'],
    ['nothing, at the root', [], ''],
    ['its key, where the way leads nowhere', ['data', 'list', 'x', 'value'], 'value'],
  ] as const)('%s', (_name, path, name) => expect(nameAt(body, path)).toBe(name));
});

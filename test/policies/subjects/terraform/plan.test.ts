import { describe, expect, it } from 'vitest';
import { type Fields, type Subject, Unresolved, type Value } from '../../../../policies/engine/types.ts';
import { readInputs } from '../../../../policies/subjects/index.ts';

const read = (plan: object): readonly Subject[] => {
  const { subjects, problems } = readInputs([
    { name: 'plan.json', bytes: Buffer.from(JSON.stringify({ format_version: '1.2', ...plan })) },
  ]);
  expect(problems).toEqual([]);
  return subjects;
};
const at = (plan: object, address: string): Subject | undefined =>
  read(plan).find((subject) => subject.address === address);
const addresses = (plan: object) => read(plan).map((subject) => subject.address);

const change = (after: unknown, rest: object = {}, more: object = {}) => ({
  address: 'aws_s3_bucket.b',
  mode: 'managed',
  type: 'aws_s3_bucket',
  name: 'b',
  change: { actions: ['create'], before: null, after, after_unknown: {}, ...rest },
  ...more,
});
const configured = (expressions: object, more: object = {}) => ({
  root_module: {
    resources: [
      { address: 'aws_s3_bucket.b', mode: 'managed', type: 'aws_s3_bucket', name: 'b', expressions, ...more },
    ],
  },
});

describe('what a resource will be is judged', () => {
  it.each<[string, object, object, string[]]>([
    ['a new one', change({ bucket: 'x' }), {}, ['aws_s3_bucket.b', 'plan']],
    ['one that stays as it is', change({ bucket: 'x' }, { actions: ['no-op'] }), {}, ['aws_s3_bucket.b', 'plan']],
    [
      'one that is replaced: as it will be, not as it was',
      change({ bucket: 'new' }, { actions: ['delete', 'create'], before: { bucket: 'old' } }),
      {},
      ['aws_s3_bucket.b', 'plan'],
    ],
    ['one that goes is nothing', change(null, { actions: ['delete'], before: { bucket: 'x' } }), {}, ['plan']],
    [
      'one that Terraform forgets is nothing',
      change(null, { actions: ['forget'], before: { bucket: 'x' } }),
      {},
      ['plan'],
    ],
    [
      'one that is imported',
      change({ bucket: 'x' }, { actions: ['no-op'], importing: { id: 'x' } }),
      {},
      ['aws_s3_bucket.b', 'plan'],
    ],
  ])('%s', (_, resource, rest, expected) => {
    expect(addresses({ resource_changes: [resource], ...rest })).toEqual(expected);
  });

  it('with the values after the change', () => {
    const plan = {
      resource_changes: [change({ zone: 'ch-gva-2' }, { actions: ['delete', 'create'], before: { zone: 'de-fra-1' } })],
    };
    expect(at(plan, 'aws_s3_bucket.b')?.body).toEqual({ zone: 'ch-gva-2' });
  });

  it('planned values that repeat the changes are not judged twice', () => {
    const planned_values = {
      root_module: {
        resources: [{ address: 'aws_s3_bucket.b', type: 'aws_s3_bucket', name: 'b', values: { bucket: 'x' } }],
      },
    };
    expect(addresses({ planned_values, resource_changes: [change({ bucket: 'x' })] })).toEqual([
      'aws_s3_bucket.b',
      'plan',
    ]);
    expect(addresses({ resource_changes: [change({ bucket: 'x' })], planned_values })).toEqual([
      'aws_s3_bucket.b',
      'plan',
    ]);
  });

  it('planned values that say something else are', () => {
    const resources = [{ address: 'aws_s3_bucket.b', type: 'aws_s3_bucket', name: 'b', values: { bucket: 'other' } }];
    const nested = {
      child_modules: [
        {
          address: 'module.m',
          resources: [{ address: 'module.m.aws_s3_bucket.c', type: 'aws_s3_bucket', name: 'c', values: {} }],
        },
      ],
    };
    const plan = {
      planned_values: { root_module: { resources, ...nested } },
      resource_changes: [change({ bucket: 'x' })],
    };
    expect(addresses(plan)).toEqual([
      'aws_s3_bucket.b',
      'aws_s3_bucket.b (planned_values)',
      'module.m.aws_s3_bucket.c',
      'plan',
    ]);
  });

  it('changes that Terraform defers', () => {
    const deferred_changes = [{ reason: 'resource_config_unknown', resource_change: change({ region: 'us-east-1' }) }];
    const plan = { resource_changes: [], deferred_changes };
    expect(addresses(plan)).toEqual(['aws_s3_bucket.b', 'plan']);
    expect(at(plan, 'plan')?.body.deferred_changes).toEqual(['resource_config_unknown']);
  });
});

describe('what only the apply will tell is unresolved', () => {
  const body = (after: Value, after_unknown: Value, expressions: object): Value | undefined =>
    at(
      { resource_changes: [change(after, { after_unknown })], configuration: configured(expressions) },
      'aws_s3_bucket.b',
    )?.body;
  const later = (reference?: string) => new Unresolved('known only after apply', reference);

  it.each<[string, Value, Value, object, Fields]>([
    [
      'at a leaf that a reference decides',
      {},
      { region: true },
      { region: { references: ['random_pet.r.id', 'random_pet.r'] } },
      { region: later('random_pet.r.id') },
    ],
    ['at a leaf that a function decides', {}, { region: true }, { region: {} }, { region: later() }],
    [
      'nested in a block',
      { rule: [{ name: 'x' }] },
      { rule: [{ bucket: true }] },
      { rule: [{ bucket: { references: ['x.y'] } }] },
      { rule: [{ name: 'x', bucket: later('x.y') }] },
    ],
    [
      'in one element of a list',
      { zones: ['de-fra-1', null] },
      { zones: [false, true] },
      { zones: { references: ['x.y'] } },
      { zones: ['de-fra-1', later('x.y')] },
    ],
    [
      'in a list that is longer than what is known',
      { zones: [] },
      { zones: [true] },
      { zones: { references: ['x.y'] } },
      { zones: [later('x.y')] },
    ],
    ['at a place that nobody configured', { bucket: 'x' }, { region: true }, {}, { bucket: 'x', region: later() }],
    [
      'but not at a handle that the provider assigns',
      { bucket: 'x' },
      { id: true, arn: true, bucket_id: true },
      {},
      { bucket: 'x' },
    ],
    [
      'under another name for a region, in one of two replicas',
      { replica: [{ region_name: 'eu-central-1' }, {}] },
      { replica: [{ arn: true }, { region_name: true }] },
      { bucket: { constant_value: 'x' } },
      { replica: [{ region_name: 'eu-central-1' }, { region_name: later() }] },
    ],
    [
      'not at an address that the provider tells of a thing whose place is configured',
      { location: 'norwayeast' },
      { primary_blob_endpoint: true, host: true, block: [{ endpoint: true }] },
      { location: { constant_value: 'norwayeast' } },
      { location: 'norwayeast', block: [{ endpoint: later() }] },
    ],
    [
      'nor inside a block of which as many are written as are planned',
      { location: 'europe-west9', private: [{ nodes: true }], many: [{}, {}] },
      { private: [{ endpoint: true }], many: [{ endpoint: true }, { endpoint: true }] },
      { location: { constant_value: 'europe-west9' }, private: [{ nodes: { constant_value: true } }], many: [{}] },
      { location: 'europe-west9', private: [{ nodes: true }], many: [{ endpoint: later() }, { endpoint: later() }] },
    ],
    [
      'nor at a zone in a region that is configured beside it',
      { location: 'hel1' },
      { datacenter: true, availability_zone: true },
      { location: { constant_value: 'hel1' } },
      { location: 'hel1' },
    ],
    ['nor at a computed attribute that names no place', { bucket: 'x' }, { tags_all: true }, {}, { bucket: 'x' }],
  ])('%s', (_, after, unknown, expressions, expected) => {
    expect(body(after, unknown, expressions)).toEqual(expected);
  });

  it('a dynamic block leaves no trace in the configuration, and is unresolved all the same', () => {
    const spec = [{ container: [{ name: 'c' }] }];
    const unknown = { id: true, spec: [{ container: [{ env: true, image_pull_policy: true }] }] };
    const resource = {
      ...change({ spec }, { after_unknown: unknown }),
      address: 'kubernetes_pod_v1.p',
      type: 'kubernetes_pod_v1',
      name: 'p',
    };
    expect(
      at({ resource_changes: [resource], configuration: { root_module: { resources: [] } } }, 'kubernetes_pod_v1.p')
        ?.body.spec,
    ).toEqual({
      containers: [{ name: 'c', env: later() }],
    });
  });

  it('instances of a module with keys that hold dots and brackets find their configuration', () => {
    const address = 'module.m["a.b[0]"].aws_s3_bucket.b["x"]';
    const inner = configured({ region: { references: ['each.value'] } }).root_module;
    const plan = {
      resource_changes: [
        { ...change({}, { after_unknown: { region: true } }), address, module_address: 'module.m["a.b[0]"]' },
      ],
      configuration: { root_module: { module_calls: { m: { source: './m', module: inner } } } },
    };
    expect(at(plan, address)?.body).toEqual({ region: later('each.value') });
  });
});

describe('what only the configuration shows', () => {
  it('a write-only argument', () => {
    const resource = {
      ...change({ data_wo: null, metadata: [{ name: 's' }] }),
      address: 'kubernetes_secret_v1.s',
      type: 'kubernetes_secret_v1',
      name: 's',
    };
    const entry = {
      address: 'kubernetes_secret_v1.s',
      mode: 'managed',
      type: 'kubernetes_secret_v1',
      name: 's',
      expressions: { data_wo: { constant_value: { U: 'x' } } },
    };
    const subject = at(
      { resource_changes: [resource], configuration: { root_module: { resources: [entry] } } },
      'kubernetes_secret_v1.s',
    );
    expect(subject?.body.stringData).toEqual({ U: 'x' });
  });

  it('what a provisioner runs', () => {
    const provisioners = [
      {
        type: 'local-exec',
        expressions: { command: { constant_value: 'curl x' }, environment: { references: ['var.e'] } },
      },
    ];
    const plan = { resource_changes: [change({})], configuration: configured({}, { provisioners }) };
    expect(at(plan, 'aws_s3_bucket.b.provisioner[0]')).toMatchObject({
      type: 'provisioner/local-exec',
      body: { command: 'curl x' },
    });
  });

  it('a data source that was read while planning: its values stand in the prior state', () => {
    const entry = {
      address: 'data.http.h',
      mode: 'data',
      type: 'http',
      name: 'h',
      expressions: { url: { constant_value: 'https://x' } },
    };
    const prior_state = {
      values: {
        root_module: {
          resources: [
            { address: 'data.http.h', mode: 'data', type: 'http', name: 'h', values: { url: 'https://x', body: 'y' } },
            { address: 'a_b.c', mode: 'managed', values: {} },
          ],
        },
      },
    };
    const configuration = { root_module: { resources: [entry] } };
    expect(addresses({ resource_changes: [], configuration })).toEqual(['data.http.h', 'plan']);
    const plan = { resource_changes: [], configuration, prior_state };
    expect(addresses(plan)).toEqual(['data.http.h', 'plan']);
    expect(at(plan, 'data.http.h')?.body).toEqual({ url: 'https://x', body: 'y' });
  });

  it('a block of a provider that is called as the list of resources is', () => {
    const expressions = { resources: [{ region: { constant_value: 'eu-west-2' } }] };
    const plan = { configuration: { provider_config: { x: { name: 'x', expressions } } } };
    expect(at(plan, 'provider.x')?.body).toEqual({ resources: [{ region: 'eu-west-2' }] });
  });

  it('providers with their aliases, and module sources', () => {
    const configuration = {
      provider_config: {
        aws: {
          name: 'aws',
          full_name: 'registry.terraform.io/hashicorp/aws',
          expressions: { region: { constant_value: 'eu-central-1' } },
        },
        'aws.other': { name: 'aws', alias: 'other', expressions: { region: { references: ['var.region'] } } },
      },
      root_module: {
        module_calls: { m: { source: 'git::https://x/y.git', module: { module_calls: { n: { source: './n' } } } } },
      },
    };
    const subjects = read({ resource_changes: [], configuration });
    expect(subjects.map(({ kind, type, name, address }) => [kind, type, name, address])).toEqual([
      ['terraform/provider', 'aws', 'aws', 'provider.aws'],
      ['terraform/provider', 'aws', 'other', 'provider.aws.other'],
      ['terraform/module', 'git::https://x/y.git', 'm', 'module.m'],
      ['terraform/module', './n', 'n', 'module.m.module.n'],
      ['terraform/plan', 'plan', 'plan.json', 'plan'],
    ]);
    expect(subjects[0]?.body.region).toBe('eu-central-1');
    expect(subjects[1]?.body.region).toEqual(
      new Unresolved('an expression that only Terraform can work out', 'var.region'),
    );
  });
});

describe('outputs', () => {
  it.each<[string, object, Value]>([
    ['a value', { actions: ['create'], after: 'x', after_unknown: false }, { value: 'x' }],
    [
      'a sensitive value is judged as well',
      { actions: ['create'], after: 'x', after_unknown: false, after_sensitive: true },
      { value: 'x' },
    ],
    [
      'one that is not known',
      { actions: ['create'], after_unknown: true },
      { value: new Unresolved('known only after apply', 'a.b') },
    ],
  ])('%s', (_, output, body) => {
    const configuration = { root_module: { outputs: { o: { expression: { references: ['a.b'] } } } } };
    expect(at({ resource_changes: [], output_changes: { o: output }, configuration }, 'output.o')?.body).toEqual(body);
  });
});

describe('the plan itself', () => {
  it('says what a rule needs to know about it', () => {
    const plan = {
      format_version: '9.0',
      complete: false,
      errored: true,
      resource_changes: [],
      resource_drift: [{ address: 'a_b.c', change: {} }],
      variables: { region: { value: 'x' } },
      something_new: { url: 'y' },
    };
    expect(at(plan, 'plan')).toMatchObject({
      kind: 'terraform/plan',
      body: {
        format_version: '9.0',
        complete: false,
        errored: true,
        resource_drift: ['a_b.c'],
        deferred_changes: [],
        variables: { region: { value: 'x' } },
        something_new: { url: 'y' },
      },
    });
  });
});

describe('a broken part of a plan is found, also where the plan is not read', () => {
  it.each([
    [
      'a duplicate key in the configuration',
      '{"format_version":"1.2","resource_changes":[],"configuration":{"root_module":{"resources":[{"a":1},{"a":1,"a":2}]}}}',
      'duplicate-key',
    ],
    [
      'a broken item in the configuration',
      '{"format_version":"1.2","resource_changes":[],"configuration":{"root_module":{"resources":[{"a":1},{"a":01}]}}}',
      'syntax',
    ],
  ])('%s', (_, text, code) => {
    expect(readInputs([{ name: 'p.json', bytes: Buffer.from(text) }]).problems[0]?.code).toBe(code);
  });
});

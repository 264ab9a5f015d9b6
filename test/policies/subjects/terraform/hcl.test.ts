import { describe, expect, it } from 'vitest';
import { prepareInputs, readInputs } from '../../../../policies/subjects/index.ts';

const read = async (text: string) => readInputs(await prepareInputs([{ name: 'main.tf', bytes: Buffer.from(text) }]));

const TEXT = `variable "region" {
  default = "eu-central-1"
}

provider "aws" {
  alias  = "other"
  region = var.region
}

terraform {
  backend "s3" {
    region = "eu-west-1"
  }
}

resource "aws_s3_bucket" "b" {
  bucket = "b"
  region = "eu-west-2"

  replica {
    region = "eu-west-3"
  }
  replica {
    region = "us-east-1"
  }
}
`;

describe('Terraform HCL', () => {
  it('gives the same subjects as the JSON syntax', async () => {
    const { subjects, problems } = await read(TEXT);
    expect(problems).toEqual([]);
    expect(subjects.map(({ address }) => address)).toEqual([
      'aws_s3_bucket.b',
      'provider.aws.other',
      'terraform.backend.s3',
      'var.region',
    ]);
    expect(subjects[0]?.body).toEqual({
      bucket: 'b',
      region: 'eu-west-2',
      replica: [{ region: 'eu-west-3' }, { region: 'us-east-1' }],
    });
  });

  it('keeps a reference apart from a string that looks like one', async () => {
    const { subjects } = await read('resource "a_b" "c" {\n  x = var.x\n  y = "var.x"\n}\n');
    expect(subjects[0]?.body).toEqual({ x: '${var.x}', y: 'var.x' });
  });

  it.each<[string, (string | number)[], string]>([
    ['an argument', ['region'], '18:12'],
    ['a block', ['replica', 0, 'region'], '21:14'],
    ['the second block of that name', ['replica', 1, 'region'], '24:14'],
  ])('finds where %s stands', async (_, path, expected) => {
    const position = (await read(TEXT)).subjects[0]?.locate(path);
    expect(`${position?.line}:${position?.column}`).toBe(expected);
  });

  it('says where it is broken', async () => {
    const { problems } = await read('resource "a" "b" {\n  x =\n}\n');
    expect(problems).toEqual([
      expect.objectContaining({ code: 'syntax', position: { file: 'main.tf', line: 2, column: 6 } }),
    ]);
    expect(problems[0]?.message).toContain('Invalid expression');
  });

  it('refuses brackets without end, before its parser meets them', async () => {
    const { problems } = await read(`locals {\n  a = ${'('.repeat(20_000)}1${')'.repeat(20_000)}\n}\n`);
    expect(problems[0]?.message).toContain('nests deeper than 1000 brackets');
  });

  it('refuses an argument that stands twice', async () => {
    const { problems } = await read('resource "a" "b" {\n  region = "x"\n  region = "y"\n}\n');
    expect(problems[0]).toMatchObject({ code: 'syntax', position: { line: 3, column: 3 } });
  });
});

describe('a block with for_each', () => {
  const places = async (forEach: string, location: string) => {
    const { subjects } = await read(
      `locals {\n  sites = { a = "fsn1", b = "ash" }\n}\nresource "hcloud_volume" "v" {\n  for_each = ${forEach}\n  name = each.key\n  location = ${location}\n}\n`,
    );
    return subjects
      .filter(({ kind }) => kind === 'terraform/resource')
      .map(({ address, body }) => `${address} ${String(body.location)}`);
  };

  it.each([
    ['over a map of the configuration', 'local.sites', 'each.value', ['["a"] fsn1', '["b"] ash']],
    ['over a set', 'toset(["nbg1", "hil"])', 'each.value', ['["nbg1"] nbg1', '["hil"] hil']],
    ['over a map of objects', '{ x = { at = "hel1" } }', 'each.value.at', ['["x"] hel1']],
    ['inside a text', 'local.sites', '"${each.value}-dc1"', ['["a"] fsn1-dc1', '["b"] ash-dc1']],
    ['over a variable stands once, open', 'var.sites', 'each.value', [' ${each.value}']],
  ])('%s', async (_name, forEach, location, wanted) => {
    expect(await places(forEach, location)).toEqual(wanted.map((one) => `hcloud_volume.v${one}`));
  });
});

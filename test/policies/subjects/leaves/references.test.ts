import { describe, expect, it } from 'vitest';
import { isOwnReference } from '../../../../policies/subjects/leaves/references.ts';

describe('a text that leads to nothing but resources of the same configuration', () => {
  it.each([
    ['an attribute', '${aws_kms_key.k.arn}'],
    ['an attribute before a path', '${aws_s3_bucket.b.arn}/logs/*'],
    ['an attribute of every instance', '${aws_subnet.a[*].id}'],
    ['a part of a network', '${cidrsubnet(aws_vpc.v.cidr_block, 4, 1)}'],
    ['a list of attributes', '${[aws_subnet.a.id, aws_subnet.b.id]}'],
    ['a loop over resources', '${[for s in aws_subnet.a : s.id]}'],
    ['a joined list', '${join(",", aws_subnet.a[*].id)}'],
  ])('%s', (_name, text) => expect(isOwnReference(text)).toBe(true));

  it.each([
    ['a variable', '${var.region}'],
    ['a variable among resources', '${cidrsubnet(var.cidr, 4, 1)}'],
    ['a data source', '${data.aws_subnets.a.ids}'],
    ['a module', '${module.net.subnet_ids}'],
    ['a literal that names a region', '${coalesce("us-east-1", aws_vpc.v.region)}'],
    ['a literal that names a host', '${format("https://%s.example.com", aws_vpc.v.id)}'],
    ['a function that reads', '${file(aws_vpc.v.id)}'],
    ['a resource before a host', '${aws_vpc.v.id}.example.com'],
    ['a resource before an address', '${aws_vpc.v.id}//evil.example.com'],
    ['nothing of its own', '${join(",", [1, 2])}'],
  ])('not %s', (_name, text) => expect(isOwnReference(text)).toBe(false));
});

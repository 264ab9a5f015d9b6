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
    ['who the account is', '${data.aws_caller_identity.me.account_id}'],
    ['a policy that stands in the same input', '${data.aws_iam_policy_document.p.json}'],
    ['zones of the region of the provider', '${slice(data.aws_availability_zones.a.names, 0, 3)}'],
    ['a zone of it', '${data.aws_availability_zones.a.names[count.index]}'],
    ['an address of a network, counted', '${cidrhost(hcloud_network_subnet.n.ip_range, 10 + each.value.index)}'],
    ['a sum', '${local.days + 8}'],
    ['a comparison', '${var.stage == "prod"}'],
    ['names that are counted', '${{ for i in range(3) : "node-${i}" => { index = i, type = "cax21" } }}'],
  ])('%s', (_name, text) => expect(isOwnReference(text)).toBe(true));

  it.each([
    ['a variable', '${var.region}'],
    ['a variable among resources', '${cidrsubnet(var.cidr, 4, 1)}'],
    ['where a data source says that something is', '${data.aws_s3_bucket.a.region}'],
    ['an address that a data source tells', '${data.aws_lb.a.dns_name_servers}'],
    ['what somebody wrote into a parameter', '${data.aws_ssm_parameter.p.name}'],
    ['the output of another state', '${data.terraform_remote_state.net.outputs.id}'],
    ['a choice', '${var.a == 1 ? var.b : var.c}'],
    ['a list that a comparison cuts', '${[for h in var.hosts : h if h != "x"]}'],
    ['a region in a loop', '${[for i in range(3) : "ash"]}'],
    ['a region with a number in a loop', '${{ for i in range(3) : "node-${i}" => { where = "eu-west-9" } }}'],
    ['a module', '${module.net.subnet_ids}'],
    ['a literal that names a region', '${coalesce("us-east-1", aws_vpc.v.region)}'],
    ['a literal that names a host', '${format("https://%s.example.com", aws_vpc.v.id)}'],
    ['a function that reads', '${file(aws_vpc.v.id)}'],
    ['a resource before a host', '${aws_vpc.v.id}.example.com'],
    ['a resource before an address', '${aws_vpc.v.id}//evil.example.com'],
    ['nothing of its own', '${join(",", [1, 2])}'],
  ])('not %s', (_name, text) => expect(isOwnReference(text)).toBe(false));
});

import { describe, expect, it } from 'vitest';
import { eea, read } from './support.ts';

describe('the region in a resource name decides', () => {
  it.each([
    ['AWS', 'arn:aws:kms:eu-central-1:111122223333:key/x', 'inside', 'DE'],
    ['AWS, in capitals', 'ARN:aws:kms:eu-west-2:111122223333:key/x', 'outside', 'GB'],
    [
      'AWS, a Bedrock profile that leaves its region',
      'arn:aws:bedrock:eu-central-1:1:inference-profile/us.anthropic.claude-x',
      'outside',
      'US',
    ],
    ['the European Sovereign Cloud', 'arn:aws-eusc:kms:eusc-de-east-1:1:key/x', 'inside', 'DE'],
    ['Oracle', 'ocid1.instance.oc1.eu-frankfurt-1.anthel', 'inside', 'DE'],
    ['Oracle, by an airport', 'ocid1.vcn.oc1.iad.abuwcl', 'outside', 'US'],
    ['Oracle, in the sovereign realm', 'ocid1.vcn.oc19.eu-madrid-2.amaa', 'inside', 'ES'],
    ['Oracle, in Switzerland', 'ocid1.vault.oc1.eu-zurich-1.x.y', 'outside', 'CH'],
    ['IBM', 'crn:v1:bluemix:public:kms:eu-de:a/abc:def::', 'inside', 'DE'],
    ['IBM, London', 'crn:v1:bluemix:public:databases-for-postgresql:eu-gb:a/x:y::', 'outside', 'GB'],
    ['Alibaba', 'acs:oss:eu-central-1:123:bucket', 'inside', 'DE'],
    ['Alibaba, whose eu-west-1 is London', 'acs:ecs:eu-west-1:123:instance/i', 'outside', 'GB'],
    ['Tencent', 'qcs::cvm:ap-guangzhou:uin/1:instance/i', 'outside', 'CN'],
    ['Google, by its path', 'projects/p/locations/europe-west3/keyRings/r', 'inside', 'DE'],
    [
      'Google, by its address',
      'https://www.googleapis.com/compute/v1/projects/p/zones/europe-west2-b/instances/i',
      'outside',
      'GB',
    ],
    [
      'Google, a cluster by its address',
      'https://container.googleapis.com/v1/projects/p/locations/europe-west4/clusters/c',
      'inside',
      'NL',
    ],
    ['Azure', '/subscriptions/0/providers/Microsoft.Compute/locations/westeurope/usages', 'inside', 'NL'],
  ])('%s', (_name, value, verdict, country) => {
    expect(eea.place(value)).toMatchObject({ verdict, country });
  });
});

describe('a resource name never makes a place inside that it does not name', () => {
  it.each([
    ['no region', 'arn:aws:s3:::bucket'],
    ['a profile over regions that nobody lists', 'arn:aws:bedrock:eu-central-1:1:inference-profile/mars.vendor.model'],
    ['no partition that AWS has', 'arn:evil:kms:eu-central-1:1:key/x'],
    ["another partition's region", 'arn:aws-cn:s3:eu-central-1:1:bucket'],
    ['a region that does not exist', 'ocid1.instance.oc1.eu-nowhere-1.x'],
    ['a global service', 'crn:v1:bluemix:public:cloud-object-storage:global:a/abc:def::'],
    ['no region at Alibaba', 'acs:oss::123:bucket'],
    ['user part before the address', 'https://www.googleapis.com@evil.io/compute/v1/projects/p/zones/europe-west3-a/x'],
    ['another host', 'https://www.googleapis.com.evil.io/compute/v1/projects/p/zones/europe-west3-a/x'],
  ])('%s', (_name, value) => expect(eea.place(value).verdict).toBe('unknown'));

  it('an address that something dials is judged by its host', () => {
    const url = 'https://www.googleapis.com/compute/v1/projects/p/zones/europe-west3-a/instances/i';
    expect(read(url, { key: 'API_ENDPOINT' })).toBe('outside');
    expect(read(url, { key: 'self_link' })).toBe('inside');
  });
});

describe('a name of an identity is inert', () => {
  it.each([
    'arn:aws:iam::1:role/r',
    'ocid1.tenancy.oc1..aaaa',
    'ocid1.compartment.oc1..aaaa',
    'crn:v1:bluemix:public:iam::::role:Viewer',
    'acs:ram::1:role/r',
  ])('%s', (value) => expect(read(value)).toBe('inert'));
});

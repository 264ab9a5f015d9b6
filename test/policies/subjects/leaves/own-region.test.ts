import { describe, expect, it } from 'vitest';
import { isOwnRegion } from '../../../../policies/subjects/leaves/own-region.ts';

const isOwn = (address: string) => address.includes('klinik');
const own = (key: string, region: string, beside: Readonly<Record<string, string>>) =>
  isOwnRegion(key, region, Object.entries(beside), isOwn);

describe('a region that no provider has, beside the address of an own store, is a word of that store', () => {
  it.each([
    ['region', 'halle', { endpoint: 'https://s3.klinik.example' }],
    ['region_name', 'halle', { endpoint_url: 'https://s3.klinik.example' }],
    ['s3.region', 'halle', { 's3.endpoint': 'https://s3.klinik.example', 'http.url': 'https://elsewhere.example' }],
    ['serving.kserve.io/s3-region', 'halle', { 'serving.kserve.io/s3-endpoint': 's3.klinik.example' }],
    ['region', 'halle', { regionendpoint: 'https://s3.klinik.example' }],
    ['repo1-s3-region', 'halle', { 'repo1-s3-endpoint': 's3.klinik.example' }],
    ['LANGFUSE_S3_REGION', 'halle', { LANGFUSE_S3_ENDPOINT: 'https://s3.klinik.example' }],
    ['fs.s3a.endpoint.region', 'halle', { 'fs.s3a.endpoint': 'https://s3.klinik.example' }],
  ])('%s=%s beside %j', (key, region, beside) => expect(own(key, region, beside)).toBe(true));
});

describe('every other region is judged as it stands', () => {
  it.each([
    ['region', 'eu-west-2', { endpoint: 'https://s3.klinik.example' }, 'one that a provider has'],
    ['region', 'halle', {}, 'no address'],
    ['region', 'halle', { endpoint: '' }, 'an empty address'],
    ['region', 'halle', { endpoint: 'https://elsewhere.example' }, 'an address elsewhere'],
    ['region', 'halle', { endpoint: 'https://s3.klinik.example', url: 'https://elsewhere.example' }, 'two addresses'],
    ['region', 'halle', { homepage_url: 'https://www.klinik.example' }, 'the address of something else'],
    ['s3.region', 'halle', { 'ftp.endpoint': 'https://s3.klinik.example' }, 'the address of another part'],
    ['location', 'halle', { endpoint: 'https://s3.klinik.example' }, 'no region'],
    ['region', 'a b', { endpoint: 'https://s3.klinik.example' }, 'no word'],
  ])('%s=%s beside %j: %s', (key, region, beside, _why) => expect(own(key, region, beside)).toBe(false));

  it('more settings than anybody writes side by side', () => {
    const many = Array.from({ length: 2000 }, () => ['endpoint', 'https://s3.klinik.example'] as const);
    expect(isOwnRegion('region', 'halle', many, isOwn)).toBe(false);
  });
});

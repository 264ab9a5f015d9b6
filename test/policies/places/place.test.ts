import { describe, expect, it } from 'vitest';
import { boundaryOf } from '../../../policies/boundary.ts';
import { createPlaces } from '../../../policies/places/index.ts';
import { eea } from './support.ts';

describe('one value', () => {
  it.each([
    ['aws/region:eu-west-2', 'outside', 'GB', 'region'],
    ['azure/location:UK South', 'outside', 'GB', 'region'],
    ['gcp/location:eu', 'inside', 'EU', 'location'],
    ['hetzner/datacenter:ash-dc1', 'outside', 'US', 'zone'],
    ['nobody/region:eu-west-1', 'unknown', null, 'region'],
    ['host:s3.eu-central-1.amazonaws.com', 'inside', 'DE', 'host'],
    ['url:https://api.openai.com/v1', 'outside', 'US', 'url'],
    ['image:nginx', 'outside', 'US', 'image'],
    ['image:rg.nl-ams.scw.cloud/a/b', 'inside', 'NL', 'image'],
    ['cidr:10.0.0.0/8', 'unknown', null, 'cidr'],
    ['cidr:8.8.8.0/24', 'unknown', null, 'cidr'],
    ['arn:aws:kms:eu-central-1:1:key/x', 'inside', 'DE', 'arn'],
    ['arn:aws:s3:::b', 'unknown', null, 'arn'],
    ['nginx:1.29', 'outside', 'US', 'image'],
    ['fhir:8080', 'unknown', null, 'unknown'],
    ['${AWS_REGION}', 'unknown', null, 'host'],
    ['', 'unknown', null, 'unknown'],
    ['host:', 'unknown', null, 'unknown'],
  ])('%s', (value, verdict, country, kind) => {
    expect(eea.place(value)).toMatchObject({ value, verdict, country, kind });
  });

  it('takes its hint apart as well', () => {
    expect(eea.place('eu-west-2', 'aws/region').country).toBe('GB');
    expect(eea.place('eu-west-2', 'outscale').country).toBe('FR');
    expect(eea.place('nginx', 'image').country).toBe('US');
  });

  it('says who runs it, whose law reaches that, by which source and when', () => {
    expect(eea.place('aws/region:eu-central-1')).toMatchObject({
      operator: 'aws',
      jurisdiction: 'US',
      recalled: false,
    });
    expect(eea.place('rg.fr-par.scw.cloud/x')).toMatchObject({ operator: 'scaleway', jurisdiction: 'FR' });
    expect(eea.place('https://http-intake.logs.datadoghq.eu').asOf).toMatch(/^2026-/);
  });

  it('says when a fact is only remembered', () => {
    expect(eea.place('https://api.aleph-alpha.com')).toMatchObject({ verdict: 'inside', recalled: true });
  });

  it.each([
    ['inside when every reading is', 'eu-central-1', 'inside'],
    ['outside when one of the usual providers means a place outside', 'eu-west-2', 'outside'],
    ['open when only a less usual provider means one: Dublin, or to Alibaba London', 'eu-west-1', 'unknown'],
  ])('of several readings is %s', (_name, value, verdict) => {
    const place = eea.place(value);
    expect(place).toMatchObject({ verdict, operator: null });
    expect(place.reason).toContain('several readings');
    expect(place.source).not.toBeNull();
  });
});

describe('the boundary', () => {
  const eu = createPlaces(boundaryOf('EU'));
  const de = createPlaces(boundaryOf('DE'));
  it.each([
    ['Norway is in the EEA and not in the EU', 'azure/region:norwayeast', 'inside', 'outside', 'outside'],
    ['some member state is not Germany', 'gcp/location:eu', 'inside', 'inside', 'unknown'],
    ['France', 'scaleway/region:fr-par', 'inside', 'inside', 'outside'],
    ['Germany', 'aws/region:eu-central-1', 'inside', 'inside', 'inside'],
  ])('%s', (_name, value, inEea, inEu, inDe) => {
    expect([eea, eu, de].map((places) => places.place(value).verdict)).toEqual([inEea, inEu, inDe]);
  });
});

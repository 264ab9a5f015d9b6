import { describe, expect, it } from 'vitest';
import { EEA30 } from '../../catalog/jurisdictions.ts';
import { findOperator, jurisdictionOf, parentCountriesOf, requireOperator } from '../../catalog/operators.ts';

describe('the jurisdiction of an operator is that of its ultimate parent', () => {
  it.each([
    ['aws', 'US'],
    ['azure', 'US'],
    ['gcp', 'US'],
    ['oci', 'US'],
    ['exoscale', 'MX'],
    ['cleura', 'GB'],
    ['plusserver', 'GB'],
    ['contabo', 'US'],
    ['elastic-cloud', 'US'],
    ['infomaniak', 'CH'],
  ])('%s: %s, outside the EEA', (id, country) => {
    expect(jurisdictionOf(requireOperator(id))).toBe(country);
    expect(EEA30).not.toContain(country);
  });

  it.each([
    ['sap-btp', 'DE'],
    ['delos', 'DE'],
    ['stackit', 'DE'],
    ['otc', 'DE'],
    ['ionos', 'DE'],
    ['ovh', 'FR'],
    ['scaleway', 'FR'],
    ['hetzner', 'DE'],
    ['upcloud', 'FI'],
    ['elastx', 'SE'],
    ['aruba', 'IT'],
    ['s3ns', 'FR'],
    ['bleu', 'FR'],
  ])('%s: %s, inside the EEA', (id, country) => {
    expect(jurisdictionOf(requireOperator(id))).toBe(country);
    expect(EEA30).toContain(country);
  });
});

describe('nexus', () => {
  it.each(['otc', 'ionos', 'ovh', 'hetzner', 'upcloud'])(
    '%s has business that gives a foreign authority a hold',
    (id) => {
      expect(requireOperator(id).nexus).toBe(true);
    },
  );

  it.each(['stackit', 'scaleway', 'elastx', 'aruba'])('%s has none that is known', (id) => {
    expect(requireOperator(id).nexus).toBe(false);
  });
});

describe('an operator that is not listed', () => {
  it('is not found', () => expect(findOperator('nobody')).toBeUndefined());
  it('cannot be required', () => expect(() => requireOperator('nobody')).toThrow(/"nobody" is not in the catalogue/));
});

describe('a company of which only the name is known', () => {
  it.each([
    ['Microsoft Deutschland GmbH', 'US'],
    ['MICROSOFT', 'US'],
    ['Amazon Web Services EMEA SARL', 'US'],
    ['Deutsche Telekom AG', 'DE'],
    ['iliad S.A.', 'FR'],
  ])('%s answers to %s', (name, country) => expect([...parentCountriesOf(name)]).toEqual([country]));

  it.each(['Render Medizintechnik GmbH', 'Nordlicht Bildgebung GmbH', 'GmbH', ''])(
    '%j is nobody that is listed',
    (name) => expect([...parentCountriesOf(name)]).toEqual([]),
  );
});

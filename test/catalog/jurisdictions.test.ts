import { describe, expect, it } from 'vitest';
import {
  countriesWithin,
  countryCode,
  countryName,
  EEA30,
  EU27,
  OUTSIDE_SUBDIVISIONS,
  TERRITORIES,
} from '../../catalog/jurisdictions.ts';

describe('the sets of states', () => {
  it('EU, EEA and Europe are three different things', () => {
    expect(new Set(EU27).size).toBe(27);
    expect(new Set(EEA30).size).toBe(30);
    expect(EEA30.filter((state) => !EU27.includes(state))).toEqual(['IS', 'LI', 'NO']);
    expect(() => countriesWithin('Europe')).toThrow(/Europe is a continent/);
  });

  it.each(['CH', 'GB', 'AD', 'MC', 'SM', 'VA', 'GI', 'JE', 'GG', 'IM', 'TR', 'RS', 'UA', 'XK'])(
    '%s is in neither',
    (code) => {
      expect(countriesWithin('EEA').has(code)).toBe(false);
      expect(countriesWithin('EU').has(code)).toBe(false);
    },
  );
});

describe('territories with their own code', () => {
  it.each(['AX', 'GF', 'GP', 'MQ', 'RE', 'YT', 'MF'])('%s is inside the EU and the EEA', (code) => {
    expect(countriesWithin('EU').has(code)).toBe(true);
    expect(countriesWithin('EEA').has(code)).toBe(true);
  });

  it.each(['GL', 'FO', 'AW', 'CW', 'SX', 'BQ', 'NC', 'PF', 'WF', 'PM', 'BL', 'TF', 'SJ'])(
    '%s is outside both',
    (code) => {
      expect(countriesWithin('EEA').has(code)).toBe(false);
      expect(TERRITORIES.find((territory) => territory.code === code)?.inside).toBe(false);
    },
  );

  it('belong to a state that exists, with a source', () => {
    for (const { code, of, source } of TERRITORIES) {
      expect(countryName(code)).not.toBe(countryName(of));
      expect(source).not.toBe('');
    }
  });
});

describe('a boundary', () => {
  it.each([
    ['DE,FR', 'DE', true],
    ['de, fr', 'RE', true],
    ['DE,FR', 'NC', false],
    ['DE,FR', 'EU', false],
    ['EL', 'GR', true],
    ['EEA', 'EU', true],
    ['EU', 'EU', true],
    ['EU', 'NO', false],
    ['EU,IS', 'IS', true],
  ])('%s: %s inside is %s', (boundary, code, inside) => expect(countriesWithin(boundary).has(code)).toBe(inside));

  it.each(['', 'Germany', 'XX', 'DE,', 'DE;FR', 'FR-NC', 'EEA30'])(
    '"%s" is refused, and the message says what is allowed',
    (name) => {
      expect(() => countriesWithin(name)).toThrow(/write EEA, EU, or ISO 3166-1 country codes/);
    },
  );
});

describe('country codes', () => {
  it.each([
    ['EL', 'GR'],
    ['uk', 'GB'],
    ['IC', 'ES'],
    ['DE-BY', 'DE'],
    ['FR-NC', 'NC'],
    ['FR-988', 'NC'],
    ['NL-CW', 'CW'],
    ['NL-BQ1', 'BQ'],
    ['NO-21', 'SJ'],
    ['FR-974', 'RE'],
    ['FI-01', 'AX'],
    ['ES-CN', 'ES'],
    ['PT-20', 'PT'],
  ])('%s is %s', (code, country) => expect(countryCode(code)).toBe(country));

  it.each(['FR-CP', 'XX', 'EU', 'DEU', '', 'de de', 'D\u0415'])('"%s" is no country', (code) => {
    expect(countryCode(code)).toBeUndefined();
  });

  it('no outside subdivision is taken for its state', () => {
    for (const subdivision of Object.keys(OUTSIDE_SUBDIVISIONS)) {
      expect(EEA30).not.toContain(countryCode(subdivision));
    }
  });

  it.each([
    ['CH', 'Switzerland'],
    ['UK', 'United Kingdom'],
    ['EU', 'a member state of the European Union'],
  ])('%s is called %s', (code, name) => expect(countryName(code)).toBe(name));

  it('an unknown code has no name', () => expect(() => countryName('XX')).toThrow(/"XX" is not an ISO 3166-1/));
});

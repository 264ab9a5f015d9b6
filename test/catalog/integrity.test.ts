import { describe, expect, it } from 'vitest';
import { COUNTRY_NAMES } from '../../catalog/countries.ts';
import { findOperator, OPERATORS } from '../../catalog/operators.ts';
import { allRegions, findRegions, regionProviders } from '../../catalog/regions/index.ts';
import { PROVIDERS } from '../../catalog/regions/providers.ts';
import { fold } from '../../catalog/regions/table.ts';
import { CATALOG } from '../../catalog/version.ts';

const isCountry = (code: string) => Object.hasOwn(COUNTRY_NAMES, code);
const isDay = (day: string) => /^20\d\d-[01]\d-[0-3]\d$/.test(day) && !Number.isNaN(Date.parse(day));

describe('every listed place', () => {
  const regions = allRegions();

  it('is there at all', () => expect(regions.length).toBeGreaterThan(200));

  it('lies in a country that exists', () => {
    const strange = regions.filter(({ country }) => country !== null && country !== 'EU' && !isCountry(country));
    expect(strange).toEqual([]);
    expect(regions.flatMap(({ among = [] }) => among).filter((country) => !isCountry(country))).toEqual([]);
  });

  it('says where it is, by which source and on which day', () => {
    const bare = regions.filter((row) => row.where === '' || row.source === '' || !isDay(row.asOf));
    expect(bare).toEqual([]);
  });

  it('is no younger than the catalogue', () => {
    expect(regions.filter(({ asOf }) => asOf > CATALOG.asOf)).toEqual([]);
    expect(CATALOG.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('is found under its own code and provider', () => {
    const lost = regions.filter((row) => findRegions(row.code, row.provider)[0]?.country !== row.country);
    expect(lost).toEqual([]);
  });
});

describe('every other name', () => {
  it('leads to the place that states it', () => {
    const lost = PROVIDERS.flatMap(({ provider, tables }) =>
      tables.flatMap(({ rows }) =>
        rows.flatMap(([code, , , ...names]) => names.filter((name) => findRegions(name, provider)[0]?.code !== code)),
      ),
    );
    expect(lost).toEqual([]);
  });
});

describe('every provider', () => {
  it.each(regionProviders())('%s has an operator', (provider) => expect(findOperator(provider)?.id).toBe(provider));

  it.each(PROVIDERS)('$provider gives no two places the same name', ({ tables }) => {
    const names = tables.flatMap(({ rows }) => rows.flatMap(([code, , , ...others]) => [code, ...others].map(fold)));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('is listed once, in alphabetical order', () => {
    expect(regionProviders()).toEqual([...new Set(regionProviders())].sort());
  });
});

describe('every operator', () => {
  it.each(OPERATORS)('$id has a seat, a parent, a source and a day', (operator) => {
    expect(isCountry(operator.seat)).toBe(true);
    expect(isCountry(operator.ultimateParent.country)).toBe(true);
    expect(operator.ultimateParent.name).not.toBe('');
    expect(operator.source).not.toBe('');
    expect(isDay(operator.asOf)).toBe(true);
    expect(operator.asOf <= CATALOG.asOf).toBe(true);
  });

  it('is listed once', () => {
    const ids = OPERATORS.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });
});

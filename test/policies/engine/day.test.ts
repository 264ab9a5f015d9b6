import { describe, expect, it } from 'vitest';
import { dayNumber, daysBetween } from '../../../policies/engine/day.ts';

describe('a calendar day', () => {
  it.each([
    ['1970-01-01', 0],
    ['1970-02-01', 31],
    ['2026-11-22', 20_779],
    ['2028-02-29', 21_243],
  ])('%s is %d days after the first', (text, days) => expect(dayNumber(text)).toBe(days));

  it.each([
    ...['2026-02-30', '2027-02-29', '2026-13-01', '2026-00-10', '2026-01-00'],
    ...[
      '',
      '2026',
      '2026-11',
      '2026-11-22T00:00Z',
      ' 2026-11-22',
      '12026-11-22',
      '2026-11-220',
      '2026-1-22',
      '26-11-22',
    ],
    ...['yyyy-11-22', '2026-mm-22', '2026-11-dd', '22.11.2026'],
  ])('"%s" is none', (text) => expect(dayNumber(text)).toBeUndefined());
});

describe('the days between two', () => {
  it('count forwards', () => expect(daysBetween('2026-11-22', '2026-12-01')).toBe(9));
  it('count backwards', () => expect(daysBetween('2026-12-01', '2026-11-22')).toBe(-9));
  it('are none on the same day', () => expect(daysBetween('2026-11-22', '2026-11-22')).toBe(0));
  it.each([
    ['2026-11-31', '2026-12-01'],
    ['2026-12-01', '2026-11-31'],
  ])('are not counted from %s to %s', (from, until) =>
    expect(() => daysBetween(from, until)).toThrow(`"${from}" or "${until}" is no day YYYY-MM-DD`),
  );
});

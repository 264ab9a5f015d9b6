import { describe, expect, it } from 'vitest';
import { findControl, frameworks } from '../../policies/controls/index.ts';
import { packOf, packs } from '../../policies/packs/index.ts';
import { rules } from '../../policies/rules/index.ts';

describe('packs', () => {
  it('all is every rule', () => expect(packOf('all').rules).toEqual(rules));
  it('eea-residency asks for places, endpoints, images, unknown values and open networks', () =>
    expect(packOf('eea-residency').rules.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['RES-001', 'RES-002', 'RES-003', 'RES-004', 'RES-005', 'NET-002']),
    ));
  it('no pack is empty', () => expect(packs.filter((pack) => pack.rules.length === 0)).toEqual([]));
  it('every rule is in some pack besides all', () => {
    const packed = new Set(packs.filter(({ name }) => name !== 'all').flatMap((pack) => pack.rules));
    expect(rules.filter((rule) => !packed.has(rule)).map(({ id }) => id)).toEqual([]);
  });
  it('an unknown name is refused with the nearest and the list', () =>
    expect(() => packOf('eea-residence')).toThrow(/did you mean "eea-residency"\? There are: all, /));
});

describe('controls', () => {
  const cited = [...new Set(rules.flatMap((rule) => rule.controls))];
  it.each(cited)('%s, which a rule cites, exists', (id) => expect(findControl(id)).toBeDefined());
  it('every rule cites at least one', () => expect(rules.filter((rule) => rule.controls.length === 0)).toEqual([]));
  it('every row is cited by a rule', () => {
    const rows = frameworks.flatMap(({ id, controls }) => controls.map((control) => `${id}/${control.id}`));
    expect(rows.filter((row) => !cited.includes(row))).toEqual([]);
  });
  it('every framework names its source and date', () => {
    for (const { source, asOf } of frameworks) {
      expect(source).not.toBe('');
      expect(asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });
});

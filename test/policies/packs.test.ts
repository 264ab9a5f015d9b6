import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allRegions } from '../../catalog/regions/index.ts';
import { findControl, frameworks } from '../../policies/controls/index.ts';
import { boundaryOf, judge } from '../../policies/judge.ts';
import { packOf, packs } from '../../policies/packs/index.ts';
import { rules } from '../../policies/rules/index.ts';

describe('packs', () => {
  it('all is every rule', () => expect(packOf('all').rules).toEqual(rules));
  it('eea-residency asks for places, endpoints, images, unknown values and open networks', () =>
    expect(packOf('eea-residency').rules.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['RES-001', 'RES-002', 'RES-003', 'RES-004', 'RES-005', 'NET-002']),
    ));
  it('no pack is empty', () => expect(packs.filter((pack) => pack.rules.length === 0)).toEqual([]));
  it('every rule is in some pack besides those of every rule', () => {
    const packed = new Set(packs.filter((pack) => pack.rules !== rules).flatMap((pack) => pack.rules));
    expect(rules.filter((rule) => !packed.has(rule)).map(({ id }) => id)).toEqual([]);
  });
  it('those that the documentation promises are there, and no other', () => {
    const documented = [...readFileSync('docs/packs.md', 'utf8').matchAll(/^\| `([a-z-]+)` \|/gm)].map(
      ([, name]) => name,
    );
    expect(packs.map(({ name }) => name).sort()).toEqual(documented.sort());
  });
  it('every rule of gdpr cites the GDPR', () => {
    const silent = packOf('gdpr').rules.filter(({ controls }) => !controls.some((id) => id.startsWith('gdpr/')));
    expect(silent.map(({ id }) => id)).toEqual([]);
  });
  it('several are asked together, each rule once and in order', () => {
    const both = packOf('network, eea-residency');
    expect(both.rules.map(({ id }) => id)).toEqual([...new Set(both.rules.map(({ id }) => id))].sort());
    expect(both.rules).toEqual(expect.arrayContaining([...packOf('network').rules, ...packOf('eea-residency').rules]));
  });
  it('one unknown name among several is refused', () => expect(() => packOf('network,,gdpr')).toThrow('no pack ""'));
  it('strict beside another is still strict', () => {
    expect(packOf('strict').facts).toBe('confirmed');
    expect(packOf('network,strict').facts).toBe('confirmed');
    expect(packOf('network').facts).toBeUndefined();
  });
  it('an unknown name is refused with the nearest and the list', () =>
    expect(() => packOf('eea-residence')).toThrow(/did you mean "eea-residency"\? There are: all, /));
});

describe('controls', () => {
  const cited = [...new Set(rules.flatMap((rule) => rule.controls))];
  it.each(cited)('%s, which a rule cites, exists', (id) => expect(findControl(id)).toBeDefined());
  it('every rule cites at least one', () => expect(rules.filter((rule) => rule.controls.length === 0)).toEqual([]));
  it('every row is either cited by a rule, or says what shows it instead', () => {
    const rows = frameworks.flatMap(({ id, controls }) =>
      controls.map((row) => ({ id: `${id}/${row.id}`, open: row.open })),
    );
    expect(rows.filter(({ id, open }) => cited.includes(id) === (open !== undefined))).toEqual([]);
  });
  it('every framework names its source and date', () => {
    for (const { source, asOf } of frameworks) {
      expect(source).not.toBe('');
      expect(asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });
});

describe('the strict pack', () => {
  const inside = boundaryOf('EEA').countries;
  const rows = allRegions().filter(({ country, among, provider }) => {
    return provider === 'aws' && country !== null && among === undefined && inside.has(country);
  });
  const verdictOn = (code: string, pack: string) => {
    const text = JSON.stringify({ '//': {}, provider: { aws: [{ region: code }] } });
    return judge([{ name: 'cdk.tf.json', bytes: Buffer.from(text) }], boundaryOf('EEA'), packOf(pack)).judgement;
  };

  it('has both kinds of rows to tell apart', () =>
    expect(new Set(allRegions().map(({ recalled }) => recalled))).toEqual(new Set([true, false])));

  it.each(rows.map(({ code, recalled }) => ({ code, recalled })))(
    'takes $code as proof exactly when it was looked up (recalled: $recalled)',
    ({ code, recalled }) => {
      const unknown = verdictOn(code, 'strict').findings.filter(({ ruleId }) => ruleId === 'RES-001');
      expect(verdictOn(code, 'eea-residency').verdict).toBe('pass');
      expect(unknown.map(({ result }) => result)).toEqual(recalled ? ['indeterminate'] : []);
      expect(verdictOn(code, 'all').grounds.recalled).toBe(recalled ? 1 : 0);
    },
  );
});

import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../policies/engine/types.ts';
import { render } from '../../../policies/report/index.ts';
import { finding, judgementOf } from '../../support/findings.ts';
import { fullOptions } from '../../support/report.ts';

const rule = fullOptions.rules.filter(({ id }) => id === 'RES-001');
const report = (format: string, findings: readonly Finding[]) =>
  render(format, judgementOf(findings), { ...fullOptions, rules: rule });

/** Any string of UTF-16 units, markup and invisible characters more often than chance would have them. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc.string({ unit: fc.constantFrom(...'<>&"\'`]\\-!/a{} \n\t\u0000\u001b\u202e\u2028', '\ud800', ']]>', '<!--') }),
);

const anyFinding = fc
  .tuple(anyText, anyText, anyText, anyText, anyText, fc.option(anyText))
  .map(([found, path, address, because, file, waiver]) =>
    finding({
      found,
      path,
      because,
      waiver,
      subject: { kind: address, name: address, namespace: null, address, constructPath: address },
      location: { file, line: 1, column: 1 },
    }),
  );

const runs = { numRuns: 150 };

describe('whatever text a finding holds', () => {
  it('JUnit stays well-formed', () =>
    fc.assert(
      fc.property(anyFinding, (one) => {
        const parser = new SaxesParser();
        parser.on('error', (error) => {
          throw error;
        });
        parser.write(report('junit', [one])).close();
      }),
      runs,
    ));

  it('OSCAL stays valid', () => {
    const ajv = new Ajv({ strict: false });
    formats.default(ajv);
    const schema = readFileSync('test/fixtures/schemas/oscal-assessment-results-1.2.1.json', 'utf8');
    const validate = ajv.compile(JSON.parse(schema));
    fc.assert(
      fc.property(anyFinding, (one) => {
        validate(JSON.parse(report('oscal', [one])));
        expect(validate.errors).toBeNull();
      }),
      runs,
    );
  });

  it('HTML has the elements that it has without it, and no other', () => {
    const tags = (text: string) => text.match(/<[a-z!/][^>]*>/gi)?.map((tag) => tag.replace(/[\s>].*/s, ''));
    const plain = (waiver: string | null) =>
      tags(report('html', [finding({ waiver, path: 'p', location: { file: 'f', line: 1, column: 1 } })]));
    const expected = new Map([true, false].map((isWaived) => [isWaived, plain(isWaived ? 'w' : null)]));
    fc.assert(
      fc.property(anyFinding, (one) => {
        const text = report('html', [
          { ...one, path: `p${one.path}`, subject: { ...one.subject, address: `a${one.path}`, constructPath: 'c' } },
        ]);
        expect(tags(text)).toEqual(expected.get(one.waiver !== null));
      }),
      runs,
    );
  });
});

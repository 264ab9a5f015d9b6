import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { billOf } from '../../../cli/estimate/bill.ts';
import type { Demand } from '../../../cli/estimate/demand.ts';
import { formats } from '../../../cli/estimate/format.ts';
import { readPrices } from '../../../cli/estimate/prices.ts';

const GIB = 2 ** 30;
const demand: Demand = {
  layers: [
    {
      layer: 'ai',
      always: { cores: 4, memory: 8 * GIB, accelerators: { 'nvidia.com/gpu': 1 } },
      atTimes: { cores: 2, memory: 4 * GIB, accelerators: {} },
      volumes: { fast: 100 * GIB },
    },
  ],
  uncounted: [],
};
const text = `
schema: domicile/prices/v1
source: framework contract 7/2026
asOf: "2026-11-01"
core: 10
memory: 2
storage: { fast: 0.1 }
accelerators: { nvidia.com/gpu: 600 }
spare: 0.5
other: [{ name: object storage, euros: 99.5 }]
`;

function prices(source: string): ReturnType<typeof readPrices> {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-test-'));
  try {
    writeFileSync(join(folder, 'prices.yaml'), source);
    return readPrices(join(folder, 'prices.yaml'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('what a platform costs a month', () => {
  it('is what runs and all jobs with what is spare, the volumes as they are, and the rest', () => {
    const bill = billOf(demand, prices(text));
    expect(bill).toMatchObject({ complete: true, euros: 90 + 36 + 1200 + 10 + 99.5 });
    expect(bill.complete ? bill.lines.map(({ what, amount, unit }) => `${amount} ${unit} ${what}`) : []).toEqual([
      '9 core cores',
      '18 GiB memory',
      '2 piece nvidia.com/gpu', // one and a half cannot be bought
      '100 GiB volumes of fast',
      '1 month object storage',
    ]);
  });

  it('is not said when something has no price', () => {
    const without = text.replace('fast:', 'slow:').replace(/accelerators: .*\n/, '');
    expect(billOf(demand, prices(without))).toEqual({
      complete: false,
      unpriced: ['storage.fast', 'accelerators.nvidia.com/gpu'],
    });
  });

  it.each([
    ['a negative price', text.replace('core: 10', 'core: -1'), /prices\.yaml:5:7.*\n?.*at least 0/s],
    ['a price in words', text.replace('core: 10', 'core: ten'), /prices\.yaml:5:7/],
    ['a misspelt key', text.replace('memory:', 'memry:'), /prices\.yaml:6:1.*write "memory"/s],
    ['no day', text.replace(/asOf.*\n/, ''), /asOf/],
    ['another format', text.replace('/v1', '/v9'), /prices\.yaml:2:9/],
  ])('is refused with the place of %s', (_, source, message) => {
    expect(() => prices(source)).toThrow(message);
  });

  it('is never rounded down for a reader, and names the source of its prices', () => {
    const read = prices(text);
    const bill = billOf(demand, read);
    if (!bill.complete) throw new Error('everything has a price');
    const little = {
      ...demand,
      layers: demand.layers.map((layer) => ({ ...layer, always: { ...layer.always, cores: 0.01 } })),
    };
    const said = formats.text?.({ site: 'ward', at: '2026-11-23', demand: little, priced: { prices: read, bill } });
    expect(said).toMatch(/^together +0\.1 /m);
    expect(said).toContain('A month, by framework contract 7/2026 of 2026-11-01, with 50 % spare of what runs');
    expect(said).toMatch(/^together +1435\.50$/m);
  });
});

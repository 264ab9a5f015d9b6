import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { figures } from '../../catalog/sizing/figures.ts';
import { type Load, loadOf, sizes } from '../../catalog/sizing/load.ts';
import { demandOf, totalOf } from '../../cli/estimate/demand.ts';
import { quantity } from '../../cli/estimate/quantity.ts';
import { readOutput } from '../../engines/output.ts';
import { type RenderedObject, renderLayers } from '../../engines/render.ts';
import { SovereignApp } from '../../gate/sovereign-app.ts';
import { siteOfSize } from '../../scripts/sizing-page.ts';
import { buildPlatform } from '../../stacks/platform.ts';

describe('the table of sizes', () => {
  it.each([
    ['hospital', 'reference-hospital.yaml', figures.length],
    ['clinic', 'clinic.yaml', 5],
  ] as const)('says of a %s what sites/%s has', (name, file, most) => {
    const site: unknown = parse(readFileSync(`sites/${file}`, 'utf8'));
    const there = figures
      .map((figure) => ({ figure, value: at(site, figure.path) }))
      .filter((one) => one.value !== undefined);
    expect(there).toHaveLength(most);
    const load = loadOf(sizes[name].beds);
    for (const { figure, value } of there) expect(value, figure.path.join('.')).toBe(figure.of(load));
  });

  it('never gives a house with more beds less', () => {
    const loads: readonly Load[] = [50, 250, 600, 1300, 5000, 9999].map(loadOf);
    for (const { path, of } of figures) {
      const values = loads.map((load) => of(load)).map((value) => quantity(value) ?? Number(value === 'nvidia'));
      expect(values, path.join('.')).toEqual([...values].sort((a, b) => a - b));
    }
  });
});

test('the largest size fits into the quotas of its namespaces', () => {
  const site = siteOfSize('group');
  const outdir = join(mkdtempSync(join(tmpdir(), 'domicile-sizes-')), 'cdktf.out');
  const app = new SovereignApp({ site, outdir });
  buildPlatform(app, site);
  app.synth();
  const objects = renderLayers(readOutput(outdir)).flatMap((layer) => layer.objects);
  const quotas = objects.filter(({ kind }) => kind === 'ResourceQuota');
  expect(quotas.length).toBeGreaterThan(8);
  expect(quotas.flatMap((quota) => exceeded(quota, objects))).toEqual([]);
});

/** What the objects of a namespace ask for and its quota does not grant. */
function exceeded({ namespace, body }: RenderedObject, all: readonly RenderedObject[]): readonly string[] {
  const { hard } = body.spec as { readonly hard: Readonly<Record<string, string>> };
  const objects = all.filter((object) => object.namespace === namespace);
  const { always, atTimes, volumes } = totalOf(demandOf([{ name: '', dependencies: [], objects }]).layers);
  const gpus = 'nvidia.com/gpu';
  const asked = {
    'requests.cpu': always.cores + atTimes.cores,
    'requests.memory': always.memory + atTimes.memory,
    'requests.storage': Object.values(volumes).reduce((sum, bytes) => sum + bytes, 0),
    [`requests.${gpus}`]: (always.accelerators[gpus] ?? 0) + (atTimes.accelerators[gpus] ?? 0),
  };
  return Object.entries(asked).flatMap(([name, value]) =>
    value <= (quantity(hard[name] ?? '0') ?? 0) ? [] : [`${namespace} ${name}: ${value} of ${hard[name]}`],
  );
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key], value);
}

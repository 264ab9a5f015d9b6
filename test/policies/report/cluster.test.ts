import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import draft04 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { ClusterSummary } from '../../../policies/engine/cluster.ts';
import { render } from '../../../policies/report/index.ts';
import { finding, judgementOf } from '../../support/findings.ts';
import { fullOptions, hostile } from '../../support/report.ts';

const found = finding({
  path: 'data.URL',
  location: { file: 'cluster hospital: ConfigMap clinical/store', line: 1, column: 1, pointer: '/data/URL' },
});
const other = { kind: 'Pod', namespace: 'clinical', name: 'shell', by: 'kubectl-run, 2026-11-22T10:00:00Z' };
const cluster: ClusterSummary = {
  context: 'hospital',
  identity: 'u1',
  version: 'v1.36.3',
  kinds: 60,
  objects: 500,
  earlierRevisions: 2,
  unlisted: [],
  compared: true,
  others: [other],
};
const report = (format: string, about: Partial<ClusterSummary> = {}) =>
  render(format, judgementOf([found]), { ...fullOptions, cluster: { ...cluster, ...about } });

const valid = (schema: string, draft: 'draft-04' | 'draft-07', text: string) => {
  const options = { strict: false, allErrors: true, unicodeRegExp: false };
  const ajv = draft === 'draft-04' ? new draft04.default(options) : new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(`test/fixtures/schemas/${schema}`, 'utf8')));
  validate(JSON.parse(text));
  return validate.errors;
};

describe('a report of a running cluster', () => {
  it('says in text which cluster it was, what is not in force, and what nobody here made', () => {
    const text = report('text');
    expect(text).toContain('at cluster hospital: ConfigMap clinical/store /data/URL');
    expect(text).toContain(
      'cluster: hospital, Kubernetes v1.36.3, kube-system u1: 500 objects of 60 kinds, compared with the site\n' +
        'not in force: 2 earlier revisions kept for a roll-back, not judged\n' +
        'not made by the toolkit: 1 object\n' +
        '  Pod clinical/shell  (kubectl-run, 2026-11-22T10:00:00Z)',
    );
  });

  it('names twenty of many, and how to see the others', () => {
    const others = Array.from({ length: 25 }, (_, index) => ({ ...other, name: `shell-${index}` }));
    expect(report('text', { others })).toContain('  and 5 more; --format json names them all');
  });

  it('prints no character of a name that could move the cursor', () => {
    const text = report('text', { others: [{ ...other, name: hostile }] });
    expect(text).not.toContain('\u001b[2J');
  });

  it('holds the cluster and the pointer in JSON', () => {
    const { cluster: read, findings } = JSON.parse(report('json'));
    expect(read).toEqual(cluster);
    expect(findings[0].location).toEqual(found.location);
  });

  it('is valid SARIF without a file that nobody could open', () => {
    const text = report('sarif');
    expect(valid('sarif-2.1.0.json', 'draft-04', text)).toBeNull();
    const [location] = JSON.parse(text).runs[0].results[0].locations;
    expect(Object.keys(location)).toEqual(['logicalLocations']);
    expect(JSON.stringify(location)).toContain('cluster hospital: ConfigMap clinical/store /data/URL');
  });

  it('is valid OSCAL with the address as a property', () => {
    const text = report('oscal');
    expect(valid('oscal-assessment-results-1.2.1.json', 'draft-07', text)).toBeNull();
    expect(text).toContain('"value": "/data/URL"');
  });

  it('has a section of the page, with what nobody here made, and no markup of a name', () => {
    const page = report('html', { others: [other, { ...other, name: hostile }] });
    expect(page).toContain('<h2 id="cluster">Cluster</h2>');
    expect(page).toContain('<code>clinical/shell</code>');
    expect(page).not.toContain('<script>');
    expect(render('html', judgementOf([found]), fullOptions)).not.toContain('id="cluster"');
  });

  it.each(['junit', 'html'])('says in %s where the object is', (format) => {
    expect(report(format)).toContain('cluster hospital: ConfigMap clinical/store /data/URL');
  });
});

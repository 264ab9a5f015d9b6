import { describe, expect, test } from 'vitest';
import { loadSelectedSite, selectedSiteFile } from '../../../constructs/core/site/select.ts';

describe('the site file', () => {
  test.each([
    ['the default', {}, 'sites/reference-hospital.yaml'],
    ['DOMICILE_SITE', { DOMICILE_SITE: 'sites/clinic.yaml' }, 'sites/clinic.yaml'],
    ['the context key site', { CDKTF_CONTEXT_JSON: '{"site":"sites/clinic.yaml"}' }, 'sites/clinic.yaml'],
    [
      'DOMICILE_SITE before the context',
      { DOMICILE_SITE: 'a.yaml', CDKTF_CONTEXT_JSON: '{"site":"b.yaml"}' },
      'a.yaml',
    ],
    ['the default when nothing is in the variable', { DOMICILE_SITE: '' }, 'sites/reference-hospital.yaml'],
  ])('%s', (_name, env, file) => expect(selectedSiteFile(env)).toBe(file));

  test.each([
    ['a context that is not JSON', '{', 'CDKTF_CONTEXT_JSON is not JSON'],
    ['a context that is no object', '"x"', 'CDKTF_CONTEXT_JSON is not an object'],
    ['a site that is no path', '{"site": 3}', 'the context key site is not a path'],
  ])('%s is refused', (_name, json, message) => {
    expect(() => selectedSiteFile({ CDKTF_CONTEXT_JSON: json })).toThrow(message);
  });
});

describe('the cluster', () => {
  test.each([
    ['what the site names', {}, '.domicile/kubeconfig', 'domicile-local'],
    ['the variables', { DOMICILE_KUBECONFIG: '/etc/k', DOMICILE_CONTEXT: 'ward' }, '/etc/k', 'ward'],
    ['one variable alone', { DOMICILE_CONTEXT: 'ward' }, '.domicile/kubeconfig', 'ward'],
    ['the context keys', { CDKTF_CONTEXT_JSON: '{"kubeconfig":"k","context":"ward"}' }, 'k', 'ward'],
    [
      'the variables before the context keys',
      { DOMICILE_CONTEXT: 'a', CDKTF_CONTEXT_JSON: '{"context":"b"}' },
      '.domicile/kubeconfig',
      'a',
    ],
  ])('%s', (_name, env, kubeconfig, context) => {
    expect(loadSelectedSite(env).cluster).toMatchObject({ kubeconfig, context, profile: 'rehearsal' });
  });

  test.each([
    ['an expression of Terraform', { DOMICILE_CONTEXT: '${var.context}' }],
    ['a line break', { DOMICILE_KUBECONFIG: 'a\nb' }],
    ['a context key that is no text', { CDKTF_CONTEXT_JSON: '{"context": 3}' }],
  ])('%s is refused', (_name, env) => {
    expect(() => loadSelectedSite(env)).toThrow(/context/);
  });
});

import { describe, expect, test } from 'vitest';
import { selectedSiteFile } from '../../../constructs/core/site/select.ts';

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

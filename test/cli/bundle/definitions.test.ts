import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readDefinitions } from '../../../cli/bundle/definitions.ts';
import { definition } from './small-bundle.ts';

const read = (...texts: readonly string[]) =>
  readDefinitions(
    texts.map((text, index) => ({ name: `${index + 1}.yaml`, bytes: new TextEncoder().encode(text), named: true })),
  );

const letters = definition('letters');

describe('definitions of custom resources', () => {
  test('are read from any number of documents, in the order of their names, with the kinds that they serve', () => {
    const found = read(`${letters}---\n# nothing\n---\n${definition('drafts', 'v1')}`, definition('apps', 'v2'));
    expect(found.map(({ name, kinds }) => [name, kinds])).toEqual([
      ['apps.hospital.example', ['hospital.example/v2 Apps']],
      ['drafts.hospital.example', ['hospital.example/v1 Drafts']],
      ['letters.hospital.example', ['hospital.example/v1 Letters']],
    ]);
  });

  test('serve no version that they say is not served', () => {
    const versions = 'versions: [{name: v1, served: true, storage: true}, {name: v0, served: false, storage: false}]';
    expect(read(letters.replace(/versions: .*/, versions))[0]?.kinds).toEqual(['hospital.example/v1 Letters']);
  });

  test('are the same bytes, whatever a cluster has said of them', () => {
    const [plain] = read(letters);
    const [seen] = read(`${letters}status: {conditions: [{type: Established, status: 'True'}]}\n`);
    expect(seen).toEqual(plain);
    expect(parse(plain?.text ?? '')).toEqual(parse(letters));
  });

  test.each([
    ['none at all', '# nothing\n', /there is no CustomResourceDefinition in 1\.yaml/],
    ['another kind', 'apiVersion: v1\nkind: Secret\n', /1\.yaml:1:1: it is Secret, .* take it out/],
    ['a list', `apiVersion: v1\nkind: List\nitems: []\n`, /a List is split into its items/],
    ['one that is there twice', `${letters}---\n${letters}`, /letters\.hospital\.example is defined at 1\.yaml:1:1/],
    ['a version of the API that is gone', letters.replace('io/v1', 'io/v1beta1'), /v1beta1; Kubernetes takes/],
    ['a name that is none', letters.replace('letters.hospital', '../../letters'), /metadata\.name/],
    ['a name of another', letters.replace('letters.hospital', 'apps.hospital'), /an API server takes letters\.hosp/],
    ['no version', letters.replace(/versions: .*/, 'versions: []'), /spec\.versions/],
    ['a chart that was not rendered', 'kind: {{ .Values.kind }}\n{{- end }}', /1\.yaml:\d+:\d+: .*helm template/],
  ])('are not read from %s', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});

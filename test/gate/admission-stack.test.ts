import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOutput } from '../../engines/output.ts';
import { renderLayers } from '../../engines/render.ts';
import { contents, temporaryFolder } from '../support/folder.ts';
import { hospital, smallApp } from '../support/small-app.ts';

const deployers = { groups: ['system:masters'] };
const guarded = { ...hospital, modules: { ...hospital.modules, admission: { deployers } } };

function written(site = guarded) {
  const folder = temporaryFolder();
  smallApp(folder, site).app.synth();
  return renderLayers(readOutput(join(folder, 'cdktf.out')));
}

test('a site that asks for admission policies gets them before anything that they guard', () => {
  const [first, ...rest] = written();
  expect(first?.objects.map(({ kind }) => kind)).toContain('ValidatingAdmissionPolicy');
  expect(rest.flatMap(({ objects }) => objects).map(({ kind }) => kind)).not.toContain('ValidatingAdmissionPolicy');
});

test('they hold in the namespaces that the other stacks make, as they were written', () => {
  const policies = written().flatMap(({ objects }) =>
    objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy'),
  );
  const pods = policies.find(({ name }) => name === `${hospital.name}-pods`);
  expect(pods?.body).toMatchObject({
    spec: { matchConstraints: { namespaceSelector: { matchExpressions: [{ values: ['clinical'] }] } } },
  });
});

test('a site that does not ask gets no stack of them', () => {
  const folder = temporaryFolder();
  smallApp(folder).app.synth();
  expect(Object.keys(contents(folder)).filter((file) => file.includes('admission'))).toEqual([]);
});

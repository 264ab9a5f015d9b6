import { describe, expect, it } from 'vitest';
import { boundaryOf, judge, packOf, prepareInputs } from '../../../policies/judge.ts';
import { settle } from '../../../policies/obligations/settle.ts';

const flux = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: lab, namespace: interop}
spec: {targetNamespace: interop, chart: {spec: {chart: lab}}}
`;
const argo = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: lab, namespace: argocd}
spec: {source: {repoURL: "https://git.klinik.example/platform", path: apps/lab}}
`;
const helm = 'resource "helm_release" "lab" {\n  name = "lab"\n  chart = "./charts/lab"\n}\n';
const rendered = (release: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: s, labels: {app.kubernetes.io/instance: ${release}}}\n`;

async function run(files: Readonly<Record<string, string>>, pack = 'eea-residency') {
  const read = Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
  const judged = judge(await prepareInputs(read), boundaryOf('EEA'), packOf(pack));
  return { ...judged, owed: judged.obligations().filter(({ about }) => about === 'content') };
}

describe('what is ordered and not shown is owed', () => {
  it.each([
    ['a chart of Terraform', { 'a.tf': helm }, 'release/lab', './charts/lab'],
    ['a chart of Flux', { 'a.yaml': flux }, 'release/interop-lab', 'lab'],
    ['an application of Argo CD', { 'a.yaml': argo }, 'release/lab', 'apps/lab'],
  ])('%s', async (_name, files, subject, what) => {
    const { owed } = await run(files);
    expect(owed).toMatchObject([{ subject, due: 'admission', blocks: false }]);
    expect(owed[0]?.owed).toContain(`what ${what} makes`);
  });

  it('and blocks where only what is shown counts', async () => {
    const { owed, judgement } = await run({ 'a.tf': helm }, 'strict');
    expect(owed).toMatchObject([{ subject: 'release/lab', blocks: true }]);
    expect(judgement.findings.map(({ ruleId }) => ruleId)).toContain('TF-003');
  });

  it('but not beside an object of the same release', async () => {
    expect((await run({ 'a.yaml': `${argo}---\n${rendered('lab')}` })).owed).toEqual([]);
  });

  it('is discharged by what is rendered of it, and by nothing else', async () => {
    const { owed } = await run({ 'a.tf': helm });
    const answer = async (release: string) => {
      const { judgement, obligations, subjects } = await run({ 'r.yaml': rendered(release) });
      return settle(owed, { judgement, obligations: obligations(), subjects }).discharges.map(({ state }) => state);
    };
    expect(await answer('lab')).toEqual(['discharged']);
    expect(await answer('other')).toEqual(['unanswered']);
  });
});

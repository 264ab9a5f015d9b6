import { boundaryOf } from '../../../../policies/judge.ts';
import { imageRegistryWithinBoundary } from '../../../../policies/rules/residency/image-registry-within-boundary.ts';
import { pod, type RuleCases } from '../../../support/rule-cases.ts';

const claimed = boundaryOf('EEA', [
  { match: 'registry.klinik.example', country: 'DE', operator: 'klinik', position: undefined },
]);
const digest = `sha256:${'7'.repeat(64)}`;
const image = (name: string) => pod(`containers:\n  - name: app\n    image: ${name}`);

export const cases: RuleCases = {
  rule: imageRegistryWithinBoundary,
  compliant: [
    { name: 'a registry in Paris', input: image(`rg.fr-par.scw.cloud/klinik/letters@${digest}`) },
    {
      name: "the site's own mirror, as the site claims it",
      input: image(`registry.klinik.example/letters@${digest}`),
      boundary: claimed,
    },
  ],
  nonCompliant: [
    {
      name: 'a bare name, which is Docker Hub',
      input: image(`nginx:1.29@${digest}`),
      path: 'spec.containers[0].image',
      found: `nginx:1.29@${digest}`,
    },
    {
      name: 'an init container from Google in the United States',
      input: pod(
        `initContainers:\n  - name: wait\n    image: us-docker.pkg.dev/klinik/apps/wait@${digest}\ncontainers: []`,
      ),
      path: 'spec.initContainers[0].image',
      found: `us-docker.pkg.dev/klinik/apps/wait@${digest}`,
    },
  ],
  indeterminate: [
    {
      name: 'a mirror that nobody has declared',
      input: image(`registry.eu.klinik.example/letters@${digest}`),
      path: 'spec.containers[0].image',
      found: `registry.eu.klinik.example/letters@${digest}`,
    },
  ],
  unselected: { never: 'any kind of thing can name an image' },
};

import { namespaceOf } from './objects.ts';
import type { Pushed } from './push-script.ts';
import type { FleetDocument } from './schema.ts';

/** What a person does with the folder of a fleet, in order. */
export function fleetReadme(fleet: FleetDocument, moving: readonly Pushed[], held: readonly string[]): string {
  const namespace = namespaceOf(fleet);
  const where = fleet.reach.kind === 'own-cluster' ? "the site's own cluster" : 'the management cluster';
  return `# Fleet ${fleet.name}

Written by \`domicile fleet render\`. Promoted: ${fleet.promoted} of ${fleet.waves.length} waves.

| site | artefact |
|---|---|
${[...moving.map(({ name, digest }) => `| ${name} | ${digest} |`), ...held.map((name) => `| ${name} | keeps what it had |`)].join('\n')}

1. Once for each cluster in which Flux runs (source-controller and kustomize-controller; no other part is needed):
   \`kubectl apply -f flux/SITE/account.yaml\` in the site's own cluster, and the public key in ${where}:
   \`kubectl --namespace ${namespace} create secret generic ${fleet.signers.secret} --from-file=hospital.pub\`.
   The key goes there by another way than the artefacts take; its name ends in \`.pub\`.
2. \`sh push.sh\`: pushes and signs.
3. \`kubectl apply -f flux/SITE/rollout.yaml\` in ${where}, or let a Flux that reads this folder from Git do it.
4. After the first layers of a new site: \`domicile secrets\` for that site, or the site's own secret store. No artefact holds a Secret.
5. \`kubectl --namespace ${namespace} get kustomizations\`: when all of a wave are Ready, edit \`promoted\` in the fleet file,
   render again into this folder, and review the change. To go back, set the site files back and render.
`;
}

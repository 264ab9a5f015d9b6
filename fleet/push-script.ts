import { namespaceOf, repositoryOf } from './objects.ts';
import type { FleetDocument } from './schema.ts';

/** What is pushed of a site. */
export interface Pushed {
  readonly name: string;
  readonly digest: string;
}

/** A POSIX shell script that pushes and signs the artefacts of a fleet; it says each step before it does it. */
export function pushScript(fleet: FleetDocument, sites: readonly Pushed[]): string {
  const lines = sites.map(({ name, digest }) => `push ${name} ${repositoryOf(fleet, name)} ${digest}`);
  return `#!/bin/sh
# Pushes the artefacts of the fleet ${fleet.name} and signs each. oras and cosign must be installed, and logged in to the registry.
# The private key is ${fleet.signers.key}, or what FLEET_KEY names: a file, or a key in a store of the hospital's own.
# What is in the registry already is not pushed again. Nothing goes anywhere else: no public transparency log is written.
set -eu
cd "$(dirname "$0")"
key=\${FLEET_KEY:-${fleet.signers.key}}
case $key in
  /* | *://*) ;;
  *) key=$OLDPWD/$key ;;
esac
push() {
  name=$1 repository=$2 digest=$3
  tag=$(printf %s "\${digest#sha256:}" | cut -c 1-12)
  echo "$name: push artefacts/$name to $repository:$tag"
  # shellcheck disable=SC2086 # several options, or none
  oras cp \${ORAS_OPTIONS:-} --from-oci-layout "artefacts/$name:$tag" "$repository:$tag"
  echo "$name: sign $repository@$digest"
  # shellcheck disable=SC2086 # several options, or none
  cosign sign \${COSIGN_OPTIONS:-} --yes --key "$key" --use-signing-config=false --tlog-upload=false "$repository@$digest"
}
${lines.join('\n')}
echo "done: apply flux/ where Flux runs, namespace ${namespaceOf(fleet)}"
`;
}

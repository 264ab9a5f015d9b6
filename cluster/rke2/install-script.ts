import type { Machine } from '../../constructs/core/site/hospital-cluster.ts';
import type { ContextOf } from '../context.ts';
import { paths } from './paths.ts';

/** The program that installs RKE2 on one machine, from the site's own server, and starts it. */
export function installScript({ cluster }: ContextOf<'rke2'>, machine: Machine): string {
  const type = machine.role === 'control-plane' ? 'server' : 'agent';
  return `
# Installs RKE2 ${cluster.version} on ${machine.name} from ${cluster.artifacts}, after prepare.sh. With the release
# there already, it only makes sure that the service runs.
version='${cluster.version}'
folder="/var/lib/rancher/artifacts/$version"

if [ "$(id -u)" -ne 0 ]; then echo "run this as root" >&2; exit 1; fi
mkdir -p "$folder"
for file in install.sh rke2.linux-amd64.tar.gz rke2-images.linux-amd64.tar.zst sha256sum-amd64.txt; do
  if [ -s "$folder/$file" ]; then continue; fi
  echo "fetching $file"
  curl --fail --silent --show-error --proto '=https' --cacert ${paths.folder}/authorities.pem \\
    --output "$folder/$file.partial" "${cluster.artifacts}/$version/$file"
  mv "$folder/$file.partial" "$folder/$file"
done
echo "comparing with the checksums of the release"
(cd "$folder" && grep -E ' (rke2\\.linux-amd64\\.tar\\.gz|rke2-images\\.linux-amd64\\.tar\\.zst)$' sha256sum-amd64.txt | sha256sum --check --strict -)

installed="$(rke2 --version 2> /dev/null | awk 'NR == 1 { print $3 }' || true)"
if [ "$installed" = "$version" ]; then
  echo "RKE2 $version is installed"
else
  echo "installing RKE2 $version\${installed:+ over $installed}"
  INSTALL_RKE2_ARTIFACT_PATH="$folder" INSTALL_RKE2_TYPE=${type} sh "$folder/install.sh"
fi
if [ "\${1:-}" = --no-start ]; then
  echo "not starting rke2-${type}: a snapshot is restored first"
  exit 0
fi
systemctl enable rke2-${type}.service
echo "starting rke2-${type}: the first start takes minutes"
systemctl start rke2-${type}.service
`;
}

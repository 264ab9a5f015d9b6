import type { ContextOf } from '../context.ts';
import { COLLECTOR_FOLDER } from './control-plane-patch.ts';

type Context = ContextOf<'talos'>;

/** The program that makes the secrets and, with them, the configuration of each machine. */
export function configurationScript({ cluster, site }: Context): string {
  const machines = cluster.machines.map(({ name, role }) => {
    const isMember = role === 'control-plane';
    const patches = [
      'every-machine.patch.yaml',
      ...(isMember ? ['control-plane.patch.yaml', 'secrets/audit-collector.patch.yaml'] : []),
      `${name}.patch.yaml`,
    ];
    const given = patches.map((patch) => `--config-patch @${patch}`).join(' ');
    return `configure ${name} --output-types ${isMember ? 'controlplane' : 'worker'} ${given}`;
  });
  return `
# Makes the secrets of this cluster in the folder ./secrets, once, and from them and the patches beside this program the
# configuration of each machine, each time. Run it on the administrator's machine, with talosctl ${cluster.version}.
# Then store a copy of secrets/secrets.yaml where a fire in the data centre does not reach it.
umask 077
cd "$(dirname "$0")"
mkdir -p secrets

if [ -e secrets/secrets.yaml ]; then echo "kept   secrets/secrets.yaml"; else
  echo "making secrets/secrets.yaml: authorities, tokens, and the key that encrypts Secrets in etcd"
  talosctl gen secrets --output-file secrets/secrets.yaml
fi
if [ -e secrets/audit-client.key ]; then echo "kept   secrets/audit-client.key"; else
  echo "making secrets/audit-client.key and a request for its certificate: secrets/audit-client.csr"
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=${site.name}-api-server" \\
    -keyout secrets/audit-client.key -out secrets/audit-client.csr 2> secrets/openssl.log
  rm -f secrets/openssl.log
fi
if [ ! -s secrets/audit-client.crt ]; then
  echo "TO DO  have your authority sign secrets/audit-client.csr, store the certificate as secrets/audit-client.crt, and run this again" >&2
  exit 1
fi

echo "making secrets/audit-collector.patch.yaml"
entry() {
  printf '    - path: %s\\n      permissions: 0o600\\n      op: create\\n      content: |\\n' "${COLLECTOR_FOLDER}/$2"
  sed 's/^/        /' "$1"
}
{
  printf 'machine:\\n  files:\\n'
  entry audit-collector.yaml audit-collector.yaml
  entry authorities.pem authorities.pem
  entry secrets/audit-client.crt audit-client.crt
  entry secrets/audit-client.key audit-client.key
} > secrets/audit-collector.patch.yaml

configure() {
  name="$1"
  shift
  echo "making secrets/$name.yaml"
  talosctl gen config ${site.name} https://${cluster.api}:6443 --force --with-secrets secrets/secrets.yaml \\
    --kubernetes-version ${cluster.kubernetes.slice(1)} --talos-version ${cluster.version} \\
    --output "secrets/$name.yaml" "$@"
  talosctl validate --mode metal --strict --config "secrets/$name.yaml"
}
${machines.join('\n')}
echo "making secrets/talosconfig"
talosctl gen config ${site.name} https://${cluster.api}:6443 --force --with-secrets secrets/secrets.yaml \\
  --output-types talosconfig --output secrets/talosconfig
`;
}

/** The program that takes a snapshot of etcd and brings it to the bucket. */
export function snapshotScript({ cluster }: Context): string {
  const members = cluster.machines.filter(({ role }) => role === 'control-plane').map(({ address }) => address);
  const { snapshots } = cluster;
  return `
# Takes a snapshot of etcd and brings it to ${snapshots.endpoint}, bucket ${snapshots.bucket}. Run it by a timer
# (${snapshots.schedule}) on the administrator's machine, with the key of the bucket in the environment:
# AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. It needs talosctl and rclone.
cd "$(dirname "$0")"
umask 077
name="etcd-$(date -u +%Y%m%dT%H%M%SZ).snapshot"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

echo "taking $name from ${members[0]}"
talosctl --talosconfig secrets/talosconfig --endpoints ${members.join(',')} --nodes ${members[0]} etcd snapshot "$work/$name"
echo "bringing it to ${snapshots.bucket}/${snapshots.folder}"
rclone copyto --ca-cert authorities.pem "$work/$name" \\
  ":s3,provider=Other,env_auth=true,endpoint='${snapshots.endpoint}',region='${snapshots.region}':${snapshots.bucket}/${snapshots.folder}/$name"
`;
}

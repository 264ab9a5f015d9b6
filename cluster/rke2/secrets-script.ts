import type { ContextOf } from '../context.ts';
import { KEY_PLACEHOLDER } from '../kubernetes/encryption.ts';

/** The program that makes the secrets of a cluster, once, in a folder of the administrator. */
export function secretsScript({ site }: ContextOf<'rke2'>): string {
  return `
# Makes the secrets of this cluster in the folder ./secrets, and nothing that is there already is made again.
# Run it once, on the administrator's machine, in this folder. Then store a copy where a fire in the data centre does
# not reach it: without the token and the encryption key no snapshot of etcd can be restored.
umask 077
cd "$(dirname "$0")"
mkdir -p secrets

if [ -e secrets/token ]; then echo "kept   secrets/token"; else
  echo "making secrets/token: control-plane machines join with it, and snapshots are sealed with it"
  od -An -N32 -tx1 /dev/urandom | tr -d ' \\n' > secrets/token
fi
if [ -e secrets/agent-token ]; then echo "kept   secrets/agent-token"; else
  echo "making secrets/agent-token: workers join with it"
  od -An -N32 -tx1 /dev/urandom | tr -d ' \\n' > secrets/agent-token
fi
if [ -e secrets/encryption.yaml ]; then echo "kept   secrets/encryption.yaml"; else
  echo "making secrets/encryption.yaml: the API server encrypts Secrets with its key"
  key="$(head -c 32 /dev/urandom | base64 | tr -d '\\n')"
  sed "s|${KEY_PLACEHOLDER}|$key|" encryption.template.yaml > secrets/encryption.yaml.partial
  mv secrets/encryption.yaml.partial secrets/encryption.yaml
fi
if [ -e secrets/audit-client.key ]; then echo "kept   secrets/audit-client.key"; else
  echo "making secrets/audit-client.key and a request for its certificate: secrets/audit-client.csr"
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=${site.name}-api-server" \\
    -keyout secrets/audit-client.key -out secrets/audit-client.csr 2> secrets/openssl.log
  rm -f secrets/openssl.log
fi
if [ -e secrets/snapshot-credentials.yaml ]; then echo "kept   secrets/snapshot-credentials.yaml"; else
  echo "making secrets/snapshot-credentials.yaml: put the key of the bucket into it"
  printf '%s\\n' 'etcd-s3-access-key: ""' 'etcd-s3-secret-key: ""' > secrets/snapshot-credentials.yaml
fi
if [ -e secrets/audit-client.crt ]; then echo "kept   secrets/audit-client.crt"; else
  echo "TO DO  have your authority sign secrets/audit-client.csr, and store the certificate as secrets/audit-client.crt"
fi
`;
}

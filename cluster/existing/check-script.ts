import type { ContextOf } from '../context.ts';
import { nodeLabels } from '../kubernetes/node-labels.ts';

/** The program that looks at an existing cluster, and changes nothing. It ends with 1 when something is not as the site says. */
export function checkScript({ cluster, site }: ContextOf<'existing'>): string {
  const machines = cluster.machines.map(({ name, address }) => `machine ${name} ${address}`);
  const labels = cluster.machines.map((machine) => {
    const given = Object.entries(nodeLabels(site, machine)).map(([key, value]) => `${key}=${value}`);
    return `labels ${machine.name} ${given.join(',')}`;
  });
  const labelling = cluster.machines.map((machine) => {
    const given = Object.entries(nodeLabels(site, machine)).map(([key, value]) => `${key}=${value}`);
    return `#   kubectl label node ${machine.name} ${given.join(' ')}`;
  });
  return `
# Looks whether the cluster is what the site says, with the kubeconfig and context of the site; it changes nothing.
#   KUBECTL="kubectl --kubeconfig FILE --context NAME" ./check.sh
# Labels of nodes that are missing are set by:
${labelling.join('\n')}
kubectl() { \${KUBECTL:?say KUBECTL="kubectl --kubeconfig FILE --context NAME"} "$@"; }
wrong=0
right() { echo "right  $1"; }
wrong() { echo "WRONG  $1" >&2; wrong=1; }

minor="$(kubectl get --raw /version | sed -n 's/.*"minor": *"\\([0-9]*\\).*/\\1/p')"
if [ "$minor" = ${cluster.kubernetes.split('.')[1]} ]; then right "Kubernetes 1.$minor"; else wrong "Kubernetes 1.$minor, and the site says ${cluster.kubernetes}"; fi

machine() {
  address="$(kubectl get node "$1" -o 'jsonpath={.status.addresses[?(@.type=="InternalIP")].address}' 2> /dev/null || true)"
  if [ "$address" = "$2" ]; then right "node $1 at $2"; else wrong "node $1 is at \${address:-no address}, and the site says $2"; fi
}
labels() {
  if [ -n "$(kubectl get nodes --field-selector "metadata.name=$1" --selector "$2" -o name)" ]; then right "labels of $1"
  else wrong "node $1 lacks some of $2"; fi
}
${[...machines, ...labels].join('\n')}

if kubectl auth can-i get pods --all-namespaces --as system:anonymous --as-group system:unauthenticated > /dev/null 2>&1; then
  wrong "whoever names nobody may read pods"
else right "whoever names nobody may read no pods"; fi

pod='{"apiVersion":"v1","kind":"Pod","metadata":{"name":"domicile-check","namespace":"default"},"spec":{"automountServiceAccountToken":false,"containers":[{"name":"main","image":"${site.registry.mirror}/check","securityContext":{"privileged":true}}]}}'
if printf '%s' "$pod" | kubectl create --dry-run=server -f - > /dev/null 2>&1; then
  wrong "a privileged pod would be let into the namespace default: kubectl apply --server-side --force-conflicts -f inside.yaml"
else right "a privileged pod is refused in the namespace default"; fi
exit "$wrong"
`;
}

import type { ClusterContext } from '../context.ts';
import { kernelSettings } from '../machine/sysctl.ts';

/** Modules of the kernel that containers, Services and the encryption between machines need. */
export const kernelModules = ['overlay', 'br_netfilter', 'nf_conntrack', 'wireguard'] as const;

/** The program that prints the facts of a machine for `domicile doctor --facts`. It reads, and changes nothing. */
export function factsScript({ cluster }: ClusterContext): string {
  const data = cluster.distribution === 'rke2' ? '/var/lib/rancher' : '/var/lib/kubelet';
  return `
# Prints what this machine is, for: domicile doctor --facts FILE. It reads, and changes nothing: no root is needed, but
# only root reads productUuid. What cannot be read is printed as "unknown", which the doctor does not let pass.
#   ssh root@MACHINE sh < facts.sh > MACHINE.yaml
LC_ALL=C
export LC_ALL
PATH="$PATH:/usr/sbin:/sbin"
data=${data}

text() { printf '%s' "$1" | tr -d '\\000-\\037\\177' | sed 's/["\\\\]/\\\\&/g; s/^/"/; s/$/"/'; }
fact() { if [ -n "$2" ]; then printf '%s: %s\\n' "$1" "$2"; else printf '%s: unknown\\n' "$1"; fi; }
fact_text() { if [ -n "$2" ]; then fact "$1" "$(text "$2")"; else fact "$1" ""; fi; }
list() { awk 'NF { gsub(/["\\\\]/, ""); printf "%s\\"%s\\"", separator, $0; separator = ", " }'; }
fact_list() { printf '%s: [%s]\\n' "$1" "$(printf '%s\\n' "$2" | list)"; }
has() { command -v "$1" > /dev/null 2>&1; }
unit() {
  if ! has systemctl || [ ! -d /run/systemd/system ]; then echo unknown
  elif systemctl is-active --quiet "$1" 2> /dev/null; then echo true
  else echo false; fi
}

echo 'schema: domicile/facts/v1'
fact_text taken "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
fact_text hostName "$(uname -n)"
if has ip; then fact_list addresses "$(ip -o addr show scope global 2> /dev/null | awk '{ sub(/\\/.*/, "", $4); print $4 }')"
else fact addresses ""; fi
fact_text kernel "$(uname -r)"
fact memoryKibibytes "$(awk '$1 == "MemTotal:" { print $2 }' /proc/meminfo 2> /dev/null || true)"
fact cores "$(getconf _NPROCESSORS_ONLN 2> /dev/null || true)"

# The data folder may not be there yet: its disk is that of the nearest folder above it.
while [ ! -d "$data" ]; do data="$(dirname "$data")"; done
fact dataFreeKibibytes "$(df -Pk "$data" 2> /dev/null | awk 'NR == 2 { print $4 }')"

if [ -r /proc/swaps ]; then fact swap "$(awk 'NR > 1 { on = 1 } END { print on ? "true" : "false" }' /proc/swaps)"
else fact swap ""; fi

synchronised=
servers=
if has chronyc && tracking="$(chronyc -c tracking 2> /dev/null)"; then
  synchronised="$(printf '%s\\n' "$tracking" | awk -F, '{ print $NF == "Not synchronised" ? "false" : "true" }')"
  servers="$(chronyc -N -c sources 2> /dev/null | awk -F, '{ print $3 }')"
elif has timedatectl && told="$(timedatectl show --property=NTPSynchronized --value 2> /dev/null)"; then
  case "$told" in yes) synchronised=true ;; no) synchronised=false ;; esac
  servers="$(timedatectl show-timesync --property=LinkNTPServers --property=SystemNTPServers --property=FallbackNTPServers --property=ServerName --value 2> /dev/null | tr ' ' '\\n' | sort -u || true)"
fi
fact timeSynchronised "$synchronised"
fact_list timeServers "$servers"

resolvers=/etc/resolv.conf
if grep -qs '^nameserver 127\\.0\\.0\\.53' "$resolvers" && [ -r /run/systemd/resolve/resolv.conf ]; then resolvers=/run/systemd/resolve/resolv.conf; fi
fact_list resolvers "$(awk '$1 == "nameserver" { print $2 }' "$resolvers" 2> /dev/null || true)"

if [ -r /proc/net/route ]; then
  route="$(awk '$2 == "00000000" && $8 == "00000000" { print $1; exit }' /proc/net/route)"
  if [ -z "$route" ] && [ -r /proc/net/ipv6_route ]; then
    route="$(awk '$1 ~ /^0+$/ && $2 == "00" && $10 != "lo" { print $10; exit }' /proc/net/ipv6_route)"
  fi
  fact_text defaultRoute "\${route:-none}"
else fact defaultRoute ""; fi

echo 'modules:'
for module in ${kernelModules.join(' ')}; do
  if [ -d "/sys/module/$module" ] || grep -qs "^$module " /proc/modules; then state=loaded
  elif has modprobe && [ -d "/lib/modules/$(uname -r)" ]; then
    if modprobe --dry-run --quiet "$module" 2> /dev/null; then state=loadable; else state=absent; fi
  else state=unknown; fi
  printf '  %s: %s\\n' "$module" "$state"
done

echo 'sysctls:'
for name in ${Object.keys(kernelSettings).join(' ')}; do
  value="$(cat "/proc/sys/$(printf '%s' "$name" | tr . /)" 2> /dev/null || true)"
  printf '  '
  fact_text "$name" "$value"
done

if [ -r /sys/fs/cgroup/cgroup.controllers ]; then fact cgroupV2 true
elif [ -d /sys/fs/cgroup ]; then fact cgroupV2 false
else fact cgroupV2 ""; fi

if [ ! -d /sys/fs/selinux ] || [ ! -e /sys/fs/selinux/enforce ]; then fact selinux disabled
else
  case "$(cat /sys/fs/selinux/enforce 2> /dev/null || true)" in
    1) fact selinux enforcing ;;
    0) fact selinux permissive ;;
    *) fact selinux "" ;;
  esac
fi

fact firewalld "$(unit firewalld.service)"
fact networkManager "$(unit NetworkManager.service)"
fact nmCloudSetup "$(unit nm-cloud-setup.timer)"
if [ -e /etc/NetworkManager/conf.d/60-domicile.conf ]; then fact networkManagerKeepsAway true
else fact networkManagerKeepsAway false; fi

clusterRuns=false
for service in rke2-server rke2-agent kubelet; do
  case "$(unit "$service.service")" in
    true) clusterRuns=true ;;
    unknown) clusterRuns=unknown ;;
  esac
done
fact clusterRuns "$clusterRuns"

if [ -r /proc/net/tcp ]; then
  ports="$(cat /proc/net/tcp /proc/net/tcp6 2> /dev/null | awk '$4 == "0A" { sub(/.*:/, "", $2); print $2 }' | sort -u |
    while IFS= read -r port; do printf '%d, ' "$((0x$port))"; done)"
  printf 'listeningPorts: [%s]\\n' "\${ports%, }"
else fact listeningPorts ""; fi

# The identifier of a machine is for its own programs: its digest tells two machines apart as well.
if [ -s /etc/machine-id ] && has sha256sum; then fact_text machineIdSha256 "$(sha256sum < /etc/machine-id | awk '{ print $1 }')"
else fact machineIdSha256 ""; fi
fact_text productUuid "$(cat /sys/class/dmi/id/product_uuid 2> /dev/null || true)"
`;
}

import type { Machine } from '../../constructs/core/site/hospital-cluster.ts';
import type { ContextOf } from '../context.ts';
import { secretFiles } from './paths.ts';

/** The program that prepares one machine: it lies beside the files of that machine, and may run any number of times. */
export function prepareScript({ cluster }: ContextOf<'rke2'>, machine: Machine): string {
  const needed = secretFiles[machine.role];
  return `
# Prepares ${machine.name}: copies the files beside this program to their places, and sets up what RKE2 expects of a
# machine. Run it as root on ${machine.name}, in the folder that holds it. A second run changes nothing.
here="$(cd "$(dirname "$0")" && pwd)"

if [ "$(id -u)" -ne 0 ]; then echo "run this as root" >&2; exit 1; fi
if [ "$(uname -n)" != "${machine.name}" ]; then
  echo "this is $(uname -n), and these are the files of ${machine.name}: hostnamectl set-hostname ${machine.name}" >&2
  exit 1
fi

echo "copying files to /etc and /var/lib/rancher"
(cd "$here" && find etc var -type f) | while IFS= read -r file; do
  mkdir -p "/$(dirname "$file")"
  if cmp -s "$here/$file" "/$file"; then continue; fi
  echo "  /$file"
  case "$file" in
    etc/rancher/* | var/*) mode=0600 ;;
    *) mode=0644 ;;
  esac
  install -m "$mode" "$here/$file" "/$file"
done

echo "user etcd: its data belongs to it"
if ! getent group etcd > /dev/null; then groupadd --system etcd; fi
if ! getent passwd etcd > /dev/null; then
  useradd --system --no-create-home --shell /sbin/nologin --gid etcd --comment "etcd user" etcd
fi

echo "kernel settings"
sysctl --quiet --load /etc/sysctl.d/60-domicile.conf

echo "services that disturb the network of the cluster are switched off"
for unit in firewalld.service nm-cloud-setup.service nm-cloud-setup.timer; do
  if systemctl list-unit-files "$unit" > /dev/null 2>&1; then systemctl disable --now "$unit"; fi
done
if systemctl is-active --quiet NetworkManager.service; then systemctl reload NetworkManager.service; fi

echo "swap is off: the kubelet does not start with it"
swapoff -a

echo "time and name servers of the site"
if systemctl list-unit-files chronyd.service > /dev/null 2>&1; then
  systemctl enable --now chronyd.service
  chronyc reload sources
elif systemctl list-unit-files systemd-timesyncd.service > /dev/null 2>&1; then
  systemctl enable systemd-timesyncd.service
  systemctl restart systemd-timesyncd.service
else
  echo "install chrony: certificates and audit events need the right time" >&2
  exit 1
fi
if systemctl is-active --quiet systemd-resolved.service; then systemctl restart systemd-resolved.service; fi
${cluster.firewall === 'nftables' ? firewallPart : ''}
missing=0
for file in ${needed.join(' ')}; do
  if [ ! -s "$file" ]; then
    echo "missing: $file (make-secrets.sh makes it; see README.md)" >&2
    missing=1
  else
    chown root:root "$file"
    chmod 0600 "$file"
  fi
done
if [ "$missing" -ne 0 ]; then exit 1; fi
echo "${machine.name} is ready for install.sh"
`;
}

const firewallPart = `
echo "firewall: what is not named is dropped"
if ! command -v nft > /dev/null; then echo "install nftables" >&2; exit 1; fi
nft --check --file /etc/nftables.d/domicile.nft
cat > /etc/systemd/system/domicile-firewall.service << 'END'
[Unit]
Description=Firewall of this machine (domicile cluster render)
Before=network-pre.target
Wants=network-pre.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft --file /etc/nftables.d/domicile.nft
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
systemctl enable domicile-firewall.service
systemctl restart domicile-firewall.service
`;

# Opens the room and tidies up behind it, also when whoever asked for it was killed. $1: the script of the room; $2: the
# network of the host inside.
id=domicile-node-$$
folder=${TMPDIR:-/tmp}/$id
trap '' INT TERM HUP
# Runs its arguments with each hierarchy of control groups: version 1 has several, version 2 has one.
hierarchies() { for root in /sys/fs/cgroup /sys/fs/cgroup/*; do if [ -e "$root/cgroup.procs" ] && [ ! -L "$root" ] && { [ "$root" = /sys/fs/cgroup ] || [ ! -e /sys/fs/cgroup/cgroup.procs ]; }; then "$@" "$root" || return; fi; done; }
make() { mkdir "$1/$id"; }
sweep() {
  for left in "$1"/domicile-node-*; do
    pid=${left##*-}
    if [ -d "$left" ] && { [ "$pid" = $$ ] || [ ! -d "/proc/$pid" ]; }; then find "$left" -depth -type d -exec rmdir {} ';'; fi
  done
}
tidy() {
  hierarchies sweep
  for left in "${TMPDIR:-/tmp}"/domicile-node-*; do
    pid=${left##*-}
    if [ "$pid" = $$ ] || [ ! -d "/proc/$pid" ]; then rmdir "$left"; fi
  done
} 2> /dev/null
tidy
made=
[ -d /var/lib/cni ] || { mkdir /var/lib/cni && made=/var/lib/cni; }
said=$(mkdir "$folder" 2>&1 && hierarchies make 2>&1) || echo "cannot make a control group: $said"
[ -n "$said" ] || {
  echo "room $id $folder"
  unshare --net --mount --pid --fork --kill-child --propagation private sh "$1" "$folder" "$2" 2>&1 || echo "cannot unshare: the room ended with $?"
}
tidy
[ -z "$made" ] || rmdir "$made" 2> /dev/null

# Process 1 of the room. $1 is the folder that only the room sees into. What it makes ends with it.
try() { said=$("$@" 2>&1) || { echo "cannot $*: $said"; exit 1; }; }
read -r outside_pid _ < /proc/self/stat
try mount -t proc proc /proc
for path in "$1" /run /var/log /var/lib/cni; do try mount -t tmpfs -o mode=755 tmpfs "$path"; done
# The kubelet sets what holds for the whole machine; here it may not.
for path in /proc/sys/kernel /proc/sys/vm; do try mount --bind "$path" "$path"; try mount -o remount,bind,ro "$path"; done
try ip link set lo up
host() {
  try ip netns add "$1"
  try ip -n "$1" link set lo up
  try ip link add "$1" type veth peer name eth0 netns "$1"
  try ip addr add "$2/24" dev "$1"
  try ip link set "$1" up
  try ip -n "$1" addr add "$3/24" dev eth0
  try ip -n "$1" link set eth0 up
  try ip -n "$1" route add default via "$2"
}
host inside "$2.1" "$2.7"
host outside 203.0.113.1 203.0.113.9
try sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'
echo "ready $outside_pid"
# Whoever opened the room holds the other end of the pipe; when they are gone, however they went, everything here ends.
exec cat > /dev/null

/**
 * Keeps NetworkManager away from the interfaces of the network plugins: it would take their routes down.
 *
 * Source: docs.rke2.io/known_issues. As of 2026-11-22.
 */
export const networkManagerText = `[keyfile]
unmanaged-devices=interface-name:cali*;interface-name:flannel*;interface-name:cilium*;interface-name:lxc*;interface-name:vxlan.calico`;

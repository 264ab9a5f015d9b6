/**
 * Kernel settings: the ones that a kubelet with `protectKernelDefaults` demands, and forwarding, which nobody else sets
 * for good.
 *
 * Source: k8s.io/kubernetes pkg/util/sysctl (recalled); docs.rke2.io/security/hardening_guide and /known_issues. As of
 * 2026-11-22.
 */
export const kernelSettings = {
  'vm.panic_on_oom': '0',
  'vm.overcommit_memory': '1',
  'kernel.panic': '10',
  'kernel.panic_on_oops': '1',
  'kernel.keys.root_maxkeys': '1000000',
  'kernel.keys.root_maxbytes': '25000000',
  'net.ipv4.conf.all.forwarding': '1',
  'fs.inotify.max_user_instances': '8192',
  'fs.inotify.max_user_watches': '524288',
} as const;

/** A file for sysctl.d. */
export function sysctlText(): string {
  return Object.entries(kernelSettings)
    .map(([name, value]) => `${name} = ${value}`)
    .join('\n');
}

import type { ContextOf } from '../context.ts';
import { podSecurity } from '../kubernetes/admission.ts';
import { apiServerFlags, controllerManagerFlags, schedulerFlags } from '../kubernetes/arguments.ts';
import { auditPolicy } from '../kubernetes/audit-policy.ts';
import { controlPlaneRules } from './firewall.ts';

/** Where the files of the audit collector lie on a machine, and in the pod of the API server. */
export const COLLECTOR_FOLDER = '/var/etc/domicile';

/** Talos keeps the log here; its encryption of Secrets has a key of its own, in the secrets of the cluster. */
const ownFlags = ['audit-log-path', 'encryption-provider-config', 'anonymous-auth', 'enable-admission-plugins'];

/** Documents for the control-plane machines. */
export function controlPlanePatch(context: ContextOf<'talos'>): readonly object[] {
  const { cluster } = context;
  const flags = apiServerFlags({ folder: COLLECTOR_FOLDER, auditLog: '' });
  const hasWorkers = cluster.machines.some(({ role }) => role === 'worker');
  return [
    {
      cluster: {
        allowSchedulingOnControlPlanes: !hasWorkers,
        apiServer: {
          certSANs: [cluster.api],
          disablePodSecurityPolicy: true,
          auditPolicy: auditPolicy(),
          admissionControl: [{ name: 'PodSecurity', configuration: podSecurity(['kube-system']) }],
          extraArgs: Object.fromEntries(Object.entries(flags).filter(([name]) => !ownFlags.includes(name))),
          extraVolumes: [{ hostPath: COLLECTOR_FOLDER, mountPath: COLLECTOR_FOLDER, readonly: true }],
        },
        controllerManager: { extraArgs: controllerManagerFlags },
        scheduler: { extraArgs: schedulerFlags },
        etcd: { advertisedSubnets: [cluster.networks.nodes] },
      },
    },
    ...controlPlaneRules(context),
  ];
}

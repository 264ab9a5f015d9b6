import { namesResolveInside } from '../rules/network/names-resolve-inside.ts';
import { noHostNetwork } from '../rules/network/no-host-network.ts';
import { imageByDigest } from '../rules/residency/image-by-digest.ts';
import { imageRegistryWithinBoundary } from '../rules/residency/image-registry-within-boundary.ts';
import { CLUSTER_LABEL } from '../rules/shared/database-cluster.ts';
import { containerSecurityStated } from '../rules/workload/container-security-stated.ts';
import { noUnaskedToken } from '../rules/workload/no-unasked-token.ts';
import { podSecurityStated } from '../rules/workload/pod-security-stated.ts';
import { podSharesNothingWithNode } from '../rules/workload/pod-shares-nothing-with-node.ts';
import { all, optional, text, texts } from './cel.ts';
import { rows, written } from './rows.ts';
import type { AdmissionScope, Check, ResourceRule, Target } from './types.ts';

/** Every built-in kind that makes pods, by where it keeps their spec. The debug container has a door of its own. */
export const podTargets: readonly Target[] = [
  target('pods', 'object', [rows(written, '', 'pods', 'pods/ephemeralcontainers', 'pods/resize')]),
  target('controllers', 'object.spec.template', [
    rows(written, '', 'replicationcontrollers'),
    rows(written, 'apps', 'deployments', 'statefulsets', 'daemonsets', 'replicasets'),
    rows(written, 'batch', 'jobs'),
  ]),
  target('cron-jobs', 'object.spec.jobTemplate.spec.template', [rows(written, 'batch', 'cronjobs')]),
  target('pod-templates', 'object.template', [rows(written, '', 'podtemplates')]),
];

function target(id: string, template: string, resources: readonly ResourceRule[]): Target {
  return {
    id,
    resources,
    variables: [
      ['pod', `${template}.spec`],
      ['containers', `variables.pod.containers + ${optional('variables.pod', 'initContainers', '[]')}`],
      ['debuggers', optional('variables.pod', 'ephemeralContainers', '[]')],
      ['labels', optional(template, 'metadata.labels', '{}')],
    ],
  };
}

const pod = (path: string, otherwise: string) => optional('variables.pod', path, otherwise);

/** What the judge asks of each pod, and CEL can see in one object. */
export function podChecks({ repositories }: AdmissionScope): readonly Check[] {
  const known = (image: string) =>
    `${texts(repositories)}.exists(r, ${image}.startsWith(r + '@') || ${image}.startsWith(r + ':'))`;
  const account = pod('serviceAccountName', "'default'");
  const pinned = (image: string) => `${image}.matches('@sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})$')`;
  return [
    { rule: imageByDigest, holds: everyImage(pinned), seen: images(pinned) },
    { rule: imageRegistryWithinBoundary, holds: everyImage(known), seen: images(known) },
    {
      rule: podSecurityStated,
      holds: all(
        pod('securityContext.runAsNonRoot', 'false'),
        `${pod('securityContext.seccompProfile.type', "''")} in ['RuntimeDefault', 'Localhost']`,
        `${pod('securityContext.runAsUser', '1')} != 0`,
      ),
    },
    { rule: containerSecurityStated, holds: everyContainer(confined) },
    {
      rule: podSharesNothingWithNode,
      holds: all(
        `!${pod('hostPID', 'false')}`,
        `!${pod('hostIPC', 'false')}`,
        `${pod('volumes', '[]')}.all(v, !has(v.hostPath))`,
      ),
    },
    {
      rule: noUnaskedToken,
      holds: `!${pod('automountServiceAccountToken', 'true')} || (has(variables.pod.automountServiceAccountToken) && !(${account} in ['default', ''])) || (!has(variables.pod.automountServiceAccountToken) && ${account} != 'default' && variables.labels[?${text(CLUSTER_LABEL)}].orValue('') == ${account})`,
    },
    { rule: noHostNetwork, holds: `!${pod('hostNetwork', 'false')}` },
    {
      rule: namesResolveInside,
      holds: all(
        `${pod('dnsPolicy', "'ClusterFirst'")} == 'ClusterFirst'`,
        `size(${pod('hostAliases', '[]')}) == 0`,
        `size(${pod('dnsConfig.nameservers', '[]')}) == 0`,
      ),
    },
  ];
}

// Two lists and not their sum: a debug container is a type of its own to CEL.
function everyContainer(holds: (container: string) => string): string {
  return all(`variables.containers.all(c, ${holds('c')})`, `variables.debuggers.all(c, ${holds('c')})`);
}

// Since Kubernetes 1.33 a volume can be made of an image.
const volumesOfImages = `${pod('volumes', '[]')}.filter(v, has(v.image))`;

function everyImage(holds: (image: string) => string): string {
  const ofVolume = `${volumesOfImages}.all(v, ${holds("v.image.?reference.orValue('')")})`;
  return all(
    everyContainer((c) => holds(`${c}.image`)),
    ofVolume,
  );
}

function images(holds: (image: string) => string): string {
  const wrong = (list: string) =>
    `variables.${list}.filter(c, !(${holds('c.image')})).map(c, c.name + ' has ' + c.image)`;
  const volumes = `${volumesOfImages}.map(v, v.name + ' has ' + v.image.?reference.orValue(''))`;
  return `(${wrong('containers')} + ${wrong('debuggers')} + ${volumes}).join(', ')`;
}

function confined(container: string): string {
  const said = (path: string, otherwise: string) => optional(container, `securityContext.${path}`, otherwise);
  return all(
    said('runAsNonRoot', 'false'),
    `!${said('allowPrivilegeEscalation', 'true')}`,
    said('readOnlyRootFilesystem', 'false'),
    `'ALL' in ${said('capabilities.drop', '[]')}`,
    `${said('capabilities.add', '[]')}.all(a, a == 'NET_BIND_SERVICE')`,
    `!${said('privileged', 'false')}`,
    `${said('runAsUser', '1')} != 0`,
    `${said('seccompProfile.type', "''")} != 'Unconfined'`,
  );
}

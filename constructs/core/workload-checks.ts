import type { Construct } from 'constructs';
import type { ContainerProps, InitContainerProps } from './container.ts';
import { DomicileError, type Problem } from './errors.ts';
import type { HardenedWorkloadProps } from './workload.ts';

/** What the checks look at; a job has neither a controller to choose nor a Service. */
type Checked = Pick<HardenedWorkloadProps, 'role' | 'user' | 'initContainers' | 'serviceAccountToken'> & {
  readonly containers: readonly InitContainerProps[];
} & Partial<Pick<HardenedWorkloadProps, 'controller' | 'servicePorts'>>;

/** Throws a DomicileError that lists every prop with which the pods could never run, or could run as root. */
export function assertRunnable(construct: Construct, props: Checked): void {
  const [first, ...rest] = problemsOf(construct, props);
  if (first !== undefined) {
    throw new DomicileError(first, ...rest);
  }
}

function problemsOf(construct: Construct, props: Checked): Problem[] {
  const at = { code: 'construct-props' as const, constructPath: construct.node.path };
  const problems: Problem[] = [];
  for (const container of [...(props.initContainers ?? []), ...props.containers]) {
    if (!/^[^\s@]+@sha256:[0-9a-f]{64}$/.test(container.image)) {
      problems.push({
        ...at,
        message: `the image of container ${container.name} is not pinned by digest`,
        seen: container.image,
        allowed: 'registry/repository@sha256:… out of the image lock',
        mend: "take the image from the site's lock: site.image(component)",
      });
    }
  }
  for (const { name } of portsOf(props)) {
    if (!/^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) {
      problems.push({
        ...at,
        message: 'the name of a port is none that Kubernetes takes',
        seen: name,
        allowed: 'at most 15 lower-case letters, digits and inner hyphens, with a letter (RFC 6335, section 5.1)',
        mend: 'shorten the name',
      });
    }
  }
  for (const name of repeated(containerPortsOf(props).map((port) => port.name))) {
    problems.push({
      ...at,
      message: 'two ports of the pods have one name, so that a Service or probe could mean either',
      seen: name,
      allowed: 'a name of its own for each port of a pod, over all containers',
      mend: 'rename one of the two',
    });
  }
  if (props.user.uid === 0 || props.user.gid === 0) {
    problems.push({
      ...at,
      message: 'the pod would run as root',
      seen: `uid ${props.user.uid}, gid ${props.user.gid}`,
      allowed: 'numbers above 0',
      mend: 'set user to the ids that the image is built for (catalog/components.ts)',
    });
  }
  if (props.role.startsWith('ai-') && props.serviceAccountToken === true) {
    problems.push({
      ...at,
      message: 'an AI workload would hold a token for the Kubernetes API',
      seen: 'serviceAccountToken: true',
      allowed: 'no token',
      mend: 'remove serviceAccountToken',
    });
  }
  if (props.controller === 'stateful-set' && props.servicePorts === undefined) {
    problems.push({
      ...at,
      message: 'a StatefulSet needs a Service that names its pods',
      allowed: 'at least one port',
      mend: 'state servicePorts',
    });
  }
  return problems;
}

function portsOf(props: Checked): readonly { readonly name: string }[] {
  return [...containerPortsOf(props), ...(props.servicePorts ?? [])];
}

function containerPortsOf(props: Checked): readonly { readonly name: string }[] {
  return props.containers.flatMap((container) =>
    'ports' in container ? ((container as ContainerProps).ports ?? []) : [],
  );
}

function repeated(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.filter((name, index) => names.indexOf(name) !== index));
}

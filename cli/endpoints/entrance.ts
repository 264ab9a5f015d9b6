import type { RenderedObject } from '../../engines/render.ts';
import type { Endpoint } from './endpoint.ts';

interface ServiceBody {
  readonly spec?: {
    readonly type?: string;
    readonly ports?: readonly { readonly port: number; readonly protocol?: string; readonly name?: string }[];
  };
}

/** Where the cluster can be entered: Services that a load balancer or a port of every node leads to. */
export function entrancesOf(objects: readonly RenderedObject[]): readonly Endpoint[] {
  return objects.filter(({ kind }) => kind === 'Service').flatMap(entrancesOfService);
}

function entrancesOfService({ name, namespace, body }: RenderedObject): readonly Endpoint[] {
  const { type = 'ClusterIP', ports = [] } = (body as ServiceBody).spec ?? {};
  if (type === 'ClusterIP') return [];
  return ports.map(({ port, protocol, name: portName }) => ({
    direction: 'in',
    from: 'the networks of the site',
    to: `${namespace}/${name}`,
    port,
    protocol: protocol === 'UDP' ? 'UDP' : 'TCP',
    authority: "the site's own authority",
    purpose: `${type}${portName === undefined ? '' : `, ${portName}`}`,
  }));
}

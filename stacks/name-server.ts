import { intentsOf } from '../constructs/core/network-intent.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import { NameServer } from '../constructs/network/name-server.ts';
import type { DataStack } from './data.ts';
import type { LayerContext } from './layers.ts';

/**
 * The name service behind the cluster's own, where the site asks for one: a stack of its own, composed when every part has
 * declared whom it calls. Undefined without the module.
 */
export function buildNames(context: LayerContext, data: DataStack): SovereignStack | undefined {
  const { app, site, images, foundation } = context;
  const { names } = site.modules;
  if (names === undefined) return undefined;
  const declared = intentsOf(app).flatMap(({ to }) => (to.kind === 'external' ? [to.host] : []));
  const stack = new SovereignStack(app, 'names', { site, layer: 'services' });
  new NameServer(stack, 'server', {
    ...{ name: 'names', namespace: foundation.namespace('names'), images, replicas: names.replicas },
    ...{ names: [...declared.filter(isOutside), ...(names.furtherNames ?? [])], ...resolversOf(site) },
  });
  stack.addDependency(data);
  return stack;
}

function resolversOf({ nodes, modules }: Site) {
  return { resolvers: nodes?.resolvers ?? [], certifiedAs: modules.names?.resolversCertifiedAs };
}

/** Names that the cluster does not know itself. */
function isOutside(host: string): boolean {
  return !/^[\d.]+$|:/.test(host) && !host.endsWith('.svc');
}

import { ExternalSecrets } from '../constructs/core/external-secrets.ts';
import { generatedSecretsOf } from '../constructs/core/secrets.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import type { LayerContext } from './layers.ts';

/**
 * What everything that the app has by now needs from the site's OpenBao: a stack of its own, after the namespaces and before
 * the first workload. Undefined where the site has none.
 */
export function buildSecretStore(
  { app, site, foundation }: LayerContext,
  first: SovereignStack,
): SovereignStack | undefined {
  const { secretStore } = site;
  if (secretStore === undefined) return undefined;
  const { server, path, login, authority } = secretStore;
  const stack = new SovereignStack(app, 'secret-store', { site, layer: 'foundation' });
  new ExternalSecrets(stack, 'external', {
    store: { server, path, login, ...(authority === undefined ? {} : { authority }) },
    secrets: generatedSecretsOf(app),
  });
  stack.addDependency(foundation);
  first.addDependency(stack);
  return stack;
}

import { IssuedCertificates } from '../constructs/core/issued-certificates.ts';
import { generatedSecretsOf } from '../constructs/core/secrets.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import type { LayerContext } from './layers.ts';

/**
 * Certificates of everything that the app has by now, issued by the site's cert-manager: a stack of its own, after the
 * namespaces and before the first workload. Undefined where the site's own authority signs.
 */
export function buildCertificates(
  { app, site, foundation }: LayerContext,
  first: SovereignStack,
): SovereignStack | undefined {
  const { certificates } = site;
  if (certificates?.kind !== 'cert-manager') return undefined;
  const stack = new SovereignStack(app, 'certificates', { site, layer: 'foundation' });
  new IssuedCertificates(stack, 'issued', { issuer: certificates.issuer, secrets: generatedSecretsOf(app) });
  stack.addDependency(foundation);
  first.addDependency(stack);
  return stack;
}

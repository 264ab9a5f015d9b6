import type { ContextOf } from '../context.ts';
import { publicRegistries } from './mirrored.ts';
import { paths } from './paths.ts';

/**
 * registries.yaml: every registry is answered by the mirror, those that are known by name and all others by the
 * wildcard, which is what `disable-default-registry-endpoint` holds for.
 *
 * Source: docs.rke2.io/install/private_registry. As of 2026-11-22.
 */
export function rke2Registries({ site }: ContextOf<'rke2'>): object {
  const [host = '', ...path] = site.registry.mirror.split('/');
  const endpoint = [`https://${host}`];
  const rewrite = path.length === 0 ? {} : { rewrite: { '^(.*)$': `${path.join('/')}/$1` } };
  const mirrored = { endpoint, ...rewrite };
  return {
    mirrors: {
      [host]: { endpoint },
      ...Object.fromEntries([...publicRegistries, '*'].map((registry) => [registry, mirrored])),
    },
    configs: { [host]: { tls: { ca_file: `${paths.folder}/authorities.pem`, insecure_skip_verify: false } } },
  };
}

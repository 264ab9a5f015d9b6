import type { Site } from '../constructs/core/site/site.ts';
import type { NodePort } from './machine/firewall.ts';

/** Ports of every machine that the modules of a site open to networks of the hospital. */
export function nodePortsOf({ modules }: Site): readonly NodePort[] {
  const { ingress, hl7, imaging } = modules;
  return [
    ...(ingress?.exposure.kind === 'node-port' ? [{ from: ingress.clientNetworks, port: ingress.exposure.port }] : []),
    ...(hl7?.exposure === 'node-port'
      ? [...Object.values(hl7.systems), ...Object.values(imaging?.peers ?? {})].map(({ port }) => ({
          from: hl7.clientNetworks,
          port,
        }))
      : []),
  ];
}

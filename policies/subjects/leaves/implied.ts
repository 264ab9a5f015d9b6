import { DEFAULT_SERVICES, type DefaultService } from '../../../catalog/hosts/default-services.ts';
import type { Fields } from '../../engine/types.ts';

const byKey: ReadonlyMap<string, DefaultService> = new Map(
  DEFAULT_SERVICES.flatMap((each) => each.keys.map((key) => [key, each] as const)),
);

/** The host that a block reaches although it names none: `pagerduty_configs: [{routing_key: …}]`. */
export function impliedHost(key: string | undefined, block: Fields): string | undefined {
  const service = key === undefined ? undefined : byKey.get(key);
  if (service === undefined) return undefined;
  return service.unless.some((name) => typeof block[name] === 'string') ? undefined : service.host;
}

import type { Boundary } from '../engine/types.ts';
import { inert, type Judged, somewhere } from './judged.ts';
import { placeRegion } from './region.ts';
import { routedModel } from './switch.ts';

/** Services whose ARNs name who somebody is, not where anything lies. */
const IDENTITIES = new Set(['iam', 'sts']);

/** `arn:partition:service:region:account:resource`: the region decides; without one nobody can say where it is. */
export function judgeArn(text: string, boundary: Boundary): Judged {
  const [, partition = '', service = '', region = '', , resource = ''] = text.split(':', 6);
  if (!/^aws(?:-[a-z-]+)?$/.test(partition)) return somewhere(text, 'arn', `"${partition}" is no AWS partition`);
  if (region === '' && IDENTITIES.has(service))
    return inert(text, `${text} is a name of an identity: data lies behind none`);
  if (region === '') return globalArn(text, partition, service);
  const place = placeRegion(region, 'aws', boundary);
  const routed = service === 'bedrock' && place.verdict === 'inside' ? profile(resource, boundary) : undefined;
  if (routed !== undefined) return routed;
  return {
    is: 'place',
    found: text,
    place: { ...place, value: text, kind: 'arn', reason: `the region in the ARN: ${place.reason}` },
  };
}

/** A cross-region inference profile runs wherever its prefix says; the region in its ARN only takes the calls. */
function profile(resource: string, boundary: Boundary): Judged | undefined {
  const model = /^inference-profile\/(.+)$/.exec(resource)?.[1];
  return model === undefined ? undefined : routedModel(model, boundary);
}

function globalArn(text: string, partition: string, service: string): Judged {
  return somewhere(
    text,
    'arn',
    `${text} names no region: ${service || 'the service'} of partition ${partition} may be anywhere in it`,
  );
}

import { findRegions, providerId } from '../../catalog/regions/index.ts';
import type { Place } from '../engine/types.ts';
import { classify } from './classify.ts';
import { judgeImage } from './image.ts';
import { type Judged, unknownPlace } from './judged.ts';
import type { Judges } from './reading.ts';
import { placeRegion } from './region.ts';
import { judgeArn } from './resource-name.ts';
import type { TextContext } from './types.ts';

const REGION_KINDS = new Set(['region', 'zone', 'location', 'datacenter', 'datacentre', 'site', 'geo']);
const OTHER_KINDS = new Set(['host', 'url', 'image', 'cidr', 'arn', 'address']);

interface Hint {
  readonly provider: string | undefined;
  readonly kind: string | undefined;
}

function readHint(text: string): Hint | undefined {
  const slash = text.indexOf('/');
  const provider = slash < 0 ? undefined : text.slice(0, slash);
  const kind = text.slice(slash + 1);
  if (REGION_KINDS.has(kind) || (provider === undefined && OTHER_KINDS.has(kind))) return { provider, kind };
  return provider === undefined && providerId(kind) !== undefined ? { provider: kind, kind: undefined } : undefined;
}

/** Splits `aws/region:eu-west-2`. What stands before the first colon is a hint only when it reads as one. */
function split(value: string, given: string | undefined): readonly [Hint | undefined, string] {
  if (given !== undefined) return [readHint(given.toLowerCase()), value];
  const colon = value.indexOf(':');
  if (colon < 0 || colon > 64) return [undefined, value];
  const hint = readHint(value.slice(0, colon).trim().toLowerCase());
  if (hint?.kind === undefined) return [undefined, value];
  // `arn:aws:…` is an ARN, and its first word no hint.
  return [hint, hint.kind === 'arn' ? value : value.slice(colon + 1).trim()];
}

/** The oracle of `domicile place` and of rules. */
export function place(value: string, given: string | undefined, judges: Judges): Place {
  const [hint, bare] = split(value, given);
  const found = hint === undefined ? inferred(bare, judges) : hinted(bare, hint, judges);
  return { ...found, value };
}

function hinted(value: string, { kind, provider }: Hint, judges: Judges): Place {
  if (value === '') return unknownPlace(value, 'unknown', 'the value is empty');
  if (kind === 'image') return settled(judgeImage(value, judges.hosts), 'image');
  if (kind === 'arn') return settled(judgeArn(value.replace(/^arn:(?=arn:)/i, ''), judges.boundary), 'arn');
  if (kind === 'host' || kind === 'url' || kind === 'cidr')
    return decided(value, { key: undefined, provider, role: kind }, judges, kind);
  if (kind === 'address') return settled(judges.hosts.judge(value, 'address'), 'address');
  return placeRegion(value, provider, judges.boundary, judges.claims);
}

function inferred(value: string, judges: Judges): Place {
  const text = value.trim();
  if (text === '') return unknownPlace(value, 'unknown', 'the value is empty');
  if (findRegions(text).length > 0) return placeRegion(text, undefined, judges.boundary);
  if (isImageName(text) && !/^projects\/[\w-]+\/(?:locations|regions|zones)\//.test(text))
    return settled(judgeImage(text, judges.hosts), 'image');
  return decided(
    text,
    { key: undefined, provider: undefined, role: /[.:]/.test(text) ? 'url' : 'free' },
    judges,
    'unknown',
  );
}

/** `nginx:1.29`, `library/nginx`: a tag that is no port, or a path without a host. */
function isImageName(text: string): boolean {
  return (
    /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})?$/.test(
      text,
    ) &&
    !/^[^/]*\.[^/]*(?:\/|$)/.test(text.replace(/:[\w.-]+$/, '')) &&
    (/:(?![0-9]+$)/.test(text) || text.includes('/'))
  );
}

function settled(judged: Judged, kind: Place['kind']): Place {
  if (judged.is === 'place') return judged.place;
  return unknownPlace(judged.found, kind, `names no place: ${judged.reason}`);
}

/** The worst of all pieces: outside before unknown before inside. */
function decided(text: string, context: TextContext, judges: Judges, kind: Place['kind']): Place {
  const { pieces, reason } = classify(text, context, judges);
  const by = (wanted: Place['verdict']) => pieces.find(({ place }) => place.verdict === wanted)?.place;
  return by('outside') ?? by('unknown') ?? by('inside') ?? unknownPlace(text, kind, `names no place: ${reason}`);
}

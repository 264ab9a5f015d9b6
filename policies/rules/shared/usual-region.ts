import { findRegions } from '../../../catalog/regions/index.ts';
import type { Context, Leaf, Place } from '../../engine/types.ts';

/** Whose region names others borrowed: `eu-west-1` is Amazon's Dublin, and Alibaba's and Wasabi's London. */
const USUAL = ['aws', 'azure', 'gcp'];

/** Under which names a provider appears in configuration, where they differ from its own. */
const ALSO: Readonly<Record<string, readonly string[]>> = { alibaba: ['aliyun', 'alicloud'], outscale: ['3ds'] };

/**
 * The place of a region that several providers have, as the usual one means it. Undefined when the name is not such a
 * one, or when anything of the input mentions a provider that means another place by it: then it stays open.
 */
export function usualPlace({ found }: Leaf, place: Place, context: Context): Place | undefined {
  if (place.verdict !== 'unknown') return undefined;
  const providers = new Set(findRegions(found).map((region) => region.provider));
  const usual = USUAL.find((provider) => providers.has(provider));
  if (usual === undefined || providers.size < 2) return undefined;
  const others = [...providers].filter((provider) => provider !== usual);
  if (others.some((provider) => isMentioned(provider, context))) return undefined;
  const meant = context.place(found, `${usual}/region`);
  const reason = `${meant.reason}; nothing here mentions ${others.join(' or ')}, where the name means another place`;
  return { ...meant, reason };
}

const texts = new WeakMap<Context, string>();

function isMentioned(provider: string, context: Context): boolean {
  let text = texts.get(context);
  if (text === undefined) {
    text = JSON.stringify(context.subjects.map(({ type, name, body }) => [type, name, body])).toLowerCase();
    texts.set(context, text);
  }
  const whole = text;
  return [provider, ...(ALSO[provider] ?? [])].some((name) => whole.includes(name));
}

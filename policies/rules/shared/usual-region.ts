import { findRegions } from '../../../catalog/regions/index.ts';
import type { Context, Leaf, Place } from '../../engine/types.ts';

/** Whose region names others borrowed: `eu-west-1` is Amazon's Dublin, and Alibaba's and Wasabi's London. */
const USUAL = ['aws', 'azure', 'gcp'];

/** Under which names a provider appears in configuration, where they differ from its own. */
const ALSO: Readonly<Record<string, readonly string[]>> = { alibaba: ['aliyun', 'alicloud'], outscale: ['3ds'] };

/** What shows that a usual provider is meant: its name as a word of its own. `laws` and `draws` do not name AWS. */
const SHOWN: Readonly<Record<string, RegExp>> = {
  aws: /(?<![a-z0-9])(?:aws|amazon|amazonaws|eks|ebs)(?![a-z0-9])/,
  azure: /(?<![a-z0-9])(?:azure|azurerm|aks|microsoft)(?![a-z0-9])/,
  gcp: /(?<![a-z0-9])(?:gcp|gke|google|googleapis)(?![a-z0-9])/,
};

/**
 * The place of a region that several providers have, as the usual one means it. A name alone says nothing of whose it
 * is, here as in `domicile place`: the input has to name the usual provider somewhere, and none of those that mean
 * another place by it. Undefined otherwise: then the name stays open, and blocks.
 */
export function usualPlace({ found }: Leaf, place: Place, context: Context): Place | undefined {
  if (place.verdict !== 'unknown') return undefined;
  const providers = new Set(findRegions(found).map((region) => region.provider));
  const usual = USUAL.find((provider) => providers.has(provider));
  if (usual === undefined || providers.size < 2) return undefined;
  if (SHOWN[usual]?.test(textOf(context)) !== true) return undefined;
  const others = [...providers].filter((provider) => provider !== usual);
  if (others.some((provider) => isMentioned(provider, context))) return undefined;
  const meant = context.place(found, `${usual}/region`);
  const reason = `${meant.reason}; the input names ${usual}, and none of ${others.join(', ')}, where the name means another place`;
  return { ...meant, reason };
}

const texts = new WeakMap<Context, string>();

function textOf(context: Context): string {
  let text = texts.get(context);
  if (text === undefined) {
    text = JSON.stringify(context.subjects.map(({ type, name, body }) => [type, name, body])).toLowerCase();
    texts.set(context, text);
  }
  return text;
}

function isMentioned(provider: string, context: Context): boolean {
  const text = textOf(context);
  return [provider, ...(ALSO[provider] ?? [])].some((name) => text.includes(name));
}

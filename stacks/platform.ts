import type { App } from 'cdktf';
import { loadImages } from '../constructs/core/images/lock.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { DataStack } from './data.ts';
import { FoundationStack } from './foundation.ts';

/** The whole platform of a site: one stack per layer, each depending on those that must exist before it. */
export interface Platform {
  readonly foundation: FoundationStack;
  readonly data: DataStack;
}

/**
 * Composes the layers of a site in `app`.
 * @throws {@link DomicileError} when the image lock lacks a component, or a construct refuses what the site says
 */
export function buildPlatform(app: App, site: Site): Platform {
  const images = loadImages(site);
  const foundation = new FoundationStack(app, 'foundation', { site });
  const data = new DataStack(app, 'data', { site, images, foundation });
  data.addDependency(foundation);
  return { foundation, data };
}

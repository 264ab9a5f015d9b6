import type { App } from 'cdktf';
import { DomicileError } from '../constructs/core/errors.ts';
import type { Images } from '../constructs/core/images/lock.ts';
import type { Site } from '../constructs/core/site/site.ts';
import type { DatabasesStack } from './databases.ts';
import type { FoundationStack } from './foundation.ts';

/** What every layer above the foundation is composed from. */
export interface LayerProps {
  readonly site: Site;
  readonly images: Images;
  readonly foundation: FoundationStack;
  /** Where the site's operator runs the databases; undefined where each layer has its own. */
  readonly databases: DatabasesStack | undefined;
}

/** {@link LayerProps}, and the app that the layer's stack is created in. */
export interface LayerContext extends LayerProps {
  readonly app: App;
}

/**
 * A part of an earlier layer that a module cannot do without. `loadSite` has checked this; a site that was put together in
 * code has not been checked.
 * @throws {@link DomicileError} `site-rule` when it is not there
 */
export function required<T>(site: Site, part: T | undefined, module: string, needs: string): T {
  if (part !== undefined) return part;
  throw new DomicileError({
    code: 'site-rule',
    message: `the module ${module} needs the module ${needs}`,
    seen: `modules: ${Object.keys(site.modules).join(', ')}`,
    allowed: `${module} together with ${needs}`,
    mend: `add modules.${needs}, or remove modules.${module}`,
  });
}

import type { DocumentPath } from '../document/position.ts';
import { objectionsTo } from '../marketplace/review.ts';
import type { Site } from './site.ts';

/** What contradicts the review of an app, with its place in the site file. */
export interface MarketplaceProblem {
  readonly path: DocumentPath;
  readonly message: string;
  readonly mend: string;
  readonly seen?: string;
}

const LONGEST_NAMESPACE = 63;

/** Apps that are admitted and may not run on that day. What is merely reviewed is a record, and no problem. */
export function marketplaceProblems(
  { name: site, boundary, modules }: Site,
  day: string,
): readonly MarketplaceProblem[] {
  const { marketplace } = modules;
  if (marketplace === undefined) return [];
  const { admitted, apps } = marketplace;
  return admitted.flatMap((name, index): readonly MarketplaceProblem[] => {
    const at = { path: ['modules', 'marketplace', 'admitted', index], seen: name };
    const app = Object.hasOwn(apps, name) ? apps[name] : undefined;
    const namespace = `${site}-app-${name}`;
    if (app === undefined) {
      return [
        { ...at, message: 'nobody has reviewed an app of that name', mend: `add modules.marketplace.apps.${name}` },
      ];
    }
    if (admitted.indexOf(name) !== index) return [{ ...at, message: 'is admitted twice', mend: 'remove one' }];
    if (namespace.length > LONGEST_NAMESPACE) {
      const message = `its namespace ${namespace} would have more than ${LONGEST_NAMESPACE} characters`;
      return [{ ...at, message, mend: 'give the app a shorter name' }];
    }
    return objectionsTo(app, { boundary }, day).map((one) => ({
      ...one,
      path: ['modules', 'marketplace', 'apps', name, ...one.path],
    }));
  });
}

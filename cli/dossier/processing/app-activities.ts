import { PROCESSING } from '../../../catalog/processing.ts';
import type { ReviewedApp } from '../../../constructs/core/site/modules/marketplace.ts';
import type { Site } from '../../../constructs/core/site/site.ts';
import { type Activity, activityOf } from './activity.ts';

/** Each admitted app with its name; one that was reviewed and is not admitted does not run. */
export function admittedApps({ modules: { marketplace } }: Site): readonly (readonly [string, ReviewedApp])[] {
  const { admitted = [], apps = {} } = marketplace ?? {};
  return admitted.flatMap((name) => {
    const app = apps[name];
    return app === undefined ? [] : [[name, app] as const];
  });
}

/** Each admitted app is an activity, as it was reviewed. */
export function appActivities(site: Site): readonly Activity[] {
  return admittedApps(site).map(([name, app]) => {
    const { title, purpose, publisher, dataClasses, scopes, review, expires } = app;
    return activityOf(PROCESSING.application, {
      ...{ id: `application/${name}`, module: `modules.marketplace.apps.${name}`, title: `App: ${title}`, purpose },
      dataCategories: [
        ...PROCESSING.application.dataCategories,
        `scopes ${scopes.join(', ')}`,
        `declared: ${dataClasses.join(', ')}`,
      ],
      recipients: [
        {
          ...{ name: publisher.name, country: publisher.country, parent: publisher.parent },
          why: 'publisher of the app; what they get, by support or otherwise, is for the contract to say',
        },
      ],
      retention: [`the approval ends on ${expires}; what the app keeps itself is for its contract to say`],
      particulars: [`reviewed by ${review.by} on ${review.on} (${review.ticket})`, `image ${app.image.reference}`],
    });
  });
}

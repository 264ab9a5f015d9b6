import { countriesWithin } from '../../../catalog/jurisdictions.ts';
import { parentCountriesOf } from '../../../catalog/operators.ts';
import type { DocumentPath } from '../document/position.ts';
import type { ReviewedApp } from '../site/modules/marketplace.ts';
import type { Site } from '../site/site.ts';
import { objectionToApp, parseScope } from '../smart/scope.ts';

/** One reason for which an app is not let in, at a path of the reviewed object. */
export interface Objection {
  readonly path: DocumentPath;
  readonly message: string;
  readonly seen: string;
  readonly mend: string;
}

/** Years for which a review is good at most: as long as a certificate of a medical device (Regulation (EU) 2017/745, Art. 56(2)). */
const LONGEST_YEARS = 5;

/** Today by UTC as `YYYY-MM-DD`, so that an approval ends at the same moment everywhere. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/**
 * Everything that keeps a reviewed app from running on a day (`YYYY-MM-DD`). The day of expiry is the last on which it may.
 */
export function objectionsTo(
  app: ReviewedApp,
  { boundary }: Pick<Site, 'boundary'>,
  day: string,
): readonly Objection[] {
  return [...publisherObjections(app, boundary), ...scopeObjections(app), ...timeObjections(app, day)];
}

/** ISO codes of the countries whose law may reach an operator; undefined where the site accepts any. */
export function acceptedJurisdictions({ operators }: Site['boundary']): ReadonlySet<string> | undefined {
  if (operators === 'any') return undefined;
  return countriesWithin(typeof operators === 'string' ? operators : operators.join(','));
}

// What a publisher says of itself is one word, and what the catalogue knows of its name another: both must lie inside.
function publisherObjections({ publisher }: ReviewedApp, boundary: Site['boundary']): readonly Objection[] {
  const accepted = acceptedJurisdictions(boundary);
  if (accepted === undefined) return [];
  const companies = [
    { at: ['publisher'], company: publisher, what: 'the publisher has its seat' },
    {
      at: ['publisher', 'parent'],
      company: publisher.parent,
      what: 'the ultimate parent of the publisher has its seat',
    },
  ];
  const mend = 'admit an app whose publisher answers to nobody beyond boundary.operators';
  return companies.flatMap(({ at, company, what }) => {
    const known = [...parentCountriesOf(company.name)].filter((country) => !accepted.has(country));
    return [
      ...(accepted.has(company.country)
        ? []
        : [{ path: [...at, 'country'], message: `${what} beyond the boundary`, seen: company.country, mend }]),
      ...known.map((country) => ({
        ...{ path: [...at, 'name'], seen: company.name, mend },
        message: `the catalogue knows that name, and its ultimate parent answers to ${country}`,
      })),
    ];
  });
}

function scopeObjections({ scopes, dataClasses }: ReviewedApp): readonly Objection[] {
  const health = dataClasses.includes('health')
    ? []
    : [
        {
          ...{ path: ['dataClasses'], seen: dataClasses.join(', ') },
          message: 'whoever reads the record holds health data',
          mend: 'add health',
        },
      ];
  return [
    ...health,
    ...scopes.flatMap((scope, index) => {
      const objection = objectionToApp(parseScope(scope));
      return objection === undefined ? [] : [{ path: ['scopes', index], seen: scope, ...objection }];
    }),
  ];
}

function timeObjections({ review, expires }: ReviewedApp, day: string): readonly Objection[] {
  const at = { path: ['expires'], seen: expires };
  if (expires < day) {
    return [
      {
        ...at,
        message: `the approval has expired; today is ${day}`,
        mend: 'review it again, or take it out of admitted',
      },
    ];
  }
  if (review.on > day) {
    const mend = 'write the day on which it was reviewed';
    return [{ path: ['review', 'on'], seen: review.on, message: `the review has not been yet; today is ${day}`, mend }];
  }
  const [year = '', rest = ''] = [review.on.slice(0, 4), review.on.slice(4)];
  const last = `${Number(year) + LONGEST_YEARS}${rest}`;
  if (expires <= last) return [];
  return [
    {
      ...at,
      message: `an approval is good for ${LONGEST_YEARS} years at most`,
      mend: `write ${last}, or an earlier day`,
    },
  ];
}

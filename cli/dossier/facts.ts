import type { NetworkFlow } from '../../constructs/core/network-intent.ts';
import type { Site } from '../../constructs/core/site/site.ts';
import type { RenderedObject } from '../../engines/render.ts';
import type { Obligation } from '../../policies/engine/obligation.ts';
import type { Survey } from '../../policies/engine/survey.ts';
import type { Judgement } from '../../policies/engine/types.ts';
import type { ReviewedWaiver } from '../../policies/engine/waiver.ts';
import type { RuleReview } from '../../policies/report/html/state.ts';
import type { Copy } from '../images/mirror-script.ts';
import type { Loaded } from '../reach/load.ts';

/** What every document of a dossier is written from: the site, its judged output, and what the judge saw in it. */
export interface Facts {
  readonly site: Site;
  /** The site file as the caller named it. */
  readonly siteFile: string;
  /** The day of the dossier: YYYY-MM-DD. */
  readonly at: string;
  readonly boundary: string;
  readonly judgement: Judgement;
  /** Every rule that was asked, with what it found. */
  readonly reviews: readonly RuleReview[];
  readonly survey: Survey;
  readonly obligations: readonly Obligation[];
  readonly waivers: readonly ReviewedWaiver[];
  /** Every permitted connection. */
  readonly flows: readonly NetworkFlow[];
  readonly objects: readonly RenderedObject[];
  /** The images of the site's lock. */
  readonly copies: readonly Copy[];
  readonly reach: Loaded;
}

/** What stands where only a person can know. */
export const TO_BE_FILLED = 'to be filled by the controller';

/** Where the platform shows something, and what a person has to add. Nothing of it is invented: an empty list says nothing. */
export interface Answer {
  /** What the judged configuration shows, a sentence each. */
  readonly shown: readonly string[];
  /** What configuration cannot know, and who says it. */
  readonly open: readonly string[];
}

/** The rule's result in words: what a document may claim of it, and no more. */
export function resultOf(ruleId: string, { reviews }: Pick<Facts, 'reviews'>): string {
  const review = reviews.find(({ rule }) => rule.id === ruleId);
  if (review === undefined) return `${ruleId}: not among the rules of this run`;
  const { rule, state, asked = 0 } = review;
  const result = state === 'pass' ? `pass, asked of ${asked} objects` : state;
  return `${rule.title} (rule ${ruleId}: ${result})`;
}

/** The same for rules that were asked; of others nothing is claimed. */
export function resultsOf(ruleIds: readonly string[], facts: Pick<Facts, 'reviews'>): readonly string[] {
  const asked = facts.reviews.filter(({ state }) => state !== 'not asked').map(({ rule }) => rule.id);
  return ruleIds.filter((id) => asked.includes(id)).map((id) => resultOf(id, facts));
}

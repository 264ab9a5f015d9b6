import type { Processing } from '../../../catalog/processing.ts';

/** Somebody outside of the platform who gets data, or may get it. */
export interface Recipient {
  readonly name: string;
  /** ISO 3166-1 alpha-2 of the seat or place; null when configuration does not say it. */
  readonly country: string | null;
  /** Whoever controls them in the end; null when configuration does not say it. */
  readonly parent: { readonly name: string; readonly country: string } | null;
  readonly why: string;
}

/** One processing activity that a site really performs: an entry of the record of Art. 30(1) GDPR. */
export interface Activity extends Processing {
  /** Stable within a site: `record`, `assistance/coding`, `application/radiology-assistant`. */
  readonly id: string;
  /** Where the site asks for it: `modules.fhir`. */
  readonly module: string;
  readonly recipients: readonly Recipient[];
  /** Time limits as the site sets them; empty when it sets none. */
  readonly retention: readonly string[];
  /** Roles of the site's identity provider that open it, and further particulars of this site. */
  readonly particulars: readonly string[];
}

/** What an activity of the catalogue is at one site. */
export type AtSite = Partial<Pick<Activity, 'title' | 'purpose' | 'dataSubjects' | 'dataCategories' | 'special'>> &
  Partial<Pick<Activity, 'recipients' | 'retention' | 'particulars'>> &
  Pick<Activity, 'id' | 'module'>;

/** @throws when it has no purpose: what nobody can say the purpose of is not recorded, and no record is written */
export function activityOf(processing: Processing, here: AtSite): Activity {
  const activity = { recipients: [], retention: [], particulars: [], ...processing, ...here };
  if (activity.purpose.trim() === '') {
    throw new Error(`the processing activity ${activity.id} has no purpose; say it in ${here.module}`);
  }
  return activity;
}

import { AI_ACT, GDPR, NATIONAL_PROVISIONS } from '../../../catalog/law/legal-texts.ts';
import { heading, table } from '../../../policies/report/markdown.ts';
import { type Facts, TO_BE_FILLED } from '../facts.ts';
import { bullets, cited } from '../prose.ts';
import { activitiesOf, silentModulesOf } from './activities.ts';
import type { Activity, Recipient } from './activity.ts';
import { type MeasureGroup, measuresOf } from './measures.ts';
import { foreignTies, operatorsOf, type Transfers, transfersOf } from './transfers.ts';

/** The record of processing activities of Art. 30(1) GDPR, as far as a site shows it. */
export interface ProcessingRecord {
  readonly schema: 'domicile/processing-record/v1';
  readonly site: string;
  readonly at: string;
  /** Art. 30(1)(a). */
  readonly controller: Readonly<
    Record<'name' | 'contact' | 'jointController' | 'representative' | 'dataProtectionOfficer', string>
  >;
  readonly activities: readonly (Activity & { readonly legalBasis: string; readonly transfers: readonly string[] })[];
  readonly operators: readonly Recipient[];
  readonly transfers: Transfers;
  readonly measures: readonly MeasureGroup[];
  readonly withoutActivity: readonly string[];
}

/** The record of a judged site. @throws when an activity has no purpose */
export function processingRecord(facts: Facts): ProcessingRecord {
  const activities = activitiesOf(facts.site);
  const open = TO_BE_FILLED;
  return {
    schema: 'domicile/processing-record/v1',
    site: facts.site.name,
    at: facts.at,
    controller: { name: open, contact: open, jointController: open, representative: open, dataProtectionOfficer: open },
    activities: activities.map((activity) => ({
      ...activity,
      legalBasis: open,
      retention: activity.retention.length > 0 ? activity.retention : [`the site sets none: ${open}`],
      transfers: activity.recipients.flatMap(foreignTies),
    })),
    operators: operatorsOf(facts),
    transfers: transfersOf(facts, activities),
    measures: measuresOf(facts),
    withoutActivity: silentModulesOf(facts.site),
  };
}

/** The same to read and to sign. */
export function processingRecordPage(record: ProcessingRecord, { site }: Pick<Facts, 'site'>): string {
  const { controller, activities, operators, withoutActivity, at } = record;
  const national = NATIONAL_PROVISIONS.filter(({ country }) => country === site.country);
  return `${[
    heading(1, `Record of processing activities: ${record.site}`),
    `Art. 30(1) of ${cited(GDPR)}. State of ${at}. Made from the judged configuration of the platform; whatever reads *${TO_BE_FILLED}* cannot be known from it. The record covers this platform alone, and is no record of everything the hospital does.`,
    heading(2, 'Controller (a)'),
    table(
      ['', ''],
      Object.entries(controller).map(([name, value]) => [inWords(name), `*${value}*`]),
    ),
    heading(2, 'Who runs the places that are named (d)'),
    operators.length === 0 ? 'Nobody is named.' : recipientTable(operators),
    heading(2, 'Transfers to third countries (e)'),
    transfersInWords(record.transfers),
    heading(2, 'Activities'),
    ...activities.flatMap((activity, index) => activityText(activity, index + 1)),
    heading(2, 'Technical and organisational measures (g)'),
    'Each of these is a rule that was asked of the configuration and found nothing against it; the number says of how many objects. A rule supports a duty and never proves that it is met. Organisational measures are ' +
      `*${TO_BE_FILLED}*.`,
    ...record.measures.flatMap(({ title, measures }) => [
      heading(3, title),
      bullets(measures.map(({ ruleId, title: sentence, asked }) => `${sentence} (${ruleId}, ${asked})`)),
    ]),
    heading(2, 'National law'),
    national.length === 0
      ? `This toolkit has looked at no national provisions of ${site.country}: *${TO_BE_FILLED}*.`
      : bullets(
          national.map(
            (one) =>
              `${one.cited}: ${one.asks} (${one.source}, as of ${one.asOf}${one.recalled ? ', only remembered' : ''})`,
          ),
        ),
    heading(2, 'Modules without an activity of their own'),
    withoutActivity.length === 0
      ? 'None.'
      : `${withoutActivity.join(', ')}: they process nothing of a person but for the activities above.`,
    `Questions to models are also subject to ${cited(AI_ACT)}, Art. 26(6): see the folder ai-act, where there is one.`,
  ].join('\n\n')}\n`;
}

function activityText(activity: ProcessingRecord['activities'][number], number: number): readonly string[] {
  const { id, module, title, purpose, dataSubjects, dataCategories, special, recipients, transfers } = activity;
  return [
    heading(3, `${number}. ${title}`),
    table(
      ['Art. 30(1)', ''],
      [
        ['in the site file', `${module} (${id})`],
        ['(b) purpose', purpose],
        [
          'legal basis',
          `*${activity.legalBasis}* (Art. 6(1)${special ? ' and, for health data, Art. 9(2)' : ''} GDPR)`,
        ],
        ['(c) data subjects', dataSubjects.join('; ')],
        ['(c) data', dataCategories.join('; ')],
        ['(c) special categories', special ? 'yes, Art. 9(1)' : 'none by design'],
        [
          '(d) recipients',
          recipients.map(recipientInWords).join('; ') || 'none outside of the platform by configuration',
        ],
        ['(e) third countries', transfers.join('; ') || 'none by configuration: see above'],
        ['(f) time limits', activity.retention.join('; ')],
        ['particulars', activity.particulars.join('; ') || 'none'],
        ['reviewed', `${activity.source}, ${activity.asOf}`],
      ],
    ),
  ];
}

function transfersInWords({ outside, evidence }: Transfers): string {
  const verdict =
    outside.length === 0
      ? 'None, as far as configuration shows it.'
      : `**To be examined under chapter V** (Art. 44 to 49), safeguards *${TO_BE_FILLED}*:\n\n${bullets(outside)}`;
  return `${verdict}\n\nThis rests on:\n\n${bullets(evidence)}`;
}

function recipientTable(recipients: readonly Recipient[]): string {
  const rows = recipients.map(({ name, country, parent, why }) => [
    name,
    country ?? TO_BE_FILLED,
    parent === null ? TO_BE_FILLED : `${parent.name} (${parent.country})`,
    `${why}; contract of Art. 28: *${TO_BE_FILLED}*`,
  ]);
  return table(['operator', 'seat', 'controlled by', 'why'], rows);
}

function recipientInWords(recipient: Recipient): string {
  const { name, country, parent, why } = recipient;
  const seat = country === null ? '' : `, seat ${country}`;
  const control = parent === null ? '' : `, controlled by ${parent.name} (${parent.country})`;
  const flag = foreignTies(recipient).length === 0 ? '' : ' **outside the EEA**';
  return `${name}${seat}${control}${flag}: ${why}`;
}

/** `dataProtectionOfficer` → `data protection officer` */
function inWords(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

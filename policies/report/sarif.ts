import type { Judgement, NotAsked } from '../engine/types.ts';
import { exampleOf } from './examples.ts';
import type { ReportOptions } from './index.ts';
import { messageText } from './sarif/message.ts';
import { resultOf } from './sarif/results.ts';
import { descriptorOf, taxonomies } from './sarif/rules.ts';

/**
 * The judgement as a SARIF 2.1.0 log (OASIS Standard with errata 01), for code scanning services and editors.
 * A failure is a result of kind `fail` with a level by severity; what cannot be told is of kind `open`, whose level the
 * standard fixes to `none`; a waived finding carries an accepted suppression.
 */
export function renderSarif(judgement: Judgement, options: ReportOptions): string {
  const { verdict, counts, coverage, grounds, notAsked, findings } = judgement;
  const indexOf = new Map(options.rules.map(({ id }, index) => [id, index]));
  const kinds = taxonomies(options.rules);
  const isCompared = options.baseline !== undefined || counts.known > 0;
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'domicile',
            fullName: 'Domicile, the judge of where data lives',
            rules: options.rules.map((rule) => descriptorOf(rule, exampleOf(rule.id), kinds)),
            supportedTaxonomies: kinds.map(({ name }, index) => ({ name, index })),
          },
        },
        taxonomies: kinds,
        columnKind: 'utf16CodeUnits',
        invocations: [invocation(notAsked, indexOf)],
        results: findings.map((finding) => resultOf(finding, indexOf.get(finding.ruleId), isCompared)),
        properties: { verdict, boundary: options.boundary, counts, coverage, grounds },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** A rule that had nothing to ask says so where a service lists what a run could not do. */
function invocation(notAsked: readonly NotAsked[], indexOf: ReadonlyMap<string, number>): object {
  const notes = notAsked.map(({ ruleId, because }) => {
    const index = indexOf.get(ruleId);
    return {
      level: 'note',
      message: { text: messageText(`${ruleId} was not asked: ${because}`) },
      associatedRule: { id: ruleId, ...(index === undefined ? {} : { index }) },
    };
  });
  return { executionSuccessful: true, ...(notes.length === 0 ? {} : { toolConfigurationNotifications: notes }) };
}

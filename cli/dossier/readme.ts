import { heading, table } from '../../policies/report/markdown.ts';
import { type DossierRecord, layout } from './layout.ts';

/** What a reviewer reads first: the order, and who signs what. */
export function readmeText(record: DossierRecord): string {
  const { site, at, tool, boundary, verdict, counts, catalogue, aiSystems, activities } = record;
  const ai = aiSystems.length > 0;
  const steps: readonly (readonly [string, string, string])[] = [
    [layout.report, 'everyone', 'what was judged, with which result; read this first'],
    [layout.obligations, 'information security', 'what configuration cannot show, and somebody has to'],
    [layout.waivers, 'information security', 'what was accepted, by whom, until when'],
    [layout.controls, 'information security', 'law and standards, duty by duty'],
    [layout.questions, 'information security, network', 'who reaches whom, and what leaves'],
    [layout.flows, 'information security, network', 'every permitted connection, drawn'],
    [layout.endpoints, 'network', 'what the firewall has to let through'],
    [layout.images, 'information security', `every image by digest; ${layout.imageInventory} for tools`],
    [layout.rules, 'whoever doubts a result', 'each rule with examples that its tests hold it to'],
    [layout.processing, 'data protection officer', `record of processing activities: ${activities.length} of them`],
    ...(ai
      ? [
          [layout.models, 'who answers for AI', 'the models, by digest'] as const,
          [
            `${layout.systems}/`,
            'who answers for AI',
            `technical documentation of ${aiSystems.join(', ')}, with inputs to the impact assessments`,
          ] as const,
        ]
      : []),
  ];
  return `${[
    heading(1, `Dossier of ${site.name}`),
    `For the security review, the data protection officer${ai ? ', and the AI Act file' : ''}. State of ${at}, made by ${tool.name} ${tool.version} with the catalogue ${catalogue.version} of ${catalogue.asOf}, from ${site.file} (SHA-256 ${site.sha256}).`,
    `Verdict: **${verdict}**. ${counts.subjects} objects, ${counts.rules} rules, boundary ${boundary}; ${counts.waived} findings are waived.`,
    heading(2, 'What this is, and what it is not'),
    'Everything here was made from the configuration that was judged. It shows what is configured, not what runs: a running cluster is judged with `domicile verify`. It proves compliance with no law. What configuration cannot know is marked as open and was not guessed. Nothing here is legal advice.',
    heading(2, 'In which order to read it'),
    table(
      ['', 'file', 'for', 'holds'],
      steps.map(([file, whom, what], index) => [`${index + 1}`, `[${file}](${file})`, whom, what]),
    ),
    heading(2, 'Who signs what'),
    table(
      ['who', 'signs', 'after'],
      [
        [
          'platform team',
          `the dossier as a whole: ${layout.record}, by --key`,
          'every obligation that a later stage can show is shown',
        ],
        [
          'information security officer',
          `${layout.controls}, ${layout.obligations}, ${layout.waivers}`,
          'each open duty has a person and a day',
        ],
        [
          'controller',
          layout.processing,
          'every open field is filled; the data protection officer advises, and signs nothing in their place',
        ],
        ...(ai
          ? [
              [
                'provider of each AI system',
                `${layout.systems}/*.md`,
                'each point of Annex IV is complete, where the system is a high-risk one',
              ],
              ['deployer', 'the impact assessments', 'they are written; the annex of each system holds inputs alone'],
            ]
          : []),
      ],
    ),
    heading(2, 'Is it whole, and whose is it?'),
    '    sha256sum --check --quiet SHA256SUMS\n    domicile dossier verify . --key PUBLIC.pem\n\nWithout --key, verify says that every file is as listed, and not who listed it. Fill in copies: a file that is changed here is no longer the one that was listed.',
  ].join('\n\n')}\n`;
}

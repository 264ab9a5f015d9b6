import { ANNEX_IV, type AnnexPoint } from '../../../catalog/law/annex-iv.ts';
import { ARTICLE_27, ARTICLE_35, type AssessmentPoint } from '../../../catalog/law/impact-assessments.ts';
import { AI_ACT, GDPR } from '../../../catalog/law/legal-texts.ts';
import { heading, table } from '../../../policies/report/markdown.ts';
import type { Answer, Facts } from '../facts.ts';
import { admittedApps } from '../processing/app-activities.ts';
import { bullets, cited } from '../prose.ts';
import { annexAnswers } from './annex-iv.ts';
import { impactAnswers } from './impact.ts';
import { evaluationInWords, modelInWords, trainingInWords } from './model-card.ts';
import { type AiSystem, aiSystemsOf, usersOf } from './systems.ts';

/** The technical documentation of one AI system, as far as a site shows it. */
export interface TechnicalDocumentation {
  readonly schema: 'domicile/technical-documentation/v1';
  readonly system: string;
  readonly title: string;
  readonly at: string;
  /** Every point of Annex IV, in order. */
  readonly points: readonly (AnnexPoint & Answer)[];
  /** Inputs to the assessments of Art. 35 GDPR and Art. 27 of the AI Act; neither is one. */
  readonly dataProtectionImpact: readonly (AssessmentPoint & Answer)[];
  readonly fundamentalRightsImpact: readonly (AssessmentPoint & Answer)[];
}

type ImpactPoint = (typeof ARTICLE_35 | typeof ARTICLE_27)[number];

/** The documentation of each AI system of a site; empty for a site without one. */
export function technicalDocumentations(facts: Facts): readonly TechnicalDocumentation[] {
  return aiSystemsOf(facts.site).map((system) => {
    const { workflow } = system;
    const answer = ({ id, asks }: ImpactPoint) => ({ id, asks, ...impactAnswers[id](system, facts) });
    return {
      ...{ schema: 'domicile/technical-documentation/v1', system: workflow.key, title: workflow.title, at: facts.at },
      points: ANNEX_IV.map(({ id, asks }) => ({ id, asks, ...annexAnswers[id](system, facts) })),
      dataProtectionImpact: ARTICLE_35.map(answer),
      fundamentalRightsImpact: ARTICLE_27.map(answer),
    };
  });
}

/** The same to read, to complete and to sign. */
export function technicalDocumentationPage(documentation: TechnicalDocumentation, { site }: Facts): string {
  const { title, system, at, points, dataProtectionImpact, fundamentalRightsImpact } = documentation;
  const { stopped } = site.modules.ai ?? {};
  return `${[
    heading(1, `Technical documentation: ${title}`),
    `AI system *${system}* of ${site.name}, state of ${at}. Skeleton of Annex IV of ${cited(AI_ACT)}. Configuration shows a part of what each point asks; the rest is left to who is named, and is not written here. Whether this system is a high-risk one, and who is its provider, has to be decided first (Art. 6, 25).`,
    ...(stopped === undefined ? [] : [`**Out of use** since ${stopped.since}: ${stopped.reason} (${stopped.person}).`]),
    ...points.flatMap(pointText),
    heading(1, 'Annex: inputs to the impact assessments'),
    'These are inputs. An assessment is made by people, with the advice of the data protection officer.',
    heading(2, `Data protection impact assessment, ${cited(GDPR)}`),
    ...dataProtectionImpact.flatMap(pointText),
    heading(2, `Fundamental rights impact assessment, ${cited(AI_ACT)}`),
    'Art. 27 asks it of bodies governed by public law and of private ones that provide public services, before the first use of a high-risk system.',
    ...fundamentalRightsImpact.flatMap(pointText),
  ].join('\n\n')}\n`;
}

function pointText({ id, asks, shown, open }: AnnexPoint & Answer): readonly string[] {
  return [
    heading(3, `${id} ${asks}`),
    shown.length === 0 ? 'Configuration shows nothing of this.' : bullets(shown),
    ...(open.length === 0 ? [] : [`To be written by\n\n${bullets(open.map((one) => `*${one}*`))}`]),
  ];
}

/** The models of a site, which workflows share, and what else may be an AI system. */
export function modelsPage(facts: Facts): string {
  const { site } = facts;
  const systems: readonly AiSystem[] = aiSystemsOf(site);
  const models = site.modules.ai?.models ?? [];
  const apps = admittedApps(site);
  return `${[
    heading(1, `Models of ${site.name}`),
    `State of ${facts.at}. Whether a model is a general-purpose one (Art. 51 to 55 of ${cited(AI_ACT)}) is for its provider to say.`,
    ...models.flatMap((model) => [
      heading(2, model.name),
      bullets([
        `${modelInWords(model)}.`,
        `Declared use: ${model.intendedUse}. Used by: ${usersOf(model.name, site, systems).join(', ') || 'nobody'}.`,
        ...trainingInWords(model),
        ...evaluationInWords(model),
      ]),
    ]),
    ...(apps.length === 0
      ? []
      : [
          heading(2, 'Apps of third parties'),
          'Whether one is an AI system, and a medical device, is for its publisher to say; its documentation is theirs.',
          table(
            ['app', 'purpose as reviewed', 'publisher'],
            apps.map(([name, { purpose, publisher }]) => [name, purpose, `${publisher.name} (${publisher.country})`]),
          ),
        ]),
  ].join('\n\n')}\n`;
}

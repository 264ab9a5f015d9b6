import { NoSuchPlace, placeOf } from '../../../policies/reach/place.ts';
import { heading } from '../../../policies/report/markdown.ts';
import type { Loaded } from '../../reach/load.ts';
import { answerInWords, waysFor } from '../../reach/ways.ts';
import type { Facts } from '../facts.ts';
import { admittedApps } from '../processing/app-activities.ts';

/** A question that a review of any hospital asks. */
interface Question {
  readonly text: string;
  readonly from?: string;
  readonly to?: string;
  readonly avoid?: string;
  readonly direct?: boolean;
}

const STANDARD: readonly Question[] = [
  { text: 'Who opens a connection to what holds health data?', to: 'data-class=health', direct: true },
  { text: 'Can what holds health data reach the internet?', from: 'data-class=health', to: 'internet', direct: true },
  { text: 'Can a model reach the internet?', from: 'role=ai-model', to: 'internet' },
  {
    text: 'Can a model write into the record past the approval?',
    from: 'role=ai-model',
    to: 'role=fhir',
    avoid: 'role=approval',
  },
  {
    text: 'Can the gateway of the models reach the record past the approval?',
    from: 'role=ai-gateway',
    to: 'role=fhir',
    avoid: 'role=approval',
  },
  {
    text: 'Can the research store open a connection to the record?',
    from: 'role=research-fhir',
    to: 'role=fhir',
    direct: true,
  },
  { text: 'Who opens a connection to the audit store?', to: 'role=audit-store', direct: true },
];

function questionsOf({ site }: Facts): readonly Question[] {
  const apps = admittedApps(site).map(([name]) => ({
    text: `Can the app ${name} reach the internet?`,
    from: `${site.name}-app-${name}/*`,
    to: 'internet',
  }));
  return [...STANDARD, ...apps];
}

/** The standard questions with their answers, by the network policies of the judged output. */
export function questionsPage(facts: Facts): string {
  const { site, at, reach } = facts;
  const notRead = reach.foreign.map(({ address }) => address);
  return `${[
    heading(1, `Who reaches whom: ${site.name}`),
    `State of ${at}. Answers by the network policies of the judged output. A policy is only as good as the agent that enforces it: that is an obligation (obligations.md). Every connection is in reach.json, and drawn in reach.svg.`,
    ...(notRead.length === 0 ? [] : [`Not read, and may open or close what is said here: ${notRead.join(', ')}.`]),
    ...questionsOf(facts).flatMap((question) => [
      heading(2, question.text),
      `\`\`\`\n${answerTo(question, reach)}\`\`\``,
    ]),
  ].join('\n\n')}\n`;
}

function answerTo({ text, from, to, avoid, direct = false }: Question, loaded: Loaded): string {
  try {
    const place = (name: string | undefined) => (name === undefined ? undefined : placeOf(name, loaded.graph));
    const about = { direct, avoid: avoid === undefined ? undefined : optional(avoid, loaded) };
    return answerInWords(text, waysFor(loaded, place(from), place(to), about), loaded);
  } catch (error) {
    if (!(error instanceof NoSuchPlace)) throw error;
    return 'Does not arise: this site has no such part.\n';
  }
}

/** What a site does not have needs no avoiding. */
function optional(name: string, { graph }: Loaded) {
  try {
    return placeOf(name, graph);
  } catch (error) {
    if (error instanceof NoSuchPlace) return undefined;
    throw error;
  }
}

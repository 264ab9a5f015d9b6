/** A legal text that a document for a person cites. */
export interface LegalText {
  /** How people cite it. */
  readonly cited: string;
  /** What identifies the text: a CELEX number, or where a national text is published. */
  readonly source: string;
  /** The day on which its text, or a reproduction of it, was read: YYYY-MM-DD. */
  readonly asOf: string;
  /** True when its content was only remembered. */
  readonly recalled: boolean;
}

/** The General Data Protection Regulation. */
export const GDPR: LegalText = {
  cited: 'Regulation (EU) 2016/679 (GDPR)',
  source: 'EUR-Lex, CELEX 32016R0679',
  asOf: '2026-11-23',
  recalled: false,
};

/** The AI Act. When its duties begin to apply was moved by later acts: no date stands here. */
export const AI_ACT: LegalText = {
  cited: 'Regulation (EU) 2024/1689 (AI Act)',
  source: 'EUR-Lex, CELEX 32024R1689',
  asOf: '2026-11-23',
  recalled: false,
};

/** A provision of one state beside the Union's law, and what a reader of the record has to do about it. */
export interface NationalProvision extends LegalText {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly asks: string;
}

const GERMAN = { country: 'DE', source: 'gesetze-im-internet.de', asOf: '2026-11-22', recalled: false } as const;

/** National provisions; a country that has none here was not looked at, which is not the same as having none. */
export const NATIONAL_PROVISIONS: readonly NationalProvision[] = [
  {
    ...GERMAN,
    recalled: true,
    cited: '§ 22 BDSG',
    asks: 'health data: a ground of paragraph 1, and the measures of paragraph 2',
  },
  {
    ...GERMAN,
    cited: '§ 393 SGB V',
    asks: 'health data in a cloud: a place that it permits, an establishment in Germany, and a C5 type 2 report of the provider',
  },
  { ...GERMAN, cited: '§ 630f(3) BGB', asks: 'the treatment record is kept for ten years after the treatment ends' },
];

/** One thing that an impact assessment has to hold. */
export interface AssessmentPoint {
  readonly id: string;
  /** What it asks for, in our words. */
  readonly asks: string;
}

/**
 * What a data protection impact assessment holds at least: Art. 35(7) of Regulation (EU) 2016/679 (CELEX 32016R0679; read
 * on 2026-11-23).
 */
export const ARTICLE_35 = [
  { id: '35(7)(a)', asks: 'The processing, systematically described, and its purposes' },
  { id: '35(7)(b)', asks: 'Why it is necessary, and proportionate to the purposes' },
  { id: '35(7)(c)', asks: 'The risks to the rights and freedoms of the people concerned' },
  { id: '35(7)(d)', asks: 'The measures against these risks' },
] as const satisfies readonly AssessmentPoint[];

/**
 * What a fundamental rights impact assessment holds: Art. 27(1) of Regulation (EU) 2024/1689 (CELEX 32024R1689; read on
 * 2026-11-23 at rgpd.com/ai-act, article 27).
 */
export const ARTICLE_27 = [
  { id: '27(1)(a)', asks: "The deployer's processes in which the system is used, in line with its purpose" },
  { id: '27(1)(b)', asks: 'Over what time, and how often, it is used' },
  { id: '27(1)(c)', asks: 'Who is likely to be affected by it' },
  { id: '27(1)(d)', asks: 'The specific risks of harm to them' },
  { id: '27(1)(e)', asks: 'How human oversight is carried out' },
  { id: '27(1)(f)', asks: 'What is done when a risk comes true: governance and complaints' },
] as const satisfies readonly AssessmentPoint[];

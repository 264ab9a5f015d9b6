/** One point of the technical documentation of a high-risk AI system. */
export interface AnnexPoint {
  /** As it is cited: `2(d)`. Point 3 is one sentence without letters. */
  readonly id: string;
  /** What it asks for, in our words. */
  readonly asks: string;
}

/**
 * Every point of Annex IV of Regulation (EU) 2024/1689, in order (CELEX 32024R1689; the points and their letters read on
 * 2026-11-23 in reproductions of the text, such as aiact.annotated.nl/en/aiact/annex/iv).
 */
export const ANNEX_IV = [
  { id: '1(a)', asks: 'Intended purpose, provider, version and how it relates to earlier ones' },
  { id: '1(b)', asks: 'Hardware and software, other AI systems included, that it works with' },
  { id: '1(c)', asks: 'Versions of the software and firmware, and what an update demands' },
  { id: '1(d)', asks: 'The forms in which it is placed on the market or put into service' },
  { id: '1(e)', asks: 'The hardware that it is meant to run on' },
  { id: '1(f)', asks: 'For a component of a product: pictures of its outside, marking and inner layout' },
  { id: '1(g)', asks: 'The user interface, in outline' },
  { id: '1(h)', asks: 'Instructions for use for the deployer' },
  { id: '2(a)', asks: 'How it was developed, with which pre-trained systems and tools of others' },
  { id: '2(b)', asks: 'Design: general logic, choices and their reasons, what it optimises for, expected output' },
  { id: '2(c)', asks: 'Architecture: how the parts fit together, and the computing that development took' },
  { id: '2(d)', asks: 'Training data: data sheets, provenance, scope, selection, labelling, cleaning' },
  { id: '2(e)', asks: 'Human oversight (Art. 14), and what helps deployers to interpret the output (Art. 13(3)(d))' },
  { id: '2(f)', asks: 'Changes determined in advance, and how it stays compliant through them' },
  { id: '2(g)', asks: 'Validation and testing: data, metrics, possible discrimination, signed and dated reports' },
  { id: '2(h)', asks: 'Cybersecurity measures' },
  { id: '3', asks: 'Monitoring, functioning and control: limits, accuracy by group, risks, oversight, input data' },
  { id: '4', asks: 'Why the performance metrics are the right ones' },
  { id: '5', asks: 'The risk management system (Art. 9)' },
  { id: '6', asks: 'Relevant changes that the provider made over the lifecycle' },
  { id: '7', asks: 'Harmonised standards applied; where there are none, the solutions in their place' },
  { id: '8', asks: 'A copy of the EU declaration of conformity (Art. 47)' },
  { id: '9', asks: 'How performance is evaluated after placing on the market, with the plan (Art. 72(3))' },
] as const satisfies readonly AnnexPoint[];

/** A point of Annex IV. */
export type AnnexPointId = (typeof ANNEX_IV)[number]['id'];

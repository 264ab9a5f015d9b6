/** How a factor is decided from a run. */
export type Evidence =
  /**
   * Unmet when one of these rules fails. Met when none has a finding and each of `speak` gave a verdict: that a rule
   * found nothing to say proves nothing. `proof`: what must not rest on the site's word or on memory.
   */
  | {
      readonly by: 'rules';
      readonly ids: readonly string[];
      readonly speak: readonly string[];
      readonly proof?: 'places' | 'encryption';
    }
  /** Met when the ultimate parent of every operator is in the Union; unmet when one is not. */
  | { readonly by: 'operators' }
  /** Configuration cannot show it. */
  | { readonly by: 'nothing'; readonly shownBy: string };

/** One factor of an objective. */
export interface Factor {
  readonly asks: string;
  readonly evidence: Evidence;
  /** The highest level that is still possible when it is not met; absent when it holds no level down by itself. */
  readonly cap?: 1 | 2 | 3;
}

/** One objective. */
export interface Objective {
  readonly id: string;
  readonly name: string;
  /** Percent of the whole; the eight add up to a hundred. */
  readonly weight: number;
  readonly factors: readonly Factor[];
}

/**
 * Objectives, weights and levels: European Commission, DG DIGIT, Cloud Sovereignty Framework 1.2.1 (October 2025), as the
 * MISP taxonomy `sov` repeats them, read 2026-11-22. The factors are recalled from the same document, in our own words, and
 * the caps are ours: what a level's definition excludes.
 */
export const FRAMEWORK = {
  name: 'EU Cloud Sovereignty Framework 1.2.1',
  source: 'European Commission, DG DIGIT, October 2025; factors recalled, caps ours',
  asOf: '2026-11-22',
} as const;

const open = (asks: string, shownBy: string): Factor => ({ asks, evidence: { by: 'nothing', shownBy } });
const rules = (asks: string, ids: readonly string[], speak = ids): Factor => ({
  asks,
  evidence: { by: 'rules', ids, speak },
});

/** The eight objectives with their factors. */
export const objectives: readonly Objective[] = [
  {
    id: 'SOV-1',
    name: 'Strategic sovereignty',
    weight: 15,
    factors: [
      { asks: 'Every operator is owned from the Union', evidence: { by: 'operators' }, cap: 3 },
      open('Those who decide about the service sit in the Union', 'statutes and registers of each operator'),
      open('A change of control cannot happen unnoticed', 'shareholder agreements and notification duties'),
      open('Financing, investment and work stay in the Union', "the operators' accounts"),
      open('The service goes on when a vendor withdraws', 'an exit that was rehearsed'),
    ],
  },
  {
    id: 'SOV-2',
    name: 'Legal and jurisdictional sovereignty',
    weight: 10,
    factors: [
      { asks: 'No operator answers to law from outside the Union', evidence: { by: 'operators' }, cap: 2 },
      open('The law and the courts of a member state govern the contracts', 'the contracts'),
      open('No legal or technical channel leads to a foreign authority', 'the contracts, and an audit'),
      open('No export regime can restrict the service', 'licences and export classifications'),
    ],
  },
  {
    id: 'SOV-3',
    name: 'Data and AI sovereignty',
    weight: 10,
    factors: [
      {
        asks: 'Data is stored and processed in the Union alone',
        evidence: {
          by: 'rules',
          ids: ['RES-001', 'RES-002', 'RES-004', 'RES-005', 'RES-006', 'NET-002'],
          speak: [],
          proof: 'places',
        },
        cap: 1,
      },
      {
        asks: 'Data is encrypted on its way and at rest',
        evidence: { by: 'rules', ids: ['ENC-001', 'ENC-004'], speak: ['ENC-004'], proof: 'encryption' },
      },
      rules('Every use of AI and every access leaves a record', ['AI-002', 'AI-004']),
      rules('Models run inside, and nothing reports or fetches abroad', ['AI-001', 'TEL-001']),
      open('The customer alone holds the keys', 'the custody of the keys'),
      open('Deletion is complete and can be shown', 'a deletion that was tried'),
    ],
  },
  {
    id: 'SOV-4',
    name: 'Operational sovereignty',
    weight: 15,
    factors: [
      open('Workloads can move elsewhere without the vendor', 'a move that was rehearsed'),
      open('People in the Union can run and mend it without foreign vendors', 'rosters and skills'),
      open('Support comes from the Union and under its law', 'the support contract'),
      open('Documentation, source and tools are at hand', 'an escrow or the open source itself'),
    ],
  },
  {
    id: 'SOV-5',
    name: 'Supply chain sovereignty',
    weight: 20,
    factors: [
      {
        asks: 'Software is distributed from inside the Union',
        evidence: { by: 'rules', ids: ['RES-003'], speak: ['RES-003'], proof: 'places' },
        cap: 3,
      },
      rules('What runs is what was reviewed and signed', ['IMG-001', 'SUP-001']),
      rules('Its parts are known by a bill of materials', ['SUP-002']),
      open('Hardware and its parts come from known places', 'the bill of materials of the hardware'),
      open('Firmware comes from known places', "the vendors' attestations"),
      open('No single foreign vendor is critical', 'an analysis of dependencies'),
    ],
  },
  {
    id: 'SOV-6',
    name: 'Technology sovereignty',
    weight: 15,
    factors: [
      open('Interfaces are open and governed by standards', 'a review of the interfaces'),
      open('The software may be audited, changed and passed on', 'the licences'),
      open('Design and working are visible to the customer', 'the documentation'),
      open('Computing does not hang on one foreign technology', 'the architecture of the hardware'),
    ],
  },
  {
    id: 'SOV-7',
    name: 'Security and compliance sovereignty',
    weight: 10,
    factors: [
      rules(
        'Workloads are hardened and separated',
        ['POD-001', 'POD-002', 'POD-003', 'POD-004', 'NET-001', 'SEC-001'],
        ['POD-001', 'POD-002', 'POD-003', 'NET-001'],
      ),
      open('Certificates for the service are current', 'C5, ISO/IEC 27001 and EU schemes'),
      open('Security operations sit in the Union', 'the rosters of those who watch'),
      open('Incidents are reported as NIS 2 and the GDPR ask', 'an exercise of the procedure'),
      open('The customer may audit', 'the contract'),
    ],
  },
  {
    id: 'SOV-8',
    name: 'Environmental sustainability',
    weight: 5,
    factors: [
      open('Energy is used well and is low in carbon', 'measured figures of the data centres'),
      open('Hardware is used long and comes back', 'the procurement and reuse records'),
      open('Emissions and water are reported', 'the reports'),
    ],
  },
];

/** One pack as a list of identifiers. */
export interface PackDefinition {
  readonly name: string;
  readonly title: string;
  /** Identifiers of its rules; `every` for all that there are. */
  readonly ids: readonly string[] | 'every';
  readonly facts?: 'confirmed';
}

const residency = ['RES-001', 'RES-002', 'RES-003', 'RES-004', 'RES-005', 'RES-006'];

/** The packs: data only. */
export const definitions: readonly PackDefinition[] = [
  { name: 'all', title: 'Every rule there is; the default.', ids: 'every' },
  {
    name: 'strict',
    title: 'Every rule; what is only recalled proves nothing to be inside.',
    ids: 'every',
    facts: 'confirmed',
  },
  {
    name: 'eea-residency',
    title: 'Data, endpoints and images stay inside the boundary; what cannot be told blocks.',
    ids: [
      ...residency,
      ...['NET-002', 'NET-003', 'NET-004', 'NET-005', 'NET-009', 'NET-012'],
      ...['TF-001', 'TF-002', 'TF-003', 'TF-004', 'TF-005', 'TF-006', 'LIV-001'],
    ],
  },
  {
    name: 'operator-jurisdiction',
    title: 'Whose law reaches those who run a place, through their ultimate parent.',
    ids: ['SOV-001', 'SOV-002', 'APP-003'],
  },
  {
    name: 'sovereignty',
    title: 'An older name: where data is, and whose law reaches the operators.',
    ids: [...residency, 'SOV-001'],
  },
  {
    name: 'network',
    title: 'Nothing is open that no policy opened, and names lead where they say.',
    ids: [
      'NET-001',
      'NET-002',
      'NET-003',
      'NET-004',
      'NET-005',
      'NET-006',
      'NET-007',
      'NET-008',
      'NET-009',
      'NET-010',
      'NET-011',
      'NET-012',
      'NET-013',
      'NET-014',
    ],
  },
  {
    name: 'workload-hardening',
    title: 'Pods hold no privilege, no unasked token and no image that can change.',
    ids: ['POD-001', 'POD-002', 'POD-003', 'POD-004', 'POD-005', 'IMG-001', 'SEC-001', 'TEL-001', 'LIV-002'],
  },
  {
    name: 'cluster-hardening',
    title:
      'The machines of a cluster are what they say: logged, encrypted, restricted, with nothing fetched from abroad.',
    ids: [
      'CLU-001',
      'CLU-002',
      'CLU-003',
      'CLU-004',
      'CLU-005',
      'CLU-006',
      'CLU-007',
      'CLU-008',
      'CLU-009',
      'CLU-010',
      'SEC-001',
      'RES-002',
    ],
  },
  {
    name: 'encryption',
    title: 'Data is encrypted on its way and at rest, and no secret is written down.',
    ids: ['ENC-001', 'ENC-002', 'ENC-003', 'ENC-004', 'SEC-001'],
  },
  {
    name: 'ai-act',
    title: 'AI is logged, overseen by clinicians, and can change nothing by itself.',
    ids: ['AI-001', 'AI-002', 'AI-003', 'AI-004', 'AI-005', 'TEL-001', 'IMG-001'],
  },
  {
    name: 'supply-chain',
    title: 'What runs is what was reviewed: digests, registries, signatures, mirrors, bills of materials, modules.',
    ids: ['IMG-001', 'RES-003', 'SUP-001', 'SUP-002', 'SUP-003', 'SUP-004', 'TF-003', 'TF-004', 'APP-001', 'APP-005'],
  },
  {
    name: 'third-party-apps',
    title: 'An app of somebody else is reviewed, bounded, and reaches its gateway alone.',
    ids: ['APP-001', 'APP-002', 'APP-003', 'APP-004', 'APP-005', 'NET-001', 'POD-001', 'POD-005'],
  },
  {
    name: 'gdpr',
    title: 'What configuration can show of integrity, protection by design, security and transfers.',
    ids: [
      ...residency,
      ...['SOV-001', 'ENC-001', 'ENC-002', 'ENC-003', 'ENC-004', 'SEC-001'],
      ...['NET-001', 'NET-002', 'NET-003', 'NET-009', 'POD-001', 'POD-005', 'AI-001', 'AI-004'],
      ...['TF-001', 'TF-002', 'TF-006'],
    ],
  },
  {
    name: 'germany-health',
    title: 'Health data under § 393 SGB V, kept as long as a patient record must be, exchanged as ISiK says.',
    ids: [
      ...residency,
      ...['SOV-001', 'NET-002', 'NET-009', 'TF-001', 'TF-002', 'TF-006'],
      ...['ENC-001', 'ENC-003', 'ENC-004', 'SEC-001', 'HLT-001', 'HLT-002'],
    ],
  },
];

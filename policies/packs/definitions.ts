/** The packs as lists of identifiers: data only. */
export const definitions: readonly {
  readonly name: string;
  readonly title: string;
  readonly ids: readonly string[];
}[] = [
  {
    name: 'eea-residency',
    title: 'Data, endpoints and images stay inside the boundary; what cannot be told blocks.',
    ids: ['RES-001', 'RES-002', 'RES-003', 'RES-004'],
  },
];

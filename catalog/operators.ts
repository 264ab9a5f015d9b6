import type { Operator } from './types.ts';

const DAY = '2026-11-22';
const STATEMENTS = "the operator's imprint and its ultimate parent's published ownership statements";

/** Id, name, ISO code of its seat, ultimate parent, ISO code of the parent's seat, and what else there is to know. */
type Row = readonly [id: string, name: string, seat: string, parent: string, country: string, note?: string];

function operators(nexus: boolean, rows: readonly Row[]): readonly Operator[] {
  return rows.map(([id, name, seat, parent, country, note = '']) => ({
    id,
    name,
    seat,
    ultimateParent: { name: parent, country },
    nexus,
    note,
    source: STATEMENTS,
    asOf: DAY,
    recalled: true,
  }));
}

/** Seat and ultimate parent inside the EEA, and no business abroad that gives a foreign authority a hold. */
const EEA_PARENT = operators(false, [
  ['aruba', 'Aruba', 'IT', 'Aruba S.p.A.', 'IT'],
  ['bleu', 'Bleu', 'FR', 'Capgemini and Orange', 'FR', 'runs Microsoft technology under licence'],
  ['clever-cloud', 'Clever Cloud', 'FR', 'Clever Cloud SAS', 'FR', 'also offers zones on foreign infrastructure'],
  ['delos', 'Delos Cloud', 'DE', 'SAP', 'DE', 'runs Microsoft technology under licence'],
  ['elastx', 'Elastx', 'SE', 'Elastx AB', 'SE'],
  ['outscale', '3DS Outscale', 'FR', 'Dassault Systemes', 'FR', 'also has regions in the United States and Japan'],
  ['s3ns', 'S3NS', 'FR', 'Thales', 'FR', 'runs Google technology under licence'],
  ['scaleway', 'Scaleway', 'FR', 'iliad', 'FR'],
  ['stackit', 'STACKIT', 'DE', 'Schwarz Group', 'DE'],
]);

/** EEA parent with relevant business in the United States: warn, and ask for a documented acceptance. */
const EEA_PARENT_WITH_NEXUS = operators(true, [
  ['hetzner', 'Hetzner', 'DE', 'Hetzner Online GmbH', 'DE', 'sites and a subsidiary in the United States'],
  ['ionos', 'IONOS', 'DE', 'United Internet', 'DE', 'data centres and a subsidiary in the United States'],
  ['otc', 'Open Telekom Cloud', 'DE', 'Deutsche Telekom', 'DE', 'the parent controls T-Mobile US'],
  ['ovh', 'OVHcloud', 'FR', 'OVH Groupe', 'FR', 'data centres and a subsidiary in the United States'],
  [
    'sap-btp',
    'SAP Business Technology Platform',
    'DE',
    'SAP',
    'DE',
    'most landscapes run on AWS, Azure or Google Cloud',
  ],
  ['upcloud', 'UpCloud', 'FI', 'UpCloud Oy', 'FI', 'data centres and a subsidiary in the United States'],
]);

/** Ultimate parent outside the EEA, wherever the seat and the data centres are. */
const FOREIGN_PARENT = operators(false, [
  ['aws', 'Amazon Web Services', 'US', 'Amazon', 'US', 'its European Sovereign Cloud has the same parent'],
  ['azure', 'Microsoft Azure', 'US', 'Microsoft', 'US'],
  ['cleura', 'Cleura', 'SE', 'ICG', 'GB'],
  ['exoscale', 'Exoscale', 'CH', 'America Movil', 'MX', 'through A1 Telekom Austria'],
  ['gcp', 'Google Cloud', 'US', 'Alphabet', 'US'],
  ['oci', 'Oracle Cloud Infrastructure', 'US', 'Oracle', 'US', 'its EU Sovereign Cloud has the same parent'],
  ['plusserver', 'plusserver', 'DE', 'BC Partners', 'GB'],
]);

/** Every operator that the catalogue names. */
export const OPERATORS: readonly Operator[] = [...EEA_PARENT, ...EEA_PARENT_WITH_NEXUS, ...FOREIGN_PARENT];

const BY_ID: ReadonlyMap<string, Operator> = new Map(OPERATORS.map((operator) => [operator.id, operator]));

/** The operator with this id (`aws`, `hetzner`); undefined when the catalogue does not list it. */
export function findOperator(id: string): Operator | undefined {
  return BY_ID.get(id);
}

/** The operator with this id. Throws when the catalogue does not list it. */
export function requireOperator(id: string): Operator {
  const operator = BY_ID.get(id);
  if (operator === undefined) throw new Error(`operator "${id}" is not in the catalogue; see catalog/operators.ts`);
  return operator;
}

/** ISO code of the country whose law reaches the operator: its ultimate parent's, not its seat's. */
export function jurisdictionOf(operator: Operator): string {
  return operator.ultimateParent.country;
}

import type { Operator } from './types.ts';

const DAY = '2026-11-22';
const CARDS = 'Cloud Sovereignty Framework, provider cards of Abilian (csf.hop3.abilian.com), SOV-1.1 to SOV-1.4';
const TELEKOM =
  'report.telekom.com, interim report Q3 2025, development of business in the Group: majority ownership of T-Mobile US';
const STATEMENTS = "the operator's imprint and its ultimate parent's published ownership statements";

/** Id, name, ISO code of its seat, ultimate parent, ISO code of the parent's seat, and what else there is to know. */
type Row = readonly [id: string, name: string, seat: string, parent: string, country: string, note?: string];

/** Seat and parent as `source` states them; only remembered when there is none. */
function operators(nexus: boolean, source: string | undefined, rows: readonly Row[], asOf = DAY): readonly Operator[] {
  return rows.map(([id, name, seat, parent, country, note = '']) => ({
    id,
    name,
    seat,
    ultimateParent: { name: parent, country },
    nexus,
    note,
    source: source ?? STATEMENTS,
    asOf,
    recalled: source === undefined,
  }));
}

/** Seat and ultimate parent inside the EEA, and no business abroad that gives a foreign authority a hold. */
const EEA_PARENT = [
  ...operators(false, CARDS, [
    ['aruba', 'Aruba', 'IT', 'Aruba S.p.A.', 'IT'],
    ['bleu', 'Bleu', 'FR', 'Capgemini and Orange', 'FR', 'runs Microsoft technology under licence'],
    ['clever-cloud', 'Clever Cloud', 'FR', 'Clever Cloud SAS', 'FR', 'also offers zones on foreign infrastructure'],
    ['elastx', 'Elastx', 'SE', 'Sobro', 'SE', 'majority holding'],
    ['outscale', '3DS Outscale', 'FR', 'Dassault Systemes', 'FR', 'also has regions in the United States and Japan'],
    ['s3ns', 'S3NS', 'FR', 'Thales', 'FR', 'runs Google technology under licence; Google holds a minority'],
    ['scaleway', 'Scaleway', 'FR', 'iliad', 'FR'],
    ['scalingo', 'Scalingo', 'FR', 'Scalingo SAS', 'FR', 'runs on 3DS Outscale'],
    ['stackit', 'STACKIT', 'DE', 'Schwarz Group', 'DE'],
  ]),
  ...operators(false, 'cloudmagazin.com, 2026-03-19: Delos Cloud is a subsidiary of SAP, on Azure', [
    ['delos', 'Delos Cloud', 'DE', 'SAP', 'DE', 'runs Microsoft technology under licence'],
  ]),
  ...operators(false, undefined, [
    ['aiven', 'Aiven', 'FI', 'Aiven Oyj', 'FI', 'runs on foreign clouds and on UpCloud; foreign investors'],
    ['impossible-cloud', 'Impossible Cloud', 'DE', 'Impossible Cloud GmbH', 'DE', 'also in London and New York'],
    ['intercolo', 'Intercolo', 'DE', 'Intercolo GmbH', 'DE'],
    ['qdrant-cloud', 'Qdrant Cloud', 'DE', 'Qdrant Solutions GmbH', 'DE', 'runs on foreign clouds; foreign investors'],
    ['syseleven', 'SysEleven', 'DE', 'secunet', 'DE', 'part of Giesecke+Devrient'],
  ]),
];

/** EEA parent with relevant business in the United States: warn, and ask for a documented acceptance. */
const EEA_PARENT_WITH_NEXUS = [
  ...operators(true, `${CARDS}; sites in the United States: the tables of regions`, [
    ['gridscale', 'gridscale', 'DE', 'OVH Groupe', 'FR', 'owned by OVHcloud'],
    ['hetzner', 'Hetzner', 'DE', 'Hetzner Online GmbH', 'DE', 'sites in the United States'],
    ['ionos', 'IONOS', 'DE', 'United Internet', 'DE', 'data centres and a subsidiary in the United States'],
    ['ovh', 'OVHcloud', 'FR', 'OVH Groupe', 'FR', 'data centres and a subsidiary in the United States'],
    ['upcloud', 'UpCloud', 'FI', 'UpCloud Oy', 'FI', 'data centres and a subsidiary in the United States'],
  ]),
  ...operators(
    true,
    `${CARDS}; ${TELEKOM}`,
    [['otc', 'Open Telekom Cloud', 'DE', 'Deutsche Telekom', 'DE', 'the parent controls T-Mobile US']],
    '2026-11-23',
  ),
  ...operators(true, undefined, [
    ['leaseweb', 'Leaseweb', 'NL', 'Leaseweb Global', 'NL', 'companies and sites in the United States'],
    ['nebius', 'Nebius', 'NL', 'Nebius Group', 'NL', 'listed in the United States, with sites there'],
    [
      'sap-btp',
      'SAP Business Technology Platform',
      'DE',
      'SAP',
      'DE',
      'most landscapes run on AWS, Azure or Google Cloud',
    ],
  ]),
];

/** Seat inside the EEA, ultimate parent outside it: the seat is no protection. */
const FOREIGN_PARENT = [
  ...operators(false, CARDS, [
    ['cleura', 'Cleura', 'SE', 'ICG', 'GB'],
    ['plusserver', 'plusserver', 'DE', 'BC Partners', 'GB'],
  ]),
  ...operators(false, undefined, [
    ['contabo', 'Contabo', 'DE', 'KKR', 'US'],
    [
      'elastic-cloud',
      'Elastic Cloud',
      'NL',
      'Elastic N.V.',
      'US',
      'Dutch by law, run from and listed in the United States',
    ],
  ]),
];

/** Seat and ultimate parent outside the EEA. */
const FOREIGN = [
  ...operators(false, `${CARDS}; totaltele.com, 2023-07-26: America Movil holds 56.55 % of A1 Telekom Austria`, [
    ['exoscale', 'Exoscale', 'CH', 'America Movil', 'MX', 'Akenes SA, through A1 Telekom Austria'],
  ]),
  ...operators(
    false,
    'cysecurity.news, 2025-09; benton.org on the CLOUD Act: Amazon, Google, IBM and Microsoft are American providers',
    [
      ['aws', 'Amazon Web Services', 'US', 'Amazon', 'US', 'its European Sovereign Cloud has the same parent'],
      ['azure', 'Microsoft Azure', 'US', 'Microsoft', 'US'],
      ['gcp', 'Google Cloud', 'US', 'Alphabet', 'US'],
      ['ibm', 'IBM Cloud', 'US', 'IBM', 'US'],
    ],
  ),
  ...operators(false, 'netfigo.com, comparison of Databricks and Snowflake: seats in San Francisco and Bozeman', [
    ['databricks', 'Databricks', 'US', 'Databricks', 'US'],
    ['snowflake', 'Snowflake', 'US', 'Snowflake', 'US'],
  ]),
  ...operators(false, 'CNBC and justthink.ai, May 2025: Databricks acquires Neon', [
    ['neon', 'Neon', 'US', 'Databricks', 'US'],
  ]),
  ...operators(false, undefined, [
    ['alibaba', 'Alibaba Cloud', 'CN', 'Alibaba Group', 'CN'],
    ['backblaze', 'Backblaze', 'US', 'Backblaze', 'US'],
    ['civo', 'Civo', 'GB', 'Civo', 'GB'],
    ['clickhouse-cloud', 'ClickHouse Cloud', 'US', 'ClickHouse', 'US'],
    ['cloudflare-r2', 'Cloudflare R2', 'US', 'Cloudflare', 'US'],
    ['cloudscale', 'cloudscale.ch', 'CH', 'cloudscale.ch AG', 'CH'],
    ['confluent', 'Confluent', 'US', 'IBM', 'US'],
    ['datadog', 'Datadog', 'US', 'Datadog', 'US'],
    ['digitalocean', 'DigitalOcean', 'US', 'DigitalOcean', 'US'],
    ['equinix-metal', 'Equinix Metal', 'US', 'Equinix', 'US'],
    ['fly', 'Fly.io', 'US', 'Fly.io', 'US'],
    ['grafana-cloud', 'Grafana Cloud', 'US', 'Grafana Labs', 'US'],
    ['heroku', 'Heroku', 'US', 'Salesforce', 'US'],
    ['huawei', 'Huawei Cloud', 'CN', 'Huawei', 'CN'],
    ['infomaniak', 'Infomaniak', 'CH', 'Infomaniak Network SA', 'CH'],
    ['kamatera', 'Kamatera', 'US', 'OMC Group', 'IL'],
    ['linode', 'Linode', 'US', 'Akamai', 'US'],
    ['magalu', 'Magalu Cloud', 'BR', 'Magazine Luiza', 'BR'],
    ['mega', 'MEGA', 'NZ', 'Mega Limited', 'NZ'],
    ['mongodb-atlas-aws', 'MongoDB Atlas on AWS', 'US', 'MongoDB', 'US'],
    ['mongodb-atlas-azure', 'MongoDB Atlas on Azure', 'US', 'MongoDB', 'US'],
    ['mongodb-atlas-gcp', 'MongoDB Atlas on Google Cloud', 'US', 'MongoDB', 'US'],
    ['new-relic', 'New Relic', 'US', 'New Relic', 'US'],
    ['oci', 'Oracle Cloud Infrastructure', 'US', 'Oracle', 'US', 'its EU Sovereign Cloud has the same parent'],
    ['petabox', 'Petabox', 'US', 'Petabox', 'US'],
    ['rabata', 'Rabata', 'US', 'Rabata', 'US'],
    ['rackspace', 'Rackspace', 'US', 'Apollo', 'US'],
    ['redis-cloud', 'Redis Cloud', 'US', 'Redis', 'US'],
    ['render', 'Render', 'US', 'Render', 'US'],
    ['selectel', 'Selectel', 'RU', 'Selectel', 'RU'],
    ['sentry', 'Sentry', 'US', 'Functional Software', 'US'],
    ['storj', 'Storj', 'US', 'Storj Labs', 'US'],
    ['supabase', 'Supabase', 'US', 'Supabase', 'US'],
    ['tencent', 'Tencent Cloud', 'CN', 'Tencent', 'CN'],
    ['vultr', 'Vultr', 'US', 'The Constant Company', 'US'],
    ['wasabi', 'Wasabi', 'US', 'Wasabi Technologies', 'US'],
    ['yandex', 'Yandex Cloud', 'RU', 'Yandex', 'RU'],
    ['zata', 'Zata', 'IN', 'Neevcloud', 'IN'],
  ]),
];

/** Every operator that the catalogue names. */
export const OPERATORS: readonly Operator[] = [...EEA_PARENT, ...EEA_PARENT_WITH_NEXUS, ...FOREIGN_PARENT, ...FOREIGN];

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

/**
 * Countries of the ultimate parents of those rows that go by this name, as operator or as parent, whatever the case, the legal
 * form and the country in it: `Microsoft Deutschland GmbH` is Microsoft. Empty when the catalogue knows no such name.
 */
export function parentCountriesOf(name: string): ReadonlySet<string> {
  return parentCountries().get(plain(name)) ?? NONE;
}

const NONE: ReadonlySet<string> = new Set();
let index: ReadonlyMap<string, ReadonlySet<string>> | undefined;

function parentCountries(): ReadonlyMap<string, ReadonlySet<string>> {
  if (index !== undefined) return index;
  const made = new Map<string, Set<string>>();
  for (const row of OPERATORS) {
    for (const name of [row.name, row.ultimateParent.name]) {
      const countries = made.get(plain(name)) ?? new Set();
      made.set(plain(name), countries.add(jurisdictionOf(row)));
    }
  }
  index = made;
  return made;
}

const BESIDE_THE_NAME = new Set([
  ...[
    'ag',
    'bv',
    'ab',
    'gmbh',
    'inc',
    'kg',
    'limited',
    'llc',
    'ltd',
    'nv',
    'oy',
    'oyj',
    'sa',
    'sarl',
    'sas',
    'se',
    'spa',
    'ug',
  ],
  ...['corporation', 'group', 'groupe', 'holding', 'holdings', 'international'],
  ...['deutschland', 'emea', 'eu', 'europe', 'france', 'germany', 'ireland', 'luxembourg', 'nederland', 'netherlands'],
]);

function plain(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/\./g, '')
    .split(/[^\p{L}\p{N}]+/u);
  return words.filter((word) => word !== '' && !BESIDE_THE_NAME.has(word)).join(' ');
}

/** ISO code of the country whose law reaches the operator: its ultimate parent's, not its seat's. */
export function jurisdictionOf(operator: Operator): string {
  return operator.ultimateParent.country;
}

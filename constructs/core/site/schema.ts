import * as z from 'zod/mini';
import { text, whole } from '../document/forms.ts';
import { eeaCountries } from './countries.ts';
import { databases } from './databases.ts';
import { hospitalClusterSchema } from './hospital-cluster.ts';
import { modules } from './modules/modules.ts';

/** The value of `schema:` that this toolkit reads. */
export const siteVersion = 'domicile/site/v1';

const providerDescription = 'Provider, as the catalogue names it: scaleway, upcloud, hetzner.';

const location = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('on-premises'),
      city: text('words', 'Where the machines stand.'),
      operator: text('words', 'Who runs the machines. Appears in reports as the claim of the site.'),
    }),
    z.strictObject({
      kind: z.literal('cloud'),
      provider: text('regionName', providerDescription),
      region: text('regionName', "Region, in the provider's own spelling: fr-par, fi-hel1."),
    }),
  ])
  .check(z.describe('Where the cluster runs: {kind: on-premises, …} or {kind: cloud, …}.'));

const jurisdictions = z.union([
  z.enum(['EEA', 'EU']),
  z.array(z.enum(eeaCountries)).check(z.minLength(1), z.describe('a list of EEA member countries')),
]);

const boundary = z
  .strictObject({
    jurisdictions: jurisdictions.check(
      z.describe('Where data may be: EEA, EU, or a list of member countries. Three different sets.'),
    ),
    operators: z
      .union([z.literal('any'), jurisdictions])
      .check(z.describe('Whose law may reach an operator through its ultimate parent. `any`: location alone decides.')),
  })
  .check(z.describe('What is inside. Everything else is refused.'));

const claim = z.strictObject({
  match: text('claimMatch', "A host, `*.` and a name, or a network: the site's own."),
  country: text('country', 'Country in which it stands.'),
  operator: text(
    'words',
    'Who runs it. A company that the catalogue knows answers to the law of its ultimate parent, whatever the country.',
  ),
});

const cluster = z
  .strictObject({
    profile: z
      .enum(['rehearsal', 'production'])
      .check(z.describe('production demands an identity, a looked-up image lock and enforced network policies.')),
    kubeconfig: text('filePath', 'Kubeconfig, from the project folder (where cdktf.json stands), absolute, or ~/….'),
    context: text('identifier', 'Context in that kubeconfig. Nothing ever falls back to the current context.'),
    identity: z.optional(
      text('uid', 'UID of the kube-system namespace: a deploy to any other cluster is refused at plan.'),
    ),
    capabilities: z
      .strictObject({
        networkPolicies: z
          .boolean()
          .check(z.describe('True when the network plugin enforces NetworkPolicy. The API server alone does not.')),
        loadBalancer: z.boolean().check(z.describe('True when Services of type LoadBalancer get an address.')),
        gpu: z.enum(['none', 'nvidia']).check(z.describe('Accelerators that the device plugin offers.')),
        runtimeClasses: z
          .array(text('objectName', 'Name of a RuntimeClass.'))
          .check(z.describe('RuntimeClasses that exist, for confidential workloads; [] for none.')),
      })
      .check(z.describe('What the cluster can do; two clusters with one certificate still differ.')),
    provision: z.optional(hospitalClusterSchema),
  })
  .check(z.describe('The Kubernetes cluster that the platform is applied to.'));

const registry = z
  .strictObject({
    mirror: text('registry', 'Registry host and path from which every image is pulled.'),
    lock: text('filePath', 'Image lock, from the project folder: sites/hospital.images.yaml.'),
  })
  .check(z.describe('Where images come from.'));

const state = z
  .discriminatedUnion('backend', [
    z.strictObject({
      backend: z.literal('local'),
      folder: text('filePath', 'Folder of the state files, from the project folder.'),
    }),
    z.strictObject({
      backend: z.literal('kubernetes'),
      namespace: text('objectName', 'Existing namespace whose Secrets hold the state; same kubeconfig and context.'),
    }),
    z.strictObject({
      backend: z.literal('s3'),
      provider: z.optional(text('regionName', `${providerDescription} Says whose region it is.`)),
      endpoint: text('httpsUrl', 'S3 endpoint.'),
      region: text('regionName', 'Region of the bucket.'),
      bucket: text('objectName', 'Bucket, with versioning.'),
    }),
  ])
  .check(
    z.describe("Where Terraform keeps its state. State holds no secret value, but it holds the platform's shape."),
  );

const storage = z
  .strictObject({
    class: text('objectName', 'StorageClass of every volume.'),
    encryption: z
      .strictObject({
        method: z
          .enum(['luks', 'csi', 'provider'])
          .check(z.describe('luks: on the nodes; csi: by the storage driver; provider: by the cloud.')),
        keyHolder: text('words', 'Who holds the keys. Appears in reports as the claim of the site.'),
      })
      .check(z.describe('How the storage class encrypts at rest: a claim, which an API server cannot confirm.')),
    backup: z
      .strictObject({
        provider: z.optional(text('regionName', `${providerDescription} Says whose region it is.`)),
        endpoint: text('httpsUrl', 'S3 endpoint of the backups.'),
        region: z.optional(text('regionName', "Region of the bucket; leave it out for a server of the site's own.")),
        bucket: text('objectName', 'Bucket of the backups.'),
        objectLock: z
          .enum(['compliance', 'governance', 'none'])
          .check(z.describe('S3 Object Lock mode; the audit trail needs compliance.')),
        retentionDays: whole(1, 36_500, 'Days for which a backup cannot be deleted.'),
      })
      .check(z.describe('Where backups go.')),
  })
  .check(z.describe('Volumes and backups.'));

const identity = z
  .strictObject({
    issuer: text('httpsUrl', 'OpenID Connect issuer whose tokens the platform accepts.'),
    clinicianRole: text('identifier', 'Role that may approve a suggestion of the AI.'),
  })
  .check(z.describe("The site's identity provider."));

const nodes = z
  .strictObject({
    resolvers: z
      .array(text('address', 'Address of a name server.'))
      .check(
        z.minLength(1),
        z.maxLength(3),
        z.describe('Name servers that the nodes ask, and modules.names. No public one.'),
      ),
    timeServers: z
      .array(text('hostName', 'Host name of a time server.'))
      .check(
        z.minLength(1),
        z.describe('Time servers that the nodes follow: of the site, or of a national institute inside the boundary.'),
      ),
  })
  .check(
    z.describe(
      'What the nodes take from the network before the platform is there. The site sets it up; this is judged.',
    ),
  );

const certificates = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('site-authority') }),
    z.strictObject({
      kind: z.literal('cert-manager'),
      issuer: text(
        'objectName',
        'Name of a ClusterIssuer that signs for names inside the cluster and tells its own certificate: kind CA or Vault.',
      ),
    }),
  ])
  .check(
    z.describe(
      "Who signs the certificates inside the cluster. site-authority, also without this key: an authority of the site's " +
        'own, by domicile secrets. cert-manager: the one that runs in the cluster already, which renews by itself.',
    ),
  );

const secretStore = z
  .strictObject({
    kind: z.literal('openbao'),
    server: text('httpsUrl', 'Address of its API: https://bao.hospital.example:8200.'),
    path: text('objectName', 'Path of its key-value store, of version 2.'),
    login: z
      .strictObject({
        path: text('objectName', 'Path of its Kubernetes login: kubernetes.'),
        role: text('objectName', 'Role that lets the accounts called openbao read their own namespace.'),
      })
      .check(z.describe('How External Secrets logs in.')),
    authority: z.optional(
      text(
        'encodedCertificate',
        'PEM of the authority that signs its certificate, in base64: base64 -w0 authority.pem.',
      ),
    ),
  })
  .check(
    z.describe(
      "The site's OpenBao, for Secrets that only the site can know: External Secrets, which runs in the cluster already, copies " +
        'them. Without this key somebody creates them.',
    ),
  );

/** The shape of a site file. Strict: a key that is not here is an error. */
export const siteSchema = z
  .strictObject({
    schema: z.literal(siteVersion).check(z.describe('Version of this format.')),
    name: text('dnsLabel', 'Name of the site; prefixes its namespaces. A contract: it names resources in state.'),
    country: z.enum(eeaCountries).check(z.describe('Country whose health law applies.')),
    location,
    boundary,
    claims: z
      .array(claim)
      .check(z.describe("The site's word about its own hosts and networks: recorded as claims, never as facts.")),
    cluster,
    registry,
    state,
    storage,
    identity,
    nodes: z.optional(nodes),
    certificates: z.optional(certificates),
    secretStore: z.optional(secretStore),
    databases: z.optional(databases),
    modules,
  })
  .check(z.describe('One site of the platform: where it is, what is inside, what it runs.'));

/** What a site file says, after validation. */
export type SiteDocument = z.output<typeof siteSchema>;

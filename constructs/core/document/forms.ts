import * as z from 'zod/mini';

/** A form that a text must have: the pattern, and the words that a person reads when it does not match. */
export interface Form {
  readonly pattern: RegExp;
  readonly allowed: string;
}

const label = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';
const host = `${label}(?:\\.${label})*`;
const authority = `${host}(?::[0-9]{1,5})?`;
const segment = '[a-z0-9]+(?:[._-]+[a-z0-9]+)*';

/**
 * Only the plainest spelling of each form is accepted, so that what a person reads is what a program resolves:
 * no userinfo, no escapes, no upper case, no look-alike letters.
 */
export const forms = {
  dnsLabel: {
    pattern: /^[a-z](?:[-a-z0-9]{0,38}[a-z0-9])?$/,
    allowed: 'a DNS label of at most 40 characters: lower-case letters, digits and inner hyphens, a letter first',
  },
  objectName: {
    pattern: new RegExp(`^${host}$`),
    allowed: 'the name of a Kubernetes object: lower-case letters, digits, hyphens and dots',
  },
  resourceName: {
    pattern: new RegExp(`^${host}/${label}$`),
    allowed: 'the resource of a device as nodes name it: nvidia.com/gpu',
  },
  httpsUrl: {
    pattern: new RegExp(`^https://${authority}(?:/[-A-Za-z0-9._~/]*)?$`),
    allowed: 'an https:// URL with a lower-case host name, without user, query or fragment',
  },
  hostName: {
    pattern: new RegExp(`^${label}(?:\\.${label})+$`),
    allowed: 'a full host name in lower case: fhir.hospital.example',
  },
  schedule: {
    pattern: /^(?:[\d*/,-]+ ){4}[\d*/,-]+$/,
    allowed: 'five cron fields in digits: 15 2 * * *',
  },
  fhirQuery: {
    pattern: /^[-A-Za-z0-9_.:=&|%,/~]+$/,
    allowed: 'a FHIR search as it stands after the question mark, without spaces: gender=female&birthdate=lt1980',
  },
  packageName: {
    pattern: /^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)+$/,
    allowed: 'the name of a FHIR package: de.gematik.isik-basismodul',
  },
  packageVersion: {
    pattern: /^\d+\.\d+\.\d+(?:-[-A-Za-z0-9.]+)?$/,
    allowed: 'one version, without a range: 5.1.3',
  },
  accountName: {
    pattern: /^[A-Za-z0-9](?:[-A-Za-z0-9._:@/]{0,252}[A-Za-z0-9])?$/,
    allowed: 'a user or group of the API server: system:masters, oidc:platform-engineers',
  },
  portName: {
    pattern: /^[a-z](?:[-a-z0-9]{0,8}[a-z0-9])?$/,
    allowed: 'at most 10 lower-case letters, digits and inner hyphens, a letter first: his',
  },
  hl7Place: {
    pattern: /^(?:PID|PV1|OBR|OBX)-[1-9][0-9]?(?:\.[1-9][0-9]?)?$/,
    allowed: 'a field of PID, PV1, OBR or OBX, with a component where needed: OBX-3.1',
  },
  aeTitle: {
    pattern: /^[A-Z0-9](?:[-A-Z0-9_]{0,14}[A-Z0-9])?$/,
    allowed: 'an AE title: at most 16 upper-case letters, digits, hyphens and underscores: CT1',
  },
  timeZone: {
    pattern: /^(?:Europe|Atlantic)\/[A-Z][A-Za-z_]+$/,
    allowed: 'a time zone of the IANA database in Europe: Europe/Berlin',
  },
  language: {
    pattern: /^[a-z]{2}$/,
    allowed: 'two lower-case letters: de',
  },
  day: {
    pattern: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
    allowed: 'a calendar day: 2027-01-31',
  },
  instant: {
    pattern: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/,
    allowed: 'a point in time in UTC: 2026-11-23T02:59:00Z',
  },
  scope: {
    pattern: /^(?:patient|user|system)\/(?:\*|[A-Z][A-Za-z]+)\.(?=[cruds])c?r?u?d?s?$/,
    allowed: 'a SMART scope of version 2: system/Observation.rs',
  },
  appName: {
    pattern: /^[a-z](?:[-a-z0-9]{0,28}[a-z0-9])?$/,
    allowed: 'a DNS label of at most 30 characters: radiology-assistant',
  },
  address: {
    pattern: /^(?:\d{1,3}\.){3}\d{1,3}$|^(?=.*:)[0-9a-f:]{2,39}$/,
    allowed: 'an address: 10.20.0.53, or fd00::53',
  },
  network: {
    pattern: /^[0-9a-f.:]+\/[0-9]{1,3}$/,
    allowed: 'a network: 10.20.0.0/16',
  },
  registry: {
    pattern: new RegExp(`^${authority}(?:/${segment})*$`),
    allowed: 'a registry host, with port and path where needed: registry.hospital.example/mirror',
  },
  repository: {
    pattern: new RegExp(`^${segment}(?:/${segment})*$`),
    allowed: 'a repository path without host, tag or digest: hapiproject/hapi',
  },
  claimMatch: {
    pattern: new RegExp(`^(?:(?:\\*\\.)?${host}|[0-9a-f.:]+/[0-9]{1,3})$`),
    allowed:
      'a host (registry.hospital.example), all hosts under a name (*.hospital.example) or a network (10.4.0.0/16)',
  },
  pinnedImage: {
    pattern: new RegExp(`^${authority}(?:/${segment})+@sha256:[0-9a-f]{64}$`),
    allowed: 'an image by digest, with its registry: registry.hospital.example/maker/app@sha256:…',
  },
  digest: {
    pattern: /^sha256:[0-9a-f]{64}$/,
    allowed: 'sha256: followed by 64 lower-case hexadecimal digits',
  },
  quantity: {
    pattern: /^[1-9][0-9]*(?:Mi|Gi|Ti)$/,
    allowed: 'a size in Mi, Gi or Ti: 100Gi',
  },
  uid: {
    pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    allowed: 'a UID as `kubectl get namespace kube-system -o jsonpath={.metadata.uid}` prints it',
  },
  absolutePath: {
    pattern: /^\/(?:[-A-Za-z0-9._]+\/)*[-A-Za-z0-9._]+$/,
    allowed: 'an absolute path without spaces: /models/med-7b',
  },
  filePath: {
    pattern: /^(?:~\/|\/)?(?:[-A-Za-z0-9._]+\/)*[-A-Za-z0-9._]+$/,
    allowed:
      'a path of letters, digits, dots, hyphens, underscores and slashes, from the project folder: .domicile/kubeconfig',
  },
  regionName: {
    pattern: /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    allowed: "a region as the provider's own tools spell it: fr-par",
  },
  proxyUrl: {
    pattern: new RegExp(`^https://${authority}$`),
    allowed: 'a proxy that is reached by TLS, with its port, without user or path: https://proxy.hospital.example:3129',
  },
  labelValue: {
    pattern: /^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
    allowed: 'a value that a label of Kubernetes can have: letters, digits and inner - _ . : room-2.14',
  },
  kubernetesVersion: {
    pattern: /^v1\.(?:[1-9][0-9]?)\.(?:0|[1-9][0-9]?)$/,
    allowed: 'a release of Kubernetes: v1.36.3',
  },
  rke2Version: {
    pattern: /^v1\.(?:[1-9][0-9]?)\.(?:0|[1-9][0-9]?)\+rke2r[1-9]$/,
    allowed: 'a release of RKE2: v1.36.3+rke2r1',
  },
  talosVersion: {
    pattern: /^v1\.(?:0|[1-9][0-9]?)\.(?:0|[1-9][0-9]?)$/,
    allowed: 'a release of Talos Linux: v1.13.2',
  },
  country: {
    pattern: /^[A-Z]{2}$/,
    allowed: 'an ISO 3166-1 alpha-2 country code: DE',
  },
  identifier: {
    pattern: /^[A-Za-z0-9](?:[-A-Za-z0-9._:@/ ]{0,126}[A-Za-z0-9])?$/,
    allowed: 'letters, digits and - . _ : @ /, at most 128 characters',
  },
  subgroup: {
    pattern: /^[A-Za-z0-9](?:[-A-Za-z0-9._+ =]{0,126}[A-Za-z0-9+])?$/,
    allowed: 'all, or a trait and its value: sex=female',
  },
  encodedCertificate: {
    pattern: /^[A-Za-z0-9+/]{64,16384}={0,2}$/,
    allowed: 'a certificate in PEM, in base64 and in one line: base64 -w0 authority.pem',
  },
  publicKey: {
    pattern: /^[A-Za-z0-9+/]{64,1024}={0,2}$/,
    allowed: 'a public key as in a PEM file, in one line and without its first and last line',
  },
  words: {
    pattern: /^\S(?:.{0,198}\S)?$/u,
    allowed: 'one line of at most 200 characters',
  },
} as const satisfies Record<string, Form>;

const byPattern = new Map<string, Form>(Object.values(forms).map((form) => [String(form.pattern), form]));

/** The form behind a pattern that zod reports, so that a message can say it in words. */
export function formOf(pattern: string): Form | undefined {
  return byPattern.get(pattern);
}

/** A text of one form. */
export function text(form: keyof typeof forms, description: string) {
  return z.string().check(z.regex(forms[form].pattern), z.describe(description));
}

/** A whole number from `least` to `most`. */
export function whole(least: number, most: number, description: string) {
  return z.int().check(z.minimum(least), z.maximum(most), z.describe(description));
}

import { X509Certificate } from 'node:crypto';
import type { SecretRequirement } from '../../constructs/core/secret-contents.ts';
import type { Kubectl } from '../kubectl.ts';
import { TOOLKIT_LABELS } from '../system-namespace.ts';
import { keyOf } from './values.ts';

/** Annotation that says which rotation gave a Secret its values. */
export const ROTATED = 'domicile.internal/rotated';

const MANAGED_BY = 'app.kubernetes.io/managed-by';
/** Certificates are public; of nothing else is a value asked for. */
const CERTIFICATES = ['tls.crt', 'ca.crt'] as const;

/** What is known of a Secret in the cluster: everything but its values. */
export interface FoundSecret {
  readonly keys: readonly string[];
  /** Whether this command made it. */
  readonly own: boolean;
  /** The rotation that gave it its values, if one did. */
  readonly rotated: string | undefined;
  /** When the first of its certificates expires; undefined when it has none. */
  readonly expires: Date | undefined;
}

/** The Secrets in the namespaces of the requirements, by `namespace/name`. */
export async function foundSecrets(
  kubectl: Kubectl,
  requirements: readonly SecretRequirement[],
): Promise<ReadonlyMap<string, FoundSecret>> {
  const found = new Map<string, FoundSecret>();
  for (const namespace of new Set(requirements.map((requirement) => requirement.namespace))) {
    const text = await kubectl.text(['get', 'secrets', `--namespace=${namespace}`, `-o=go-template=${TEMPLATE}`]);
    for (const [name = '', owner, rotated = '', keys = '', ...certificates] of linesOf(text)) {
      found.set(keyOf({ namespace, name }), {
        keys: keys.split(' ').filter((key) => key !== ''),
        own: owner === TOOLKIT_LABELS[MANAGED_BY],
        rotated: rotated === '' ? undefined : rotated,
        expires: firstExpiry(certificates),
      });
    }
  }
  return found;
}

const TEMPLATE = [
  '{{range .items}}{{.metadata.name}}|',
  `{{range $key, $value := .metadata.labels}}{{if eq $key "${MANAGED_BY}"}}{{$value}}{{end}}{{end}}|`,
  `{{range $key, $value := .metadata.annotations}}{{if eq $key "${ROTATED}"}}{{$value}}{{end}}{{end}}|`,
  '{{range $key, $value := .data}}{{$key}} {{end}}',
  ...CERTIFICATES.map((name) => `|{{range $key, $value := .data}}{{if eq $key "${name}"}}{{$value}}{{end}}{{end}}`),
  '{{"\\n"}}{{end}}',
].join('');

function linesOf(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('|'));
}

function firstExpiry(certificates: readonly string[]): Date | undefined {
  const times = certificates
    .map((encoded) => Buffer.from(encoded, 'base64').toString('utf8'))
    .flatMap((text) => text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [])
    .map((certificate) => Date.parse(new X509Certificate(certificate).validTo));
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

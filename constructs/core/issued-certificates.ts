import { Manifest } from '@cdktf/provider-kubernetes/lib/manifest/index.js';
import { Construct } from 'constructs';
import type { SecretContents, SecretRequirement } from './secret-contents.ts';
import type { GeneratedSecret } from './secrets.ts';

/** Props of {@link IssuedCertificates}. */
export interface IssuedCertificatesProps {
  /** Name of a ClusterIssuer that signs for names inside the cluster, and tells its own certificate (`ca.crt`). */
  readonly issuer: string;
  /** What needs certificates; Secrets of another kind than `tls` are passed over. */
  readonly secrets: readonly GeneratedSecret[];
}

/** Days that a certificate is good for, and how many before its end the next one is made. */
const VALID_DAYS = 90;
const RENEWED_BEFORE_DAYS = 30;

/**
 * Has cert-manager issue and renew the key pairs of Secrets, in place of `domicile secrets`: one Certificate for each, with
 * its names and usages. Their custom resource definition must be in the cluster before a plan is made.
 */
export class IssuedCertificates extends Construct {
  constructor(scope: Construct, id: string, { issuer, secrets }: IssuedCertificatesProps) {
    super(scope, id);
    for (const secret of secrets) {
      const { contents, ...rest } = secret.requirement;
      if (contents.kind !== 'tls') continue;
      new Manifest(this, `${rest.namespace}-${rest.name}`, {
        manifest: certificate({ ...rest, issuer, contents }),
      });
      secret.issueBy(issuer);
    }
  }
}

interface Request extends Omit<SecretRequirement, 'contents'> {
  readonly issuer: string;
  readonly contents: SecretContents & { readonly kind: 'tls' };
}

function certificate({
  namespace,
  name,
  purpose,
  issuer,
  labels,
  contents: { dnsNames, usages, commonName },
}: Request) {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { namespace, name, labels: { 'app.kubernetes.io/managed-by': 'domicile' } },
    spec: {
      secretName: name,
      secretTemplate: {
        annotations: { 'domicile.internal/purpose': purpose },
        ...(labels === undefined ? {} : { labels: { ...labels } }),
      },
      ...(commonName === undefined ? {} : { commonName }),
      dnsNames: [...dnsNames],
      usages: ['digital signature', ...usages.map((usage) => `${usage} auth`)],
      duration: `${VALID_DAYS * 24}h0m0s`,
      renewBefore: `${RENEWED_BEFORE_DAYS * 24}h0m0s`,
      // As domicile secrets makes them: what reads the key expects this form. A new key with each certificate.
      privateKey: { algorithm: 'ECDSA', size: 256, encoding: 'PKCS8', rotationPolicy: 'Always' },
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: issuer },
    },
  };
}

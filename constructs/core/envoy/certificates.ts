import { stringify } from 'yaml';
import { protobuf } from './protobuf.ts';
import { type Authority, ENVOY_PATHS } from './types.ts';

const { certificate, configuration } = ENVOY_PATHS;

/** The authority of the site, which signs what pods show each other. */
export const SITE_AUTHORITY: Authority = { name: 'site-authority', folder: certificate };

/** The certificate that the workload shows as server and as client. */
const OWN = 'own-certificate';

/** A file of Envoy's ConfigMap, or what writes it once the whole tree stands. */
type Content = string | (() => string);

/**
 * The files of one Envoy: `envoy.yaml`, and for each certificate a file of Envoy's secret discovery, because what a bootstrap
 * file names itself is read once: Envoy watches the folder, and shows a renewed certificate from the next connection on.
 * `authorities` are those of clients from elsewhere.
 */
export function envoyFiles(
  bootstrap: Content,
  authorities: readonly Authority[] = [],
): Readonly<Record<string, Content>> {
  return {
    'envoy.yaml': bootstrap,
    [fileOf(OWN)]: secret(OWN, {
      tls_certificate: {
        certificate_chain: { filename: `${certificate}/tls.crt` },
        private_key: { filename: `${certificate}/tls.key` },
        watched_directory: { path: certificate },
      },
    }),
    ...Object.fromEntries([SITE_AUTHORITY, ...authorities].map((one) => [fileOf(one.name), authoritySecret(one)])),
  };
}

/** The parts of a TLS context that say which certificate is shown, and which are accepted: `names`, signed by `authority`. */
export const ownCertificate = { tls_certificate_sds_secret_configs: [secretConfig(OWN)] };

/** @see {@link ownCertificate} */
export function accepted(names: readonly string[], authority: Authority) {
  return {
    combined_validation_context: {
      default_validation_context: {
        match_typed_subject_alt_names: names.map((exact) => ({ san_type: 'DNS', matcher: { exact } })),
      },
      validation_context_sds_secret_config: secretConfig(authority.name),
    },
  };
}

function authoritySecret({ name, folder }: Authority): string {
  return secret(name, {
    validation_context: { trusted_ca: { filename: `${folder}/ca.crt` }, watched_directory: { path: folder } },
  });
}

function secret(name: string, content: object): string {
  const type = protobuf('envoy.extensions.transport_sockets.tls.v3.Secret');
  return stringify({ resources: [{ '@type': type, name, ...content }] }, { lineWidth: 0 });
}

function secretConfig(name: string) {
  return {
    name,
    sds_config: { path_config_source: { path: `${configuration}/${fileOf(name)}` }, resource_api_version: 'V3' },
  };
}

function fileOf(name: string): string {
  return `${name}.yaml`;
}

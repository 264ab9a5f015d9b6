import { protobuf } from './protobuf.ts';
import { ENVOY_PATHS } from './types.ts';

const { certificate } = ENVOY_PATHS;
const ownCertificate = {
  certificate_chain: { filename: `${certificate}/tls.crt` },
  private_key: { filename: `${certificate}/tls.key` },
};
const tlsParams = { tls_minimum_protocol_version: 'TLSv1_2' };

/** The server's side of TLS; with `clientNames`, a client certificate for one of them, signed by `authority`, is demanded. */
export function downstreamTls(clientNames?: readonly string[], authority = `${certificate}/ca.crt`) {
  return {
    name: 'envoy.transport_sockets.tls',
    typed_config: {
      '@type': protobuf('envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext'),
      require_client_certificate: clientNames !== undefined,
      common_tls_context: {
        tls_params: tlsParams,
        alpn_protocols: ['h2', 'http/1.1'],
        tls_certificates: [ownCertificate],
        ...(clientNames === undefined ? {} : { validation_context: validation(clientNames, authority) }),
      },
    },
  };
}

/**
 * The client's side of TLS: shows the own certificate, and accepts only a server that is certified as `host`. `serverName`
 * is what it asks for, where one server answers for many.
 */
export function upstreamTls(host: string, alpn: readonly string[], serverName = host) {
  return {
    name: 'envoy.transport_sockets.tls',
    typed_config: {
      '@type': protobuf('envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext'),
      sni: serverName,
      common_tls_context: {
        tls_params: tlsParams,
        alpn_protocols: alpn,
        tls_certificates: [ownCertificate],
        validation_context: validation([host], `${certificate}/ca.crt`),
      },
    },
  };
}

function validation(names: readonly string[], authority: string) {
  return {
    trusted_ca: { filename: authority },
    match_typed_subject_alt_names: names.map((exact) => ({ san_type: 'DNS', matcher: { exact } })),
  };
}

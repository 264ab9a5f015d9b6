import { accepted, ownCertificate, SITE_AUTHORITY } from './certificates.ts';
import { protobuf } from './protobuf.ts';
import type { Authority } from './types.ts';

const tlsParams = { tls_minimum_protocol_version: 'TLSv1_2' };

/** The server's side of TLS; with `clientNames`, a client certificate for one of them, signed by `authority`, is demanded. */
export function downstreamTls(clientNames?: readonly string[], authority: Authority = SITE_AUTHORITY) {
  return {
    name: 'envoy.transport_sockets.tls',
    typed_config: {
      '@type': protobuf('envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext'),
      require_client_certificate: clientNames !== undefined,
      common_tls_context: {
        tls_params: tlsParams,
        alpn_protocols: ['h2', 'http/1.1'],
        ...ownCertificate,
        ...(clientNames === undefined ? {} : accepted(clientNames, authority)),
      },
    },
  };
}

/**
 * The client's side of TLS: shows the own certificate, and accepts only a server that is certified as `host`. `serverName`
 * is what it asks for, where one server answers for many; `authority` signs its certificate, the site's own by default.
 */
export function upstreamTls(
  host: string,
  alpn: readonly string[],
  { serverName = host, authority = SITE_AUTHORITY }: { serverName?: string; authority?: Authority | undefined } = {},
) {
  return {
    name: 'envoy.transport_sockets.tls',
    typed_config: {
      '@type': protobuf('envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext'),
      sni: serverName,
      common_tls_context: {
        tls_params: tlsParams,
        alpn_protocols: alpn,
        ...ownCertificate,
        ...accepted([host], authority),
      },
    },
  };
}

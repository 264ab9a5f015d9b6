/**
 * TLS of a program that is made of OpenTelemetry's receivers and exporters, from a folder with `tls.crt`, `tls.key` and
 * `ca.crt`. Renewed files are read within the hour, an authority of clients at once; the authority of servers at the start.
 * The collector's own reference: config/configtls, read 2026-11-23.
 */
export function collectorTls(folder: string) {
  const authority = `${folder}/ca.crt`;
  const ownCertificate = {
    cert_file: `${folder}/tls.crt`,
    key_file: `${folder}/tls.key`,
    min_version: '1.2',
    reload_interval: '1h',
  };
  return {
    authority,
    ownCertificate,
    mutualTls: { ...ownCertificate, client_ca_file: authority, client_ca_file_reload: true },
  };
}

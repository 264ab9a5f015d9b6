/**
 * How the API server reaches the collector of audit events: a kubeconfig whose certificate and key are files that the
 * hospital makes.
 *
 * @param folder where the files lie on the machine
 */
export function auditCollector(server: string, folder: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'collector', cluster: { server, 'certificate-authority': `${folder}/authorities.pem` } }],
    users: [
      {
        name: 'api-server',
        user: { 'client-certificate': `${folder}/audit-client.crt`, 'client-key': `${folder}/audit-client.key` },
      },
    ],
    contexts: [{ name: 'collector', context: { cluster: 'collector', user: 'api-server' } }],
    'current-context': 'collector',
  };
}

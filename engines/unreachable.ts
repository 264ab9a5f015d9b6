/** What kubectl, Terraform and their libraries say when the API server goes away, or is not there yet. */
const LOST =
  /connection refused|was refused - did you specify|connection reset by peer|connect: no route to host|unexpected EOF|http2: (?:client connection lost|server sent GOAWAY)|TLS handshake timeout|i\/o timeout|context deadline exceeded|server is currently unable to handle|apiserver is shutting down|etcdserver: (?:leader changed|request timed out)|ServiceUnavailable/i;

/** What to do when a message says that the API server went away; empty for any other message. */
export function afterLoss(message: string): string {
  if (!LOST.test(message)) return '';
  return (
    '\nThe API server stopped answering. What was applied until then stays, and the policies stay with it. ' +
    'When it answers again, run the same command once more: it goes on from here. ' +
    'A local control plane is started again by that; for another cluster: kubectl get --raw=/readyz'
  );
}

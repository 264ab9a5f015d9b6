/**
 * The `@type` of a configuration message. Envoy needs a word before the slash, contacts nothing by it, and by habit it is a
 * host of Google's; here it is none, so that no configuration of the platform names a foreign host.
 */
export function protobuf(message: string): string {
  return `proto/${message}`;
}

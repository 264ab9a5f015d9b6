const SHAPES: readonly (readonly [shape: RegExp, reason: string])[] = [
  [/^\s*$/, 'empty'],
  [/^[+-]?[0-9]+(?:\.[0-9]+)?$/, 'a number'],
  [/^(?:true|false|yes|no|on|off|null|none)$/i, 'a truth value'],
  [/^[0-9]+(?:\.[0-9]+)?(?:[munpfEPTGMk]|[EPTGMK]i|%|ns|us|ms|s|m|h|d|[KMGT]B)?$/, 'a number with a unit'],
  [/^v?[0-9]+(?:\.[0-9]+){1,3}(?:[-+][0-9A-Za-z.-]+)?$/, 'a version'],
  [/^(?:sha256:)?[0-9a-f]{32,128}$/i, 'a digest'],
  [/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'a UUID'],
  [/^-----BEGIN /, 'a PEM block'],
  [/^(?:\.{0,2}|~)\//, 'a file path'],
  [/^[a-z]+\/[a-z0-9.+-]+$/, 'a media type or a name with a prefix'],
  [/^[A-Za-z0-9_.-]+$/, 'a word'],
  [/^[*0-9,/ A-Z-]+$/, 'a schedule'],
  [/^[A-Za-z0-9+/=_-]+$/, 'encoded data'],
];

/** Why a text in which nothing was found that could name a place names none. */
export function inertReason(text: string): string {
  if (text.length > 512) return 'no part of it is a host, an address, a URL or a region';
  const shape = SHAPES.find(([pattern]) => pattern.test(text));
  return shape?.[1] ?? 'no part of it is a host, an address, a URL or a region';
}

/** A SARIF artifactLocation. */
export interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: string;
}

/**
 * A file as its URI: below the repository's root for a relative name, `file:` for an absolute one. Every character that
 * a URI path does not hold is percent-encoded, a colon included, lest `a:b` be read as a scheme.
 */
export function uriOf(file: string): ArtifactLocation {
  const path = file.replaceAll('\\', '/').split('/').map(encodeSegment).join('/');
  if (path.startsWith('/')) return { uri: `file://${path}` };
  return { uri: path.replace(/^\.\//, ''), uriBaseId: '%SRCROOT%' };
}

function encodeSegment(segment: string): string {
  // A lone surrogate has no encoding; the round trip through UTF-8 puts the replacement character in its place.
  const wellFormed = Buffer.from(segment, 'utf8').toString('utf8');
  return encodeURIComponent(wellFormed).replace(/[!'*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

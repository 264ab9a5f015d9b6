import { createHash } from 'node:crypto';

/** The namespace of all identifiers that Domicile derives: version 5 of `domicile:oscal` in the URL namespace of RFC 9562. */
const DOMICILE = uuidV5('6ba7b811-9dad-11d1-80b4-00c04fd430c8', 'domicile:oscal');

/** A name-based UUID (RFC 9562, 5.5: SHA-1): the same namespace and name always give the same. */
export function uuidV5(namespace: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The identifier of a thing of a report, from the kind of thing and what tells it apart. */
export function identify(kind: string, ...parts: readonly string[]): string {
  return uuidV5(DOMICILE, JSON.stringify([kind, ...parts]));
}

import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** One artefact as an OCI image layout: files by path, and the digest by which it is pinned. */
export interface Artefact {
  /** Of the manifest: `sha256:…`. What a registry answers to, and a signature is about. */
  readonly digest: string;
  /** `oci-layout`, `index.json` and the blobs, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Media type of the layer that Flux extracts; source: Flux's OCI artifact specification, as of 2026-11-23. */
export const FLUX_CONTENT = 'application/vnd.cncf.flux.content.v1.tar+gzip';
const FLUX_CONFIG = 'application/vnd.cncf.flux.config.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

/** Packs files, by path, into an artefact for Flux. The same files give the same bytes. */
export function packArtefact(files: ReadonlyMap<string, string>, tag: string): Artefact {
  const layer = blob(FLUX_CONTENT, gzipSync(tar(files), { level: 9 }));
  const config = blob(FLUX_CONFIG, bytesOf('{}'));
  const manifest = blob(
    MANIFEST,
    bytesOf(
      JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config: config.descriptor, layers: [layer.descriptor] }),
    ),
  );
  const named = { ...manifest.descriptor, annotations: { 'org.opencontainers.image.ref.name': tag } };
  return {
    digest: manifest.descriptor.digest,
    files: new Map([
      ['oci-layout', bytesOf('{"imageLayoutVersion":"1.0.0"}')],
      ['index.json', bytesOf(JSON.stringify({ schemaVersion: 2, manifests: [named] }))],
      ...[layer, config, manifest].map(
        ({ bytes, descriptor }) => [`blobs/${descriptor.digest.replace(':', '/')}`, bytes] as const,
      ),
    ]),
  };
}

function blob(mediaType: string, bytes: Uint8Array) {
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return { bytes, descriptor: { mediaType, digest, size: bytes.length } };
}

const BLOCK = 512;

/** A POSIX tar of regular files, with nothing of this machine, this user or this hour. */
export function tar(files: ReadonlyMap<string, string>): Uint8Array {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const entries = sorted.map(([path, text]) => entry(path, bytesOf(text)));
  return Buffer.concat([...entries, Buffer.alloc(2 * BLOCK)]);
}

function entry(path: string, content: Uint8Array): Uint8Array {
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  return Buffer.concat([header(path, content.length), content, padding]);
}

/** JsonObject and their offsets: POSIX.1-1988, ustar. */
function header(path: string, size: number): Uint8Array {
  const { prefix, name } = split(path);
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`;
  const put = (text: string, offset: number) => block.write(text, offset, 'utf8');
  put(name, 0);
  put(octal(0o644, 8), 100);
  put(octal(0, 8), 108);
  put(octal(0, 8), 116);
  put(octal(size, 12), 124);
  put(octal(0, 12), 136);
  put('        ', 148);
  put('0', 156);
  put('ustar\x0000', 257);
  put(prefix, 345);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** The header has 100 bytes for a name, and 155 for folders before it. */
function split(path: string): { readonly prefix: string; readonly name: string } {
  if (Buffer.byteLength(path) <= 100) return { prefix: '', name: path };
  const at = path.lastIndexOf('/');
  const parts = { prefix: path.slice(0, Math.max(at, 0)), name: path.slice(at + 1) };
  if (Buffer.byteLength(parts.name) <= 100 && Buffer.byteLength(parts.prefix) <= 155) return parts;
  throw new RangeError(`${path} is too long for a tar header: at most 155 bytes of folders and 100 of name`);
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What of busybox the stand-ins and the probe call. */
const APPLETS = ['sh', 'nc', 'httpd', 'sleep', 'timeout', 'true', 'cat', 'echo'] as const;

/** Writes `image.tar` into the folder, an OCI archive of nothing but busybox, which sleeps unless told otherwise; its digest. */
export function busyboxImage(folder: string, busybox: string, name: string): string {
  const [root, blobs] = [join(folder, 'root'), join(folder, 'oci', 'blobs', 'sha256')];
  for (const path of ['bin', 'dev', 'etc', 'proc', 'sys', 'www', 'tmp'])
    mkdirSync(join(root, path), { recursive: true });
  mkdirSync(blobs, { recursive: true });
  cpSync(busybox, join(root, 'bin', 'busybox'));
  chmodSync(join(root, 'bin', 'busybox'), 0o755);
  for (const applet of APPLETS) symlinkSync('busybox', join(root, 'bin', applet));
  packed(root, join(folder, 'layer'));
  const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar', ...blob(readFileSync(join(folder, 'layer'))) };
  const config = {
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: { Env: ['PATH=/bin'], Cmd: ['/bin/sleep', '2147483647'] },
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
  };
  const manifest = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...json(config) },
    layers: [layer],
  };
  const named = {
    mediaType: manifest.mediaType,
    ...json(manifest),
    annotations: { 'io.containerd.image.name': name },
  };
  const index = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [named] };
  writeFileSync(join(folder, 'oci', 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  writeFileSync(join(folder, 'oci', 'index.json'), JSON.stringify(index));
  packed(join(folder, 'oci'), join(folder, 'image.tar'));
  return named.digest;

  function json(value: object) {
    return blob(Buffer.from(JSON.stringify(value)));
  }

  function blob(bytes: Buffer) {
    const hash = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(join(blobs, hash), bytes);
    return { digest: `sha256:${hash}`, size: bytes.length };
  }
}

function packed(folder: string, archive: string): void {
  execFileSync('tar', ['-C', folder, '--owner=0', '--group=0', '-cf', `${archive}.partial`, '.']);
  renameSync(`${archive}.partial`, archive);
}

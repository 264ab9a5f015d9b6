import type { Construct } from 'constructs';
import { DomicileError } from '../core/errors.ts';

/** A model as files on the model volume: which, where, and exactly which bytes. */
export interface ModelFiles {
  /** Name under which clients ask for it. */
  readonly name: string;
  /** Absolute path of its folder below {@link MODEL_VOLUME_PATH}. */
  readonly path: string;
  /** `sha256:` and the hash of the folder's `SHA256SUMS`, which lists every file. */
  readonly digest: string;
}

/** Where the model volume is mounted. */
export const MODEL_VOLUME_PATH = '/models';

/** Throws a DomicileError for a model that is named by anything but a folder of the volume and a digest. */
export function assertModelFiles(construct: Construct, model: ModelFiles): void {
  const path = new RegExp(`^${MODEL_VOLUME_PATH}/[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$`);
  const onVolume = path.test(model.path) && !model.path.split('/').includes('..');
  if (onVolume && /^sha256:[0-9a-f]{64}$/.test(model.digest)) {
    return;
  }
  throw new DomicileError({
    code: 'construct-props',
    message: 'the model is not named by a folder of the model volume and a digest',
    seen: `path ${model.path}, digest ${model.digest}`,
    constructPath: construct.node.path,
    allowed: `a path below ${MODEL_VOLUME_PATH}/, and sha256: with 64 hexadecimal digits`,
    mend: 'set digest and source.path of the model under modules.ai.models in the site file',
  });
}

/** File of the folder that holds the signature over `SHA256SUMS`, as `cosign sign-blob --key` writes it: Base64. */
export const SIGNATURE_FILE = 'SHA256SUMS.sig';

/**
 * Shell that refuses to go on unless the model folder is, file for file, what the digest says, and somebody who holds the
 * site's signing key vouched for it: the hash of the list, its signature under the public key in the file `publicKey`, the
 * hash of every file in the list, and no file beyond. `scratch` is a writable folder.
 */
export function verifyModelScript(model: ModelFiles, publicKey: string, scratch = '/tmp'): string {
  return verifyFolderScript(model, publicKey, scratch);
}

/** As {@link verifyModelScript}, for any folder with a `SHA256SUMS`; without a public key, nobody's signature is asked for. */
export function verifyFolderScript(
  { path, digest }: Pick<ModelFiles, 'path' | 'digest'>,
  publicKey?: string,
  scratch = '/tmp',
): string {
  const signature = [
    `base64 -d ${SIGNATURE_FILE} > ${scratch}/signature`,
    `openssl dgst -sha256 -verify '${publicKey}' -signature ${scratch}/signature SHA256SUMS`,
  ];
  return [
    'set -eu',
    `cd '${path}'`,
    `printf '%s  SHA256SUMS\n' '${digest.replace('sha256:', '')}' | sha256sum --check --strict --quiet`,
    ...(publicKey === undefined ? [] : signature),
    'sha256sum --check --strict --quiet SHA256SUMS',
    `cut -c 67- SHA256SUMS | sort > ${scratch}/listed`,
    // The list is made by `find . -type f`, so that both sides begin with the same two characters.
    `find . -type f ! -path ./SHA256SUMS ! -path ./${SIGNATURE_FILE} | sort > ${scratch}/present`,
    `cmp ${scratch}/listed ${scratch}/present`,
    // A link would be followed past the volume and past the list.
    'test -z "$(find . ! -type f ! -type d)"',
  ].join('\n');
}

/** A public key, given as Base64 of its DER, as a PEM file. */
export function pemOf(key: string): string {
  const lines = key.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join('\n');
}

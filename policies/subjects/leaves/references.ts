/** Roots of Terraform references whose value stands outside of the configuration's own resources. */
const OUTSIDE = /^(?:var|local|data|module|each|count|path|terraform|self|ephemeral)\b/;
const WHOLE_REFERENCE = /^\$\{\s*([A-Za-z_][\w-]*(?:\.[\w-]+|\[[^\]]*\])+)\s*\}(?:\/[\w.*/-]*|:\*)?$/;

/**
 * Whether a text is nothing but a reference to an attribute of a resource of the same configuration, such as
 * `${aws_kms_key.k.arn}`, alone or before a path: that resource is a subject of its own and is judged where it stands.
 */
export function isOwnReference(text: string): boolean {
  const reference = WHOLE_REFERENCE.exec(text)?.[1];
  return reference?.includes('_') === true && !OUTSIDE.test(reference);
}

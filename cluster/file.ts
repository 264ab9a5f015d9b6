import { stringify } from 'yaml';
import type { ClusterContext } from './context.ts';

/** One file that is written. It holds no secret. */
export interface ClusterFile {
  /** From the output folder: `node-1/etc/rancher/rke2/config.yaml`. */
  readonly path: string;
  readonly text: string;
  /** True for a program that people start. */
  readonly executable: boolean;
}

/** A text file, with a heading that says which site and version made it. */
export function textFile(path: string, text: string, context: ClusterContext): ClusterFile {
  return { path, text: `${heading(context)}\n${text.trimEnd()}\n`, executable: false };
}

/** A YAML file of one document, with the same heading. */
export function yamlFile(path: string, value: object, context: ClusterContext): ClusterFile {
  return textFile(path, stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }), context);
}

/** A YAML file of several documents, with the same heading. */
export function yamlDocuments(path: string, values: readonly object[], context: ClusterContext): ClusterFile {
  const texts = values.map((value) => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }));
  return textFile(path, texts.join('---\n'), context);
}

/** A program for /bin/sh that stops at the first error, with the same heading. */
export function shellFile(path: string, text: string, context: ClusterContext): ClusterFile {
  return { path, text: `#!/bin/sh\n${heading(context)}\nset -eu\n${text.trimEnd()}\n`, executable: true };
}

/** Which site and version made a file, as a comment. */
export function heading({ site, version }: ClusterContext): string {
  return `# Site ${site.name} (${site.source.file}), written by Domicile ${version}. Change the site file and render again, not this.`;
}

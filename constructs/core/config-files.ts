import { createHash } from 'node:crypto';
import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1/index.js';
import { Construct } from 'constructs';
import type { BoundaryNamespace } from './boundary-namespace.ts';

/** Props of {@link ConfigFiles}. */
export interface ConfigFilesProps {
  readonly namespace: BoundaryNamespace;
  readonly name: string;
  /** File name to content. No secrets: a ConfigMap is readable by whoever may list it. */
  readonly files: Readonly<Record<string, string>>;
}

/** Configuration files that pods mount, with the hash that rolls the pods when a file changes. */
export class ConfigFiles extends Construct {
  readonly configMapName: string;
  /** Hex SHA-256 over names and contents. */
  readonly hash: string;

  constructor(scope: Construct, id: string, props: ConfigFilesProps) {
    super(scope, id);
    this.configMapName = props.name;
    this.hash = createHash('sha256')
      .update(JSON.stringify(Object.entries(props.files).sort()))
      .digest('hex');
    new ConfigMapV1(this, 'config-map', {
      metadata: { name: props.name, namespace: props.namespace.name },
      data: Object.fromEntries(Object.entries(props.files).map(([file, text]) => [file, literal(text)])),
      dependsOn: props.namespace.dependenciesFor(this),
    });
  }
}

// Terraform reads these two signs as templates of its own, wherever a string has them.
function literal(text: string): string {
  return text.replace(/([$%])\{/g, '$1$1{');
}

import { createHash } from 'node:crypto';
import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1/index.js';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import type { BoundaryNamespace } from './boundary-namespace.ts';

/** Props of {@link ConfigFiles}. */
export interface ConfigFilesProps {
  readonly namespace: BoundaryNamespace;
  readonly name: string;
  /**
   * File name to content, or to what writes it once the whole tree stands. No secrets: a ConfigMap is readable by whoever
   * may list it.
   */
  readonly files: Readonly<Record<string, string | (() => string)>>;
}

/** Configuration files that pods mount, with the hash that rolls the pods when a file changes. */
export class ConfigFiles extends Construct {
  readonly configMapName: string;
  /** Hex SHA-256 over names and contents; a token until the stack is written where a file is written that late. */
  readonly hash: string;

  constructor(scope: Construct, id: string, props: ConfigFilesProps) {
    super(scope, id);
    this.configMapName = props.name;
    const late = Object.values(props.files).some((content) => typeof content === 'function');
    this.hash = late ? Lazy.stringValue({ produce: () => hashOf(props.files) }) : hashOf(props.files);
    new ConfigMapV1(this, 'config-map', {
      metadata: { name: props.name, namespace: props.namespace.name },
      data: Object.fromEntries(Object.entries(props.files).map(([file, content]) => [file, written(content)])),
      dependsOn: props.namespace.dependenciesFor(this),
    });
  }
}

type Content = string | (() => string);

function hashOf(files: Readonly<Record<string, Content>>): string {
  const texts = Object.entries(files).map(([file, content]) => [file, textOf(content)]);
  return createHash('sha256').update(JSON.stringify(texts.sort())).digest('hex');
}

function textOf(content: Content): string {
  return typeof content === 'function' ? content() : content;
}

function written(content: Content): string {
  return typeof content === 'function' ? Lazy.stringValue({ produce: () => literal(content()) }) : literal(content);
}

// Terraform reads these two signs as templates of its own, wherever a string has them.
function literal(text: string): string {
  return text.replace(/([$%])\{/g, '$1$1{');
}

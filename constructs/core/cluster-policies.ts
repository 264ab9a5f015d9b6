import { Manifest } from '@cdktf/provider-kubernetes/lib/manifest/index.js';
import { type IResolvable, Token } from 'cdktf';
import { Construct } from 'constructs';

/** Objects for which the provider has no resource of its own, as they are; each may be known only when the app is written. */
export class ClusterPolicies extends Construct {
  /** @param manifests Kubernetes objects, or a token for one, by construct id */
  constructor(scope: Construct, id: string, manifests: Readonly<Record<string, IResolvable>>) {
    super(scope, id);
    for (const [name, manifest] of Object.entries(manifests)) {
      new Manifest(this, name, { manifest: Token.asAnyMap(manifest) });
    }
  }
}

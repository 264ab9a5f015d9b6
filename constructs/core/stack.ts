import { DataKubernetesNamespaceV1 } from '@cdktf/provider-kubernetes/lib/data-kubernetes-namespace-v1/index.js';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider/index.js';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { addBackend, fromWorkingFolder } from './backend.ts';
import { positionOf, trace } from './creation.ts';
import type { Position } from './document/position.ts';
import { DomicileError } from './errors.ts';
import type { Site } from './site/site.ts';

/** The layers of the platform, in the order in which they are applied. */
export const layers = [
  ...(['admission', 'foundation', 'data', 'services', 'interop', 'ai'] as const),
  ...(['governance', 'workflows', 'marketplace', 'observability'] as const),
] as const;

/** One layer of the platform. */
export type Layer = (typeof layers)[number];

/** What a {@link SovereignStack} needs to know. */
export interface SovereignStackProps {
  /** The site that the stack is for: its cluster, its state, its boundary. */
  readonly site: Site;
  /** Which layer of the platform this is. Stacks of a later layer depend on those of an earlier one. */
  readonly layer: Layer;
}

/** Set by `SovereignApp` on itself: the one app in which a {@link SovereignStack} may stand. */
export const judgedApp: unique symbol = Symbol.for('domicile/judged-app');

const stackSymbol = Symbol.for('domicile/SovereignStack');

/** Provider 2.38 is what the bindings were made from; 3.x serves the same resources, 4 drops some. */
const kubernetesProvider = { source: 'hashicorp/kubernetes', version: '>= 2.38, < 4' } as const;

/**
 * A Terraform stack for one layer of a site. It names the cluster and the state explicitly, so that nothing falls back
 * to a default context, and stands only in a `SovereignApp`, so that nothing is written without having been judged.
 */
export class SovereignStack extends TerraformStack {
  readonly site: Site;
  readonly layer: Layer;
  readonly #overrides = new Map<string, ReturnType<typeof trace>>();

  /** @throws {@link DomicileError} `app-plain` when the root of the tree is not a `SovereignApp` */
  constructor(scope: Construct, id: string, props: SovereignStackProps) {
    super(scope, id);
    Object.defineProperty(this, stackSymbol, { value: true });
    requireJudgedApp(this);
    this.site = props.site;
    this.layer = props.layer;
    addBackend(this, props.site);
    addProvider(this, props.site);
    if (props.site.cluster.identity !== undefined) addClusterGuard(this, props.site.cluster.identity);
  }

  /** As in cdktf. The output is judged after all overrides: this is no way around the judge. */
  override addOverride(path: string, value: unknown): void {
    this.#overrides.set(path, trace());
    super.addOverride(path, value);
  }

  /** The line of the user's own code that overrode a path (`resource.kubernetes_service_v1.x`) or a part of it. */
  overriddenAt(path: string): Position | undefined {
    const overlaps = (one: string, other: string) => one === other || one.startsWith(`${other}.`);
    const found = [...this.#overrides].findLast(([own]) => overlaps(own, path) || overlaps(path, own));
    return found === undefined ? undefined : positionOf(found[1]);
  }

  /**
   * The SovereignStack that a construct stands in.
   * @throws {@link DomicileError} `app-scope` when it stands in none
   */
  static override of(construct: Construct): SovereignStack {
    const found = construct.node.scopes.findLast(isSovereignStack);
    if (found !== undefined) return found;
    throw new DomicileError({
      code: 'app-scope',
      message: 'the construct stands in no SovereignStack',
      constructPath: construct.node.path,
      mend: 'create it in the scope of a SovereignStack',
    });
  }
}

function isSovereignStack(construct: object): construct is SovereignStack {
  return stackSymbol in construct;
}

function requireJudgedApp(stack: SovereignStack): void {
  if (judgedApp in stack.node.root) return;
  throw new DomicileError({
    code: 'app-plain',
    message: 'a SovereignStack stands in an app that has no judge',
    seen: stack.node.root.constructor.name,
    constructPath: stack.node.path,
    allowed: 'SovereignApp',
    mend: "write: import { SovereignApp } from '@domicile/iac'; const app = new SovereignApp({ site });",
  });
}

function addProvider(stack: TerraformStack, site: Site): void {
  new KubernetesProvider(stack, 'kubernetes', {
    configPath: fromWorkingFolder(stack, site.cluster.kubeconfig),
    configContext: site.cluster.context,
  });
  stack.addOverride('terraform.required_providers.kubernetes', kubernetesProvider);
}

/** Two clusters may share a name, a context and even a certificate; the UID of kube-system is a cluster's own. */
function addClusterGuard(stack: TerraformStack, identity: string): void {
  new DataKubernetesNamespaceV1(stack, 'cluster-identity', {
    metadata: { name: 'kube-system' },
    lifecycle: {
      postcondition: [
        {
          condition: `\${self.metadata[0].uid == "${identity}"}`,
          errorMessage: `This is not the cluster that the site names: its kube-system namespace is not ${identity}. Correct cluster.kubeconfig, cluster.context or cluster.identity in the site file.`,
        },
      ],
    },
  });
}

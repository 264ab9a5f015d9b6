import type { BoundaryNamespaceProps, NamespaceQuota } from '../core/boundary-namespace.ts';
import type { ContainerResources } from '../core/container.ts';
import { PLATFORM_ANNOTATION, PLATFORM_LABEL } from '../core/labels.ts';
import type { ReviewedApp } from '../core/site/modules/marketplace.ts';

const GATEWAY: Readonly<Record<'processors' | 'mebibytes', number>> = { processors: 1, mebibytes: 256 };

/** The namespace of one app: room for its own pods and one more during a rollout, and the facts of its review. */
export function appNamespace(name: string, app: ReviewedApp): BoundaryNamespaceProps {
  const { publisher, image } = app;
  return {
    ...{ name, module: 'marketplace', quota: quotaOf(app) },
    dataClass: mostProtected(app),
    labels: { [PLATFORM_LABEL.role]: 'third-party-app' },
    annotations: {
      [PLATFORM_ANNOTATION.publisher]: publisher.name,
      [PLATFORM_ANNOTATION.publisherCountry]: publisher.country,
      [PLATFORM_ANNOTATION.publisherParent]: publisher.parent.name,
      [PLATFORM_ANNOTATION.publisherParentCountry]: publisher.parent.country,
      [PLATFORM_ANNOTATION.imageDigest]: image.reference.slice(image.reference.indexOf('@') + 1),
      [PLATFORM_ANNOTATION.signedBy]: image.signedBy,
      [PLATFORM_ANNOTATION.sbomDigest]: app.sbom,
      [PLATFORM_ANNOTATION.approvedUntil]: app.expires,
      [PLATFORM_ANNOTATION.reviewTicket]: app.review.ticket,
    },
  };
}

function mostProtected({ dataClasses }: ReviewedApp): 'health' | 'pseudonymised' | 'operational' {
  return (['health', 'pseudonymised'] as const).find((one) => dataClasses.includes(one)) ?? 'operational';
}

function quotaOf({ quota }: ReviewedApp): NamespaceQuota {
  const pods = quota.replicas + 1;
  const processors = pods * (quota.processors + GATEWAY.processors);
  const memory = `${pods * (mebibytes(quota.memory) + GATEWAY.mebibytes)}Mi`;
  return {
    ...{ pods, requestsCpu: `${processors}`, limitsCpu: `${processors}` },
    ...{ requestsMemory: memory, limitsMemory: memory, requestsStorage: '0' },
  };
}

const UNITS: Readonly<Record<string, number>> = { Mi: 1, Gi: 1024, Ti: 1024 ** 2 };

function mebibytes(quantity: ContainerResources['memory']): number {
  return Number(quantity.slice(0, -2)) * (UNITS[quantity.slice(-2)] ?? Number.NaN);
}

import type { Construct } from 'constructs';
import type { BoundaryNamespace } from './boundary-namespace.ts';
import type { StringMap } from './labels.ts';
import { GeneratedSecret } from './secrets.ts';
import { serviceHost } from './service-host.ts';
import { type PodVolume, secretVolume } from './volumes.ts';

/** Props of {@link WorkloadCertificate}. */
export interface WorkloadCertificateProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the workload; its Secret is called `<name>-tls`. */
  readonly name: string;
  /** What it is for, in words. */
  readonly purpose: string;
  /** @default - `name.namespace.svc` */
  readonly hosts?: readonly string[];
  /** @default - both: most workloads are asked, and record with the audit collector */
  readonly usages?: readonly ('server' | 'client')[];
  /** Labels of the Secret. @default - none but the toolkit's own */
  readonly labels?: StringMap;
}

/** The key pair of one workload, signed by the site's authority. Declared, and created in the cluster; never in configuration. */
export class WorkloadCertificate extends GeneratedSecret {
  /** `tls.crt`, `tls.key` and `ca.crt`, to mount. */
  readonly volume: PodVolume;

  constructor(scope: Construct, id: string, props: WorkloadCertificateProps) {
    const { namespace, name, purpose, hosts, usages, labels } = props;
    super(scope, id, {
      namespace: namespace.name,
      name: `${name}-tls`,
      purpose,
      contents: {
        kind: 'tls',
        dnsNames: hosts ?? [serviceHost(name, namespace.name)],
        usages: usages ?? ['server', 'client'],
      },
      ...(labels === undefined ? {} : { labels }),
    });
    this.volume = secretVolume('certificate', this.secretName);
  }
}

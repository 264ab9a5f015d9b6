import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import type { ContainerProps } from '../core/container.ts';
import type { Images } from '../core/images/lock.ts';
import { permitClusterDns } from '../core/network-intent.ts';
import { GeneratedSecret } from '../core/secrets.ts';
import { configVolume, secretVolume } from '../core/volumes.ts';
import { HardenedWorkload } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import { type CorefileProps, corefile, NAME_SERVER_PATHS, NAMES_PORT } from './corefile.ts';

/** Props of {@link NameServer}. */
export interface NameServerProps extends CorefileProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the workload, and of its Service, which the cluster's own name service is pointed at. */
  readonly name: string;
  readonly images: Images;
  readonly replicas: number;
}

const { coredns: component } = components;

/** A name service behind the cluster's own: asks the site's resolvers for declared names, refuses the rest. */
export class NameServer extends Construct {
  readonly workload: HardenedWorkload;

  constructor(scope: Construct, id: string, props: NameServerProps) {
    super(scope, id);
    const { namespace, name, images, replicas } = props;
    const configuration = new ConfigFiles(this, 'configuration', {
      namespace,
      name: `${name}-configuration`,
      files: { Corefile: corefile(props) },
    });
    this.workload = new HardenedWorkload(this, 'server', {
      namespace,
      name,
      role: 'name-server',
      component: { id: component.id, version: images.version(component.id) },
      controller: 'deployment',
      replicas,
      user: component.user,
      configuration: [configuration],
      // It is what others ask: a question of its own would go round in a circle.
      clusterDns: false,
      servicePorts: [{ name: 'dns-tls', port: NAMES_PORT, appProtocol: 'tls' }],
      containers: [this.container(props, configuration)],
    });
    permitClusterDns(this.workload, {
      port: NAMES_PORT,
      purpose: "names that the cluster's own service does not know",
    });
    const port = props.certifiedAs === undefined ? 53 : NAMES_PORT;
    for (const address of props.resolvers) {
      const networks = [`${address}/${address.includes(':') ? 128 : 32}`];
      this.workload.allowToExternal({ host: address, port, networks }, 'ask the name service of the site');
    }
  }

  private container(props: NameServerProps, configuration: ConfigFiles): ContainerProps {
    const { namespace, name, images } = props;
    const certificate = new WorkloadCertificate(this, 'certificate', {
      ...{ namespace, name, usages: ['server'] },
      purpose: `certificate of the name server ${name}`,
    });
    const listens = { kind: 'tcp', port: NAMES_PORT } as const;
    return {
      name: 'coredns',
      image: images.reference(component.id),
      args: ['-conf', `${NAME_SERVER_PATHS.configuration}/Corefile`],
      ports: [{ name: 'dns-tls', port: NAMES_PORT }],
      // The program's file carries the capability, and cannot be started without.
      bindsLowPorts: true,
      mounts: [
        { volume: configVolume('configuration', configuration.configMapName), path: NAME_SERVER_PATHS.configuration },
        { volume: certificate.volume, path: NAME_SERVER_PATHS.certificate },
        ...this.resolverAuthority(props),
      ],
      resources: { cpu: '100m', cpuLimit: '1', memory: '128Mi' },
      probes: { startup: listens, liveness: listens, readiness: listens, startupSeconds: 60 },
    };
  }

  private resolverAuthority({ namespace, name, certifiedAs }: NameServerProps) {
    if (certifiedAs === undefined) return [];
    const { secretName } = new GeneratedSecret(this, 'resolver-authority', {
      namespace: namespace.name,
      name: `${name}-resolver-authority`,
      purpose: `certificate (ca.crt) of the authority that certifies the site's name service as ${certifiedAs}`,
      contents: { kind: 'external', keys: ['ca.crt'] },
    });
    return [{ volume: secretVolume('resolver-authority', secretName), path: NAME_SERVER_PATHS.resolverAuthority }];
  }
}

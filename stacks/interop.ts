import type { Construct } from 'constructs';
import type { AuditSink } from '../constructs/core/audit.ts';
import { identityProviderOf } from '../constructs/core/identity.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import { serviceHost } from '../constructs/core/workload.ts';
import { EncryptedVolumeClaim } from '../constructs/data/encrypted-volume-claim.ts';
import type { FhirServer } from '../constructs/interop/fhir-server.ts';
import { standardMapping } from '../constructs/interop/hl7/mapping.ts';
import { ImagingArchive } from '../constructs/interop/imaging-archive.ts';
import { IntegrationEngine } from '../constructs/interop/integration-engine.ts';
import { type SystemEntrance, SystemsGateway } from '../constructs/interop/systems-gateway.ts';
import type { DataStack } from './data.ts';
import { type LayerContext, type LayerProps, required } from './layers.ts';
import { IMAGING_NAME, INTEGRATION_NAME, namespaceOf, SYSTEMS_GATEWAY_NAME } from './names.ts';

type Messages = NonNullable<Site['modules']['hl7']>;

/** Props of {@link InteropStack}. */
export interface InteropStackProps extends LayerProps {
  readonly audit: AuditSink;
  readonly fhir: FhirServer;
  readonly module: Messages;
}

/** The hospital's other systems: the gateway that they come in by, and the engine that turns messages into resources. */
export class InteropStack extends SovereignStack {
  readonly engine: IntegrationEngine;
  readonly imaging: ImagingArchive | undefined;
  readonly gateway: SystemsGateway;

  constructor(scope: Construct, id: string, props: InteropStackProps) {
    super(scope, id, { site: props.site, layer: 'interop' });
    this.imaging = this.imagingArchive(props);
    this.engine = this.integrationEngine(props);
    this.gateway = this.systemsGateway(props);
  }

  private integrationEngine({ site, images, foundation, audit, fhir, module }: InteropStackProps): IntegrationEngine {
    const drops = this.dropVolume({ site, foundation, module });
    return new IntegrationEngine(this, 'integration', {
      namespace: foundation.namespace('integration'),
      name: INTEGRATION_NAME,
      ...{ images, audit, storage: site.storage, size: module.storage, mapping: standardMapping },
      ...{ identifierSystem: module.identifierSystem, timeZone: module.timeZone },
      systems: Object.entries(module.systems).map(([name, system]) => ({ name, ...system })),
      folders: Object.entries(module.fileDrops?.folders ?? {}).map(([name, folder]) => ({
        ...{ name, ...folder, certificate: `folder ${name}` },
      })),
      gatewayHost: serviceHost(SYSTEMS_GATEWAY_NAME, namespaceOf(site.name, 'integration')),
      fhir: { workload: fhir.workload, host: fhir.host, port: fhir.systemPort },
      ...(drops === undefined ? {} : { drops }),
      ...this.studies(),
    });
  }

  private studies() {
    const { imaging } = this;
    if (imaging === undefined) return {};
    return { imaging: { workload: imaging.workload, host: imaging.host, port: imaging.systemPort } };
  }

  private dropVolume({ site, foundation, module }: Pick<InteropStackProps, 'site' | 'foundation' | 'module'>) {
    const { fileDrops } = module;
    if (fileDrops === undefined) return undefined;
    const claim = new EncryptedVolumeClaim(this, 'file-drops', {
      storage: { ...site.storage, class: fileDrops.storageClass ?? site.storage.class },
      ...{ namespace: foundation.namespace('integration'), name: 'file-drops', size: fileDrops.storage },
      accessMode: fileDrops.storageClass === undefined ? 'ReadWriteOnce' : 'ReadWriteMany',
    });
    return claim.asVolume('drops');
  }

  private imagingArchive({ site, images, foundation, audit }: InteropStackProps): ImagingArchive | undefined {
    const { imaging } = site.modules;
    if (imaging === undefined) return undefined;
    return new ImagingArchive(this, 'imaging', {
      namespace: foundation.namespace('imaging'),
      name: IMAGING_NAME,
      ...{ images, audit, storage: site.storage, size: imaging.storage, aet: imaging.aet },
      systems: [serviceHost(INTEGRATION_NAME, namespaceOf(site.name, 'integration'))],
      peers: Object.entries(imaging.peers).map(([name, { aet }]) => ({ name, aet })),
      identity: identityProviderOf(site),
      clinicianRole: site.identity.clinicianRole,
    });
  }

  private systemsGateway({ site, images, foundation, audit, module }: InteropStackProps): SystemsGateway {
    const { replicas, exposure, clientNetworks } = module;
    return new SystemsGateway(this, 'systems-gateway', {
      namespace: foundation.namespace('integration'),
      name: SYSTEMS_GATEWAY_NAME,
      ...{ images, audit, replicas, clientNetworks, exposure: { kind: exposure } },
      entrances: this.entrances(module, site.modules.imaging),
    });
  }

  private entrances(
    { systems }: Messages,
    images: Site['modules']['imaging'],
  ): readonly [SystemEntrance, ...SystemEntrance[]] {
    const { engine, imaging } = this;
    const senders = Object.entries(systems).map(([name, { port, certificate }]): SystemEntrance => {
      const target = { workload: engine.workload, host: engine.host, port: engine.portOf(name) };
      return { name: `mllp-${name}`, port, certificate, target, purpose: `hand on the messages of ${name}` };
    });
    const modalities = Object.entries(images?.peers ?? {}).flatMap(
      ([name, { port, certificate }]): SystemEntrance[] => {
        if (imaging === undefined) return [];
        const target = { workload: imaging.workload, host: imaging.host, port: imaging.dicomPort };
        return [{ name: `dicom-${name}`, port, certificate, target, purpose: 'hand on images' }];
      },
    );
    const [first, ...rest] = [...senders, ...modalities];
    if (first === undefined) throw new RangeError('modules.hl7.systems names no system');
    return [first, ...rest];
  }
}

/** The interoperability layer of a site that has the module, applied after its data. */
export function buildInterop({ app, ...props }: LayerContext, data: DataStack): InteropStack | undefined {
  const { site } = props;
  const module = site.modules.hl7;
  if (module === undefined) return undefined;
  const interop = new InteropStack(app, 'interop', {
    ...props,
    module,
    audit: required(site, data.audit?.collector, 'hl7', 'audit'),
    fhir: required(site, data.fhir, 'hl7', 'fhir'),
  });
  interop.addDependency(data);
  return interop;
}

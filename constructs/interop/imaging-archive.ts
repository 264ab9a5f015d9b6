import { Construct } from 'constructs';
import { components } from '../../catalog/components.ts';
import { type AuditSink, assertRecorded, auditedBy } from '../core/audit.ts';
import type { BoundaryNamespace } from '../core/boundary-namespace.ts';
import { ConfigFiles } from '../core/config-files.ts';
import { AccessGuard } from '../core/envoy/access-guard.ts';
import type { GuardDoor, GuardRoute } from '../core/envoy/types.ts';
import type { IdentityProvider } from '../core/identity.ts';
import type { Images } from '../core/images/lock.ts';
import type { Site } from '../core/site/site.ts';
import { configVolume, type PodVolume, perPodVolume, scratchVolume } from '../core/volumes.ts';
import { HardenedWorkload, serviceHost } from '../core/workload.ts';
import { WorkloadCertificate } from '../core/workload-certificate.ts';
import {
  DICOM_PORT,
  type ImagingPeer,
  ORTHANC_HTTP_PORT,
  ORTHANC_PATHS,
  orthancConfig,
} from './imaging/orthanc-config.ts';

/** Port of DICOMweb, for those who have a token. */
export const DICOMWEB_PORT = 8443;

/** Port on which named services ask for new studies, over mutual TLS. */
export const IMAGING_SYSTEM_PORT = 8445;

// What a study is, and no image of it.
const studyRoutes: readonly GuardRoute[] = [
  { methods: ['GET'], prefix: '/changes' },
  { methods: ['GET'], prefix: '/studies', pattern: '/studies/[-0-9a-f]{44}(/series)?' },
];

/** What may be asked for: to search and to retrieve. Images come in over DICOM alone. */
export const dicomWebRoutes: readonly GuardRoute[] = [
  { methods: ['GET', 'HEAD'], prefix: '/dicom-web', timeoutSeconds: 300 },
];

/** Props of {@link ImagingArchive}. */
export interface ImagingArchiveProps {
  readonly namespace: BoundaryNamespace;
  /** Name of the archive: `imaging`. A contract. */
  readonly name: string;
  readonly images: Images;
  readonly storage: Site['storage'];
  /** Size of the volume for images and index: `2Ti`. */
  readonly size: string;
  /** AE title that peers call: at most 16 characters. */
  readonly aet: string;
  /** Who may store. */
  readonly peers: readonly ImagingPeer[];
  /** Hosts of the platform's own services that ask which studies there are, under their certificates. @default - none */
  readonly systems?: readonly string[];
  /** Whose tokens open DICOMweb. */
  readonly identity: IdentityProvider;
  /** Role that the token must carry. */
  readonly clinicianRole: string;
  /** Where every request is recorded. There is no archive without it. */
  readonly audit: AuditSink;
}

const component = components.orthanc;

/** Orthanc: takes images from known peers over DICOM with TLS, and serves them over DICOMweb to clinicians. One pod, one volume. */
export class ImagingArchive extends Construct {
  readonly workload: HardenedWorkload;
  readonly host: string;
  readonly port = DICOMWEB_PORT;
  readonly dicomPort = DICOM_PORT;
  readonly systemPort = IMAGING_SYSTEM_PORT;

  constructor(scope: Construct, id: string, props: ImagingArchiveProps) {
    super(scope, id);
    assertRecorded(this, props.audit);
    const { namespace, name, images, audit, storage } = props;
    this.host = serviceHost(name, namespace.name);
    const certificate = this.certificate(props);
    const guard = new AccessGuard(this, 'guard', {
      ...{ namespace, name, role: 'imaging', images, audit, certificate },
      doors: [doorOf(props), ...systemDoors(props.systems ?? [])],
      upstream: { kind: 'local', port: ORTHANC_HTTP_PORT },
      healthPaths: [component.health.readiness],
    });
    const configuration = new ConfigFiles(this, 'configuration', {
      namespace,
      name: `${name}-configuration`,
      files: { 'orthanc.json': orthancConfig(props) },
    });
    this.workload = new HardenedWorkload(this, 'server', {
      namespace,
      name,
      role: 'imaging',
      component: { id: component.id, version: images.version(component.id) },
      controller: 'stateful-set',
      replicas: 1,
      user: component.user,
      annotations: auditedBy(audit),
      configuration: [configuration, guard.configuration],
      servicePorts: [...guard.servicePorts, { name: 'dicom', port: DICOM_PORT, appProtocol: 'tls' }],
      terminationGraceSeconds: 120,
      dependsOn: [audit.ready],
      volumePerPod: {
        ...{ name: 'store', storageClass: storage.class, encryption: storage.encryption.method, size: props.size },
      },
      containers: [
        {
          name: 'orthanc',
          image: images.reference(component.id),
          command: ['Orthanc', `${ORTHANC_PATHS.configuration}/orthanc.json`],
          env: component.switches,
          ports: [{ name: 'dicom', port: DICOM_PORT }],
          mounts: [
            { volume: configVolume('configuration', configuration.configMapName), path: ORTHANC_PATHS.configuration },
            { volume: certificate, path: ORTHANC_PATHS.certificate },
            { volume: perPodVolume('store'), path: ORTHANC_PATHS.store },
            { volume: scratchVolume('tmp', '2Gi'), path: '/tmp' },
          ],
          resources: { cpu: '500m', cpuLimit: '4', memory: '2Gi' },
          probes: AccessGuard.probesThrough(component.health, 300),
        },
        guard.container,
      ],
    });
    guard.connect(this.workload);
    this.workload.allowTo(audit.peer, { port: audit.port, purpose: 'record who looked at images' });
  }

  private certificate({ namespace, name }: ImagingArchiveProps): PodVolume {
    return new WorkloadCertificate(this, 'certificate', {
      namespace,
      name,
      purpose: `certificate of ${this.host}, as server of DICOM and DICOMweb and towards the audit collector`,
    }).volume;
  }
}

function doorOf({ identity, name, clinicianRole }: ImagingArchiveProps): GuardDoor {
  return {
    ...{ name: 'https', port: DICOMWEB_PORT, recorded: true, routes: dicomWebRoutes },
    admission: { kind: 'token', identity, audience: name, role: clinicianRole },
  };
}

function systemDoors(hosts: readonly string[]): readonly GuardDoor[] {
  if (hosts.length === 0) return [];
  const admission = { kind: 'certificate', dnsNames: hosts } as const;
  return [{ name: 'https-systems', port: IMAGING_SYSTEM_PORT, admission, recorded: true, routes: studyRoutes }];
}

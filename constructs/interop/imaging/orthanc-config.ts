/** Where the parts of the archive are inside its container. */
export const ORTHANC_PATHS = {
  configuration: '/etc/orthanc',
  certificate: '/etc/tls',
  store: '/var/lib/orthanc',
  plugins: '/usr/share/orthanc/plugins',
} as const;

/** Port on which the archive speaks DICOM over TLS. */
export const DICOM_PORT = 4242;

/** Port of the archive's HTTP interface. It answers its own pod alone. */
export const ORTHANC_HTTP_PORT = 8042;

/** A system that sends images. */
export interface ImagingPeer {
  /** Name in the configuration: `ct1`. A contract. */
  readonly name: string;
  /** Its AE title: at most 16 characters. */
  readonly aet: string;
}

/** What the archive's configuration is made from. */
export interface OrthancConfigProps {
  readonly name: string;
  /** AE title that peers call. */
  readonly aet: string;
  readonly peers: readonly ImagingPeer[];
}

/**
 * The complete configuration of an Orthanc as JSON. Its index is SQLite beside the images, on the same encrypted volume. A
 * peer may test the connection and store; it may not search, fetch or move what others have sent.
 */
export function orthancConfig({ name, aet, peers }: OrthancConfigProps): string {
  return `${JSON.stringify({ ...identity(name), ...dicom(aet, peers), ...http(), ...web() }, null, 2)}\n`;
}

function identity(name: string) {
  return {
    Name: name,
    StorageDirectory: `${ORTHANC_PATHS.store}/images`,
    IndexDirectory: `${ORTHANC_PATHS.store}/index`,
    TemporaryDirectory: '/tmp',
    StorageCompression: false,
    // What was stored stays as it was: a second object with the same identifier does not take its place.
    OverwriteInstances: false,
    StableAge: 60,
    SaveJobs: false,
    DeidentifyLogs: true,
    DeidentifyLogsDicomVersion: '2021b',
  };
}

function dicom(aet: string, peers: readonly ImagingPeer[]) {
  const may = { AllowEcho: true, AllowStore: true, AllowFind: false, AllowGet: false, AllowMove: false };
  return {
    DicomServerEnabled: true,
    DicomAet: aet,
    DicomPort: DICOM_PORT,
    DicomCheckCalledAet: true,
    StrictAetComparison: true,
    UnknownSopClassAccepted: false,
    DicomTlsEnabled: true,
    DicomTlsCertificate: `${ORTHANC_PATHS.certificate}/tls.crt`,
    DicomTlsPrivateKey: `${ORTHANC_PATHS.certificate}/tls.key`,
    DicomTlsTrustedCertificates: `${ORTHANC_PATHS.certificate}/ca.crt`,
    DicomTlsRemoteCertificateRequired: true,
    ...{ DicomAlwaysAllowEcho: false, DicomAlwaysAllowStore: false, DicomAlwaysAllowFind: false },
    ...{ DicomAlwaysAllowFindWorklist: false, DicomAlwaysAllowGet: false, DicomAlwaysAllowMove: false },
    // Peers come through the gateway, which knows them by their certificates: their addresses are not seen here.
    DicomCheckModalityHost: false,
    DicomModalitiesInDatabase: false,
    DicomModalities: Object.fromEntries(
      peers.map(({ name, aet: AET }) => [
        name,
        { AET, Host: '127.0.0.1', Port: DICOM_PORT, ...may, UseDicomTls: true },
      ]),
    ),
    DicomScpTimeout: 60,
    DicomThreadsCount: 4,
  };
}

function http() {
  return {
    HttpServerEnabled: true,
    HttpPort: ORTHANC_HTTP_PORT,
    // Requests from other addresses than loopback are refused; who may ask is decided by the guard.
    RemoteAccessAllowed: false,
    AuthenticationEnabled: false,
    SslEnabled: false,
    OrthancExplorerEnabled: false,
    WebDavEnabled: false,
    ExecuteLuaEnabled: false,
    RestApiWriteToFileSystemEnabled: false,
    HttpVerbose: false,
    HttpsVerifyPeers: true,
    LuaScripts: [],
    OrthancPeers: {},
    OrthancPeersInDatabase: false,
  };
}

function web() {
  return {
    Plugins: [`${ORTHANC_PATHS.plugins}/libOrthancDicomWeb.so`],
    DicomWeb: { Enable: true, Root: '/dicom-web/', EnableWado: false, Servers: {} },
  };
}

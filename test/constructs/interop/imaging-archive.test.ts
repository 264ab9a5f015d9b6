import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { intentsOf } from '../../../constructs/core/network-intent.ts';
import { ImagingArchive } from '../../../constructs/interop/imaging-archive.ts';
import { recordedWorkbench } from '../../support/platform-parts.ts';
import { resource, resourcesOf } from '../../support/synthesized.ts';

const { stack, namespace, images, identity, trail, site } = recordedWorkbench();
new ImagingArchive(stack, 'imaging', {
  ...{ namespace, name: 'imaging', images, identity, audit: trail.collector, clinicianRole: 'clinician' },
  ...{ storage: site.storage, size: '2Ti', aet: 'DOMICILE', peers: [{ name: 'ct1', aet: 'CT1' }] },
});
const resources = resourcesOf(stack);
const orthanc = JSON.parse(resource(resources, 'config_map_v1', 'imaging-configuration').data['orthanc.json']);
const guard = parse(resource(resources, 'config_map_v1', 'imaging-guard').data['envoy.yaml']).static_resources;

describe('the archive', () => {
  test('speaks DICOM over TLS alone, to who has a certificate of the site', () => {
    expect(orthanc).toMatchObject({
      ...{ DicomTlsEnabled: true, DicomTlsRemoteCertificateRequired: true },
      DicomTlsTrustedCertificates: '/etc/tls/ca.crt',
    });
  });

  test.each(['Echo', 'Store', 'Find', 'FindWorklist', 'Get', 'Move'])('lets no stranger %s', (verb) => {
    expect(orthanc[`DicomAlwaysAllow${verb}`]).toBe(false);
  });

  test('knows its peers by their AE titles, and lets them store but not look', () => {
    expect(orthanc.DicomModalities).toEqual({
      ct1: expect.objectContaining({
        AET: 'CT1',
        AllowStore: true,
        AllowFind: false,
        AllowGet: false,
        AllowMove: false,
      }),
    });
    expect([orthanc.DicomAet, orthanc.DicomCheckCalledAet, orthanc.StrictAetComparison]).toEqual([
      'DOMICILE',
      true,
      true,
    ]);
  });

  test.each([
    'RemoteAccessAllowed',
    'ExecuteLuaEnabled',
    'OrthancExplorerEnabled',
    'WebDavEnabled',
    'OverwriteInstances',
  ])('has %s off', (key) => expect(orthanc[key]).toBe(false));

  test('keeps images and index on one encrypted volume', () => {
    const { volume_claim_template, replicas } = resource(resources, 'stateful_set_v1', 'imaging').spec;
    expect(replicas).toBe('1');
    expect(volume_claim_template[0].metadata.labels['domicile.internal/encrypted-at-rest']).toBe('true');
    for (const folder of [orthanc.StorageDirectory, orthanc.IndexDirectory])
      expect(folder).toMatch(/^\/var\/lib\/orthanc\//);
  });
});

describe('its guard', () => {
  const [{ filter_chains }] = guard.listeners;
  const { route_config } = filter_chains[0].filters[0].typed_config;

  test('lets clinicians search and retrieve, and nobody change anything', () => {
    const [route, ...others] = route_config.virtual_hosts[0].routes;
    expect(others).toEqual([]);
    expect(route.match).toMatchObject({
      path_separated_prefix: '/dicom-web',
      headers: [{ name: ':method', string_match: { safe_regex: { regex: 'GET|HEAD' } } }],
    });
  });

  test('may fetch the keys of tokens and record, and reach nothing else', () => {
    const targets = intentsOf(stack).filter(({ from }) => from.name === 'imaging');
    expect(targets.map(({ to }) => (to.kind === 'external' ? 'identity' : to.name)).sort()).toEqual([
      'audit-collector',
      'identity',
    ]);
  });
});

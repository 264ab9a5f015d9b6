import { describe, expect, it } from 'vitest';
import { endpointsOf } from '../../../cli/endpoints/endpoint.ts';
import { formats } from '../../../cli/endpoints/format.ts';
import { loadSite, parseSite } from '../../../constructs/core/site/load.ts';
import type { RenderedObject } from '../../../engines/render.ts';

const site = loadSite('sites/reference-hospital.yaml');
const toIdentity = {
  from: { namespace: 'clinical', name: 'fhir' },
  to: { kind: 'external', host: 'identity.hospital.example', networks: ['10.20.0.0/16'] } as const,
  port: 443,
  purpose: 'fetch keys',
};
const inside = { ...toIdentity, to: { kind: 'workload', namespace: 'clinical', name: 'database' } as const };
const service = (type: string): RenderedObject => ({
  kind: 'Service',
  name: 'entrance',
  namespace: 'edge',
  body: { apiVersion: 'v1', kind: 'Service', spec: { type, ports: [{ name: 'https', port: 8443, protocol: 'TCP' }] } },
});
const words = (all: ReturnType<typeof endpointsOf>) =>
  all.map(({ direction, from, to, port, protocol }) => `${direction} ${from} → ${to}:${port}/${protocol}`);

describe('the list for the firewall', () => {
  it('has what crosses the border of the cluster, sorted, and nothing that stays inside', () => {
    const objects = [service('ClusterIP'), service('LoadBalancer')];
    expect(words(endpointsOf({ site, flows: [inside, toIdentity], objects }))).toEqual([
      "in the platform engineer's machine → Kubernetes API (context domicile-local):6443/TCP",
      'in the networks of the site → edge/entrance:8443/TCP',
      'out every node → 10.20.0.53:53/UDP',
      'out every node → 10.20.1.53:53/UDP',
      'out clinical/fhir → identity.hospital.example (10.20.0.0/16):443/TCP',
      'out every node → registry.reference-hospital.example:443/TCP',
      "out the platform engineer's machine → registry.reference-hospital.example:443/TCP",
      'out every node → time-2.reference-hospital.example:123/UDP',
      'out every node → time.reference-hospital.example:123/UDP',
    ]);
  });

  it('has the store of the state where that is elsewhere', () => {
    const state =
      '  backend: s3\n  endpoint: https://s3.reference-hospital.example:8443\n  region: eu\n  bucket: state\n';
    const text = site.source.text.replace(/(?<=state:\n)(?: {2}.*\n)+/, state);
    expect(words(endpointsOf({ site: parseSite(text, 'site.yaml'), flows: [], objects: [] }))).toContain(
      "out the platform engineer's machine → s3.reference-hospital.example:8443/TCP",
    );
  });

  it('is the same list on two days, but for its heading', () => {
    const list = endpointsOf({ site, flows: [toIdentity], objects: [] });
    const [one, other] = ['2026-11-22', '2026-11-23'].map((at) => formats.text?.(list, { site: site.name, at }) ?? '');
    expect(one?.split('\n')[0]).toBe('# Endpoints of reference-hospital, 2026-11-22');
    expect(one?.split('\n').slice(1)).toEqual(other?.split('\n').slice(1));
  });

  it('can be read by a spreadsheet', () => {
    const quoted = { ...toIdentity, purpose: 'fetch "keys", daily' };
    const csv = formats.csv?.(endpointsOf({ site, flows: [quoted], objects: [] }), { site: '', at: '' });
    expect(csv?.split('\n')[0]).toBe('direction,from,to,port,protocol,authority,purpose');
    expect(csv).toContain('"fetch ""keys"", daily"');
  });
});

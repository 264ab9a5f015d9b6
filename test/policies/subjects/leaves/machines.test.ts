import { describe, expect, it } from 'vitest';
import { boundaryOf } from '../../../../policies/boundary.ts';
import type { Fields } from '../../../../policies/engine/types.ts';
import { createPlaces } from '../../../../policies/places/index.ts';
import { createLeaves } from '../../../../policies/subjects/index.ts';

const { leaves } = createLeaves(createPlaces(boundaryOf('EEA')));
const found = (type: string, body: Fields) =>
  leaves({
    kind: 'terraform/resource',
    type,
    name: 'n',
    namespace: undefined,
    constructPath: undefined,
    address: `${type}.n`,
    body,
    locate: () => undefined,
  }).map((leaf) => leaf.found);

describe('the image of a machine', () => {
  it.each<[string, string, Fields]>([
    ['a system of Hetzner', 'hcloud_server', { image: 'debian-12' }],
    [
      'a system of Google, in a block',
      'google_compute_instance',
      { boot_disk: [{ initialize_params: [{ image: 'debian-cloud/debian-12' }] }] },
    ],
    ['a volume', 'openstack_blockstorage_volume_v3', { image: 'Ubuntu-24.04' }],
  ])('%s is no container image', (_name, type, body) => expect(found(type, body)).toEqual([]));

  it.each<[string, string, Fields, string]>([
    ['on a machine with a tag', 'hcloud_server', { image: 'nginx:1.29' }, 'nginx:1.29'],
    ['from a registry', 'linode_instance', { image: 'docker.io/library/nginx' }, 'docker.io/library/nginx'],
    ['of a container', 'docker_container', { image: 'nginx' }, 'nginx'],
    ['of a container group', 'azurerm_container_group', { container: [{ image: 'nginx' }] }, 'nginx'],
  ])('%s it is one', (_name, type, body, image) => expect(found(type, body)).toContain(image));

  it('does not hide what stands beside it', () => {
    expect(found('hcloud_server', { image: 'debian-12', location: 'ash' })).toEqual(['ash']);
  });
});

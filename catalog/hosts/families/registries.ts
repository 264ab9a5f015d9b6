import type { HostFamily } from '../types.ts';
import { each, remembered } from './family.ts';

/** Container registries that name no region. */
export const registries: readonly HostFamily[] = [
  remembered(['docker', 'US'], 'https://docs.docker.com/desktop/setup/allow-list/', {
    at: each('docker.io docker.com dhi.io hub.docker.com', 'US'),
  }),
  remembered(
    ['github', 'US'],
    'https://docs.github.com/packages/working-with-a-github-packages-registry/working-with-the-container-registry',
    {
      at: each('ghcr.io docker.pkg.github.com pkg.github.com pkg-containers.githubusercontent.com', 'US'),
    },
  ),
  remembered(['red-hat', 'US'], 'https://access.redhat.com/articles/3560571 (Red Hat registries)', {
    at: each(
      'quay.io registry.redhat.io registry.access.redhat.com registry.connect.redhat.com registry.redhat.com',
      'US',
    ),
  }),
  remembered(['nvidia', 'US'], 'https://docs.nvidia.com/ngc/', { at: each('nvcr.io ngc.nvidia.com', 'US') }),
  remembered(['gitlab', 'US'], 'https://docs.gitlab.com/subscriptions/gitlab_com/ (hosted in the United States)', {
    at: each('registry.gitlab.com', 'US'),
  }),
  remembered(['cncf', 'US'], 'https://github.com/kubernetes/registry.k8s.io (redirects to the nearest mirror)', {
    unplaced: each('registry.k8s.io', 'redirects to whatever mirror is nearest'),
    at: { 'k8s.gcr.io': 'US', 'dl.k8s.io': 'US', 'pkgs.k8s.io': 'US', 'cdn.dl.k8s.io': 'US' },
  }),
  remembered(['codeberg', 'DE'], 'https://docs.codeberg.org (Berlin)', {
    at: { 'codeberg.org': 'DE', 'codeberg.page': 'DE' },
  }),
  remembered(['suse', 'LU'], 'https://registry.suse.com (content network)', {
    unplaced: each('registry.suse.com registry.rancher.com', 'a content network with edges anywhere'),
    at: { 'registry.opensuse.org': 'DE', 'download.opensuse.org': 'DE' },
  }),
  remembered([null, 'US'], "the vendors' own registries, run from the United States", {
    at: each(
      `docker.elastic.co cgr.dev xpkg.upbound.io xpkg.crossplane.io registry.developers.crunchydata.com containers.intersystems.com
       registry.replicated.com proxy.replicated.com registry.hub.docker.com index.docker.io lscr.io images.linuxcontainers.org
       registry.ollama.ai public.cr.seldon.io gcr.kubecost.com charts.bitnami.com repo.broadcom.com projects.registry.vmware.com
       projects.packages.broadcom.com registry.npmjs.org registry.terraform.io registry.jfrog.io releases-docker.jfrog.io
       registry.cloud.databricks.com docker.n8n.io docker.dragonflydb.io docker.redpanda.com store-registry.f5.com private-registry.nginx.com
       registry.istio.io docker.kuma.io docker.konghq.com`,
      'US',
    ),
    unplaced: each('jfrog.io ttl.sh', 'the name does not say where it is'),
  }),
  remembered(['daocloud', 'CN'], 'mirrors in China', {
    at: each(
      'm.daocloud.io docker.m.daocloud.io daocloud.io hub-mirror.c.163.com dockerhub.icu docker.1panel.live swr.cn-north-4.myhuaweicloud.com',
      'CN',
    ),
  }),
  remembered(['timeweb', 'RU'], 'mirror in Russia', { at: { 'dockerhub.timeweb.cloud': 'RU' } }),
];

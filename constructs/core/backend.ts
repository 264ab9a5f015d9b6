import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { App, LocalBackend, S3Backend, type TerraformBackend, type TerraformStack } from 'cdktf';
import { KubernetesBackend } from './kubernetes-backend.ts';
import type { Site } from './site/site.ts';

/**
 * A path of the site file as Terraform sees it from a stack's working folder: relative, so that the output is the same
 * on every machine. Absolute and home paths stay as the site wrote them.
 */
export function fromWorkingFolder(stack: TerraformStack, path: string): string {
  if (isAbsolute(path) || path.startsWith('~/')) return path;
  const workingFolder = resolve(App.of(stack).outdir, 'stacks', stack.node.id);
  return relative(workingFolder, resolve(path)).split(sep).join('/');
}

/** The backend that the site names. Never cdktf's default, which writes the machine's own path into the output. */
export function addBackend(stack: TerraformStack, site: Site): TerraformBackend {
  const { state, cluster, name } = site;
  const key = `${name}.${stack.node.id}`;
  switch (state.backend) {
    case 'local':
      return new LocalBackend(stack, { path: fromWorkingFolder(stack, join(state.folder, `${key}.tfstate`)) });
    case 'kubernetes':
      return new KubernetesBackend(stack, {
        namespace: state.namespace,
        secretSuffix: `${name}-${stack.node.id}`,
        configPath: fromWorkingFolder(stack, cluster.kubeconfig),
        configContext: cluster.context,
      });
    case 's3': {
      const backend = new S3Backend(stack, {
        bucket: state.bucket,
        key: `${key}.tfstate`,
        region: state.region,
        endpoints: { s3: state.endpoint },
        usePathStyle: true,
        skipRegionValidation: true,
        skipCredentialsValidation: true,
        skipRequestingAccountId: true,
        skipMetadataApiCheck: true,
        skipS3Checksum: true,
      });
      // The bindings do not know it yet: a lock as an object of the bucket, which needs no second service.
      backend.addOverride('use_lockfile', true);
      return backend;
    }
  }
}

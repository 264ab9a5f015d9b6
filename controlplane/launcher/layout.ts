import { join } from 'node:path';

/** Where one project's local control plane keeps its files. Everything lies under `.domicile/` of the project. */
export interface Layout {
  readonly root: string;
  /** Of the user, with the context `domicile-local`. Never merged into the user's own kubeconfig. */
  readonly kubeconfig: string;
  readonly lock: string;
  /** Everything below is the control plane's own, and may be deleted when it is stopped. */
  readonly data: string;
  readonly pki: string;
  readonly config: string;
  readonly run: string;
  readonly logs: string;
  readonly etcd: string;
}

/** The layout under a project folder. Nothing is created. */
export function layoutOf(project: string): Layout {
  const root = join(project, '.domicile');
  const data = join(root, 'controlplane');
  return {
    root,
    kubeconfig: join(root, 'kubeconfig'),
    lock: join(root, 'lock'),
    data,
    pki: join(data, 'pki'),
    config: join(data, 'config'),
    run: join(data, 'run'),
    logs: join(data, 'logs'),
    etcd: join(data, 'etcd'),
  };
}

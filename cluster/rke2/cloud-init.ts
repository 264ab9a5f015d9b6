import { stringify } from 'yaml';
import type { ContextOf } from '../context.ts';
import type { ClusterFile } from '../file.ts';
import { heading } from '../file.ts';

const FOLDER = '/root/domicile';

/**
 * A NoCloud seed for one machine: its files and programs, put where a person would copy them. What it starts ends at the
 * first secret that is missing, and is run again by hand; secrets never travel in it.
 */
export function cloudInit(
  context: ContextOf<'rke2'>,
  name: string,
  files: readonly ClusterFile[],
): readonly ClusterFile[] {
  const prefix = `${name}/`;
  const userData = {
    hostname: name,
    preserve_hostname: false,
    ssh_pwauth: false,
    package_update: false,
    ntp: { enabled: false },
    write_files: files.map(({ path, text, executable }) => ({
      path: `${FOLDER}/${path.slice(prefix.length)}`,
      owner: 'root:root',
      permissions: executable ? '0700' : '0600',
      content: text,
    })),
    runcmd: [`${FOLDER}/prepare.sh && ${FOLDER}/install.sh`],
  };
  const folder = `${prefix}cloud-init`;
  return [
    {
      path: `${folder}/user-data`,
      text: `#cloud-config\n${heading(context)}\n${stringify(userData, { lineWidth: 0 })}`,
      executable: false,
    },
    {
      path: `${folder}/meta-data`,
      text: `${heading(context)}\n${stringify({ 'instance-id': name, 'local-hostname': name })}`,
      executable: false,
    },
  ];
}

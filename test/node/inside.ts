import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { issueLeaf } from '../../controlplane/certificates.ts';
import { readIfThere, writePrivate } from '../../controlplane/launcher/files.ts';
import { startControlPlane } from '../../controlplane/launcher/launcher.ts';
import { layoutOf } from '../../controlplane/launcher/layout.ts';
import { createProject } from '../e2e/project.ts';

// Runs in the room: a project, a control plane without a node, and the credentials of the node that is to join it.
const [site = '', node = ''] = process.argv.slice(2);
const project = createProject(site).root;
const { kubeconfig } = await startControlPlane({
  project,
  environment: process.env,
  furniture: { topology: { region: 'de-test', zones: [] }, resources: {}, storageClasses: [] },
  onProgress: () => undefined,
  signal: new AbortController().signal,
});
const { pki, root } = layoutOf(project);
const read = (file: string) => readIfThere(file) ?? '';
const authority = { certificate: read(join(pki, 'ca.crt')), key: read(join(pki, 'ca.key')) };
const { certificate, key } = await issueLeaf(authority, {
  commonName: `system:node:${node}`,
  organizations: ['system:nodes'],
  usages: ['client'],
});
const base64 = (text: string) => Buffer.from(text).toString('base64');
const config = parse(read(kubeconfig));
config.users[0].user = { 'client-certificate-data': base64(certificate), 'client-key-data': base64(key) };
const nodeKubeconfig = join(root, 'node.kubeconfig');
writePrivate(nodeKubeconfig, stringify(config));
process.stdout.write(JSON.stringify({ project, kubeconfig, nodeKubeconfig }));

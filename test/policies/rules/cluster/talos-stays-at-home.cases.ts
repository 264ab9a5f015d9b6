import { talosStaysAtHome } from '../../../../policies/rules/cluster/talos-stays-at-home.ts';
import { configMap, documents, type RuleCases } from '../../../support/rule-cases.ts';

const machine = (discovery: string) =>
  `version: v1alpha1\nmachine: {type: controlplane}\ncluster: {discovery: {enabled: ${discovery}}}\n`;
const mirror = (skipFallback: string, name = '"*"') =>
  `apiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: ${name}\nendpoints: [{url: "https://registry.klinik.example"}]\nskipFallback: ${skipFallback}\n`;
const volume = (name: string, key = 'tpm: {}') =>
  `apiVersion: v1alpha1\nkind: VolumeConfig\nname: ${name}\nencryption: {provider: luks2, keys: [{slot: 0, ${key}}]}\n`;
const volumes = documents(volume('STATE'), volume('EPHEMERAL', 'kms: {endpoint: "https://kms.klinik.example"}'));

export const cases: RuleCases = {
  rule: talosStaysAtHome,
  compliant: [
    { name: 'a machine that stays at home', input: documents(machine('false'), mirror('true'), volumes) },
    {
      name: 'patches, each with its part',
      input: {
        file: 'all.patch.yaml',
        text: documents(
          'machine: {type: worker}\n',
          'cluster: {discovery: {enabled: false}}\n',
          mirror('true'),
          volumes,
        ),
      },
    },
    {
      name: 'a document of another toolkit with the same name',
      input: 'apiVersion: other.example/v1\nkind: VolumeConfig\nmetadata: {name: other}\n',
      silent: true,
    },
  ],
  nonCompliant: [
    {
      name: 'members announced outside',
      input: documents(machine('true'), mirror('true'), volumes),
      path: 'cluster.discovery.enabled',
      found: 'true',
    },
    {
      name: 'no word of discovery, which is on by default',
      input: documents('version: v1alpha1\nmachine: {type: worker}\ncluster: {}\n', mirror('true'), volumes),
      path: 'cluster.discovery.enabled',
      found: '(nothing)',
    },
    {
      name: 'a mirror with a way around it',
      input: documents(machine('false'), mirror('false'), volumes),
      path: 'skipFallback',
      found: 'false',
    },
    {
      name: 'a mirror for one registry alone',
      input: documents(machine('false'), mirror('true', 'registry.k8s.io'), volumes),
      path: '',
      found: 'no RegistryMirrorConfig "*"',
    },
    {
      name: 'a disk in plain text',
      input: documents(machine('false'), mirror('true'), volume('STATE')),
      path: '',
      found: 'no VolumeConfig EPHEMERAL',
    },
    {
      name: 'a key that goes with the disk',
      input: documents(machine('false'), mirror('true'), volume('STATE', 'nodeID: {}'), volume('EPHEMERAL')),
      path: 'encryption.keys',
      found: 'nodeID',
    },
  ],
  indeterminate: [
    {
      name: 'a choice that a template fills in',
      input: documents(machine('"${DISCOVERY}"'), mirror('true'), volumes),
      path: 'cluster.discovery.enabled',
      found: '${DISCOVERY}',
    },
  ],
  unselected: [{ name: 'a ConfigMap', input: configMap }],
};

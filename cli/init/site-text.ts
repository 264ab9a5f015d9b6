import { type Document, parseDocument, visit } from 'yaml';
import { figures } from '../../catalog/sizing/figures.ts';
import { loadOf } from '../../catalog/sizing/load.ts';
import { distributions, setMachines } from './machines.ts';
import type { Profile } from './profile.ts';
import type { Answers } from './question.ts';

/** Where a new site keeps its files, from the project folder. */
export interface SiteFiles {
  readonly images: string;
  /** Value of the editor's `$schema` comment, from the folder of the site file. */
  readonly schema: string;
}

/** A site file out of a site that works: its own words replaced, and what the answers say put in its place. */
export function siteText(template: string, profile: Profile, answers: Answers, files: SiteFiles): string {
  const document = parseDocument(withoutHeading(template));
  document.commentBefore = [
    ` yaml-language-server: $schema=${files.schema}`,
    ` ${answers.organisation}: what it runs, where, and who may reach it. Paths are from the project folder.`,
    ' Models, digests and evaluations are made up, as in the site that this was made from: replace them before production.',
  ].join('\n');
  rename(document, profile, answers);
  for (const path of profile.examples) document.deleteIn(path);
  document.set('country', answers.country);
  setLocation(document, answers);
  for (const key of ['jurisdictions', 'operators']) document.setIn(['boundary', key], 'EEA');
  document.set('claims', document.createNode(claims(answers)));
  setCluster(document, answers.cluster ?? '');
  document.setIn(['registry', 'mirror'], answers.registry);
  document.setIn(['registry', 'lock'], files.images);
  setStorage(document, answers.storage ?? '');
  setSizes(document, answers.beds ?? '');
  if (distributions.some((one) => one === answers.profile)) setMachines(document, answers);
  return document.toString({ lineWidth: 0 });
}

function rename(document: Document, profile: Profile, { name = '', organisation = '', domain = '' }: Answers): void {
  const word = new RegExp(`(?<![A-Za-z0-9])${profile.name}(?![A-Za-z0-9])`, 'g');
  visit(document, {
    Scalar: (key, node) => {
      if (typeof node.value !== 'string') return;
      const text = node.value.replaceAll(profile.domain, domain);
      // A key that is no host is a word of the format.
      if (key === 'key') node.value = text;
      else node.value = node.value === profile.organisation ? organisation : text.replace(word, name);
    },
  });
}

function setLocation(document: Document, { location = '', organisation }: Answers): void {
  const [, provider, region] = /^([a-z0-9-]+)\/([a-z0-9-]+)$/.exec(location) ?? [];
  const value =
    provider === undefined
      ? { kind: 'on-premises', city: location, operator: organisation }
      : { kind: 'cloud', provider, region };
  document.set('location', document.createNode(value));
  for (const key of ['provider', 'region']) document.deleteIn(['storage', 'backup', key]);
}

function claims({ country, organisation, domain, network }: Answers) {
  return [`*.${domain}`, network].map((match) => ({ match, country, operator: organisation }));
}

function setCluster(document: Document, cluster: string): void {
  if (cluster === 'rehearsal') return;
  const [kubeconfig, context] = cluster.split('#');
  document.setIn(['cluster', 'kubeconfig'], kubeconfig);
  document.setIn(['cluster', 'context'], context);
}

function setStorage(document: Document, storage: string): void {
  const [storageClass, endpoint] = storage.split(/\s+/);
  document.setIn(['storage', 'class'], storageClass);
  document.setIn(['storage', 'backup', 'endpoint'], endpoint);
}

/** Makes every number that depends on the size of a site what so many beds need. A module that is not there stays away. */
function setSizes(document: Document, beds: string): void {
  if (!/^\d+$/.test(beds)) return;
  const load = loadOf(Number(beds));
  for (const { path, of } of figures) if (document.hasIn(path)) document.setIn(path, of(load));
}

/** The image lock of a new site: the same parts, none of them looked up yet. */
export function lockText(template: string, { organisation = '' }: Answers): string {
  const document = parseDocument(withoutHeading(template));
  document.commentBefore = ` Images of ${organisation}, by digest. Paths are below registry.mirror of the site.`;
  document.set('synthetic', true);
  return document.toString({ lineWidth: 0 });
}

// What the template says of itself is not true of the new file.
function withoutHeading(template: string): string {
  return template.replace(/^(?:#.*\n)+/, '');
}

import type { Subject } from '../engine/types.ts';
import { accountOf, onlyReads } from '../rules/shared/accounts.ts';
import { databaseImages } from '../rules/shared/database-cluster.ts';
import { isAi, roleOf } from '../rules/shared/roles.ts';
import { encrypts } from '../rules/shared/storage-class.ts';
import { containersOf, fieldsOf, listOf, podOf, textOf } from '../rules/shared/workload.ts';
import type { AdmissionScope, Deployers } from './types.ts';

/** A judged configuration that admission policies can be made from, and what they would be made for. */
export interface Judged {
  readonly site: string;
  /** Kubernetes objects that every rule has passed. */
  readonly subjects: readonly Subject[];
  readonly deployers: Deployers;
}

/**
 * What was judged to be right, as lists that CEL can compare with. Nothing is looked up again: an image repository, a
 * network or a name is here because an object of the configuration has it and the judge let it pass.
 */
export function scopeOf({ site, subjects, deployers }: Judged): AdmissionScope {
  const ofKind = (kind: string) => subjects.filter((subject) => subject.kind === kind);
  return {
    site,
    deployers,
    namespaces: sorted(ofKind('Namespace').map(({ name }) => name)),
    repositories: sorted(subjects.flatMap(repositoriesOf)),
    networks: sorted(ofKind('NetworkPolicy').flatMap(networksOf)),
    externalNames: sorted(ofKind('Service').flatMap(({ body }) => textOf(fieldsOf(body.spec).externalName) ?? [])),
    encryptingClasses: sorted(
      ofKind('StorageClass')
        .filter(encrypts)
        .map(({ name }) => name),
    ),
    readOnlyAccounts: sorted(subjects.flatMap(aiAccount)),
    readingRoles: sorted([
      ...ofKind('Role')
        .filter(({ body }) => onlyReads(body))
        .map(({ namespace = '', name }) => `${namespace}/${name}`),
      ...ofKind('ClusterRole')
        .filter(({ body }) => onlyReads(body))
        .map(({ name }) => name),
    ]),
  };
}

function sorted(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}

function repositoriesOf(subject: Subject): readonly string[] {
  const pod = podOf(subject);
  const containers = pod === undefined ? [] : containersOf(pod).map(({ container }) => container.image);
  return [...containers, ...databaseImages(subject).map(({ value }) => value)].flatMap((value) => {
    const image = textOf(value);
    // A tag follows the last slash; a port of the registry does not.
    return image === undefined ? [] : [image.replace(/@.*$/, '').replace(/:[^/]*$/, '')];
  });
}

// CEL compares blocks whole: one that is right only because of its exceptions would open what they leave out.
function networksOf({ body }: Subject): readonly string[] {
  return listOf(fieldsOf(body.spec).egress).flatMap((rule) =>
    listOf(fieldsOf(rule).to).flatMap((peer) => {
      const { cidr, except } = fieldsOf(fieldsOf(peer).ipBlock);
      return listOf(except).length === 0 ? (textOf(cidr) ?? []) : [];
    }),
  );
}

function aiAccount(subject: Subject): readonly string[] {
  const pod = podOf(subject);
  if (pod === undefined || !isAi(roleOf(pod)) || subject.namespace === undefined) return [];
  return [`${subject.namespace}/${accountOf(pod.spec)}`];
}

import type { Obligation } from '../engine/obligation.ts';
import type { Claim, Context, Fields, Path, Subject } from '../engine/types.ts';
import { claimReason } from '../places/index.ts';
import { isVouchedFor } from '../rules/shared/vouched.ts';
import { fieldsOf, listOf, textOf } from '../rules/shared/workload.ts';
import { keyOf, obligation } from './obligation.ts';

/** Hosts and networks that are inside only because the site says so, each claim once. */
export function claimedPlaces(context: Context): readonly Obligation[] {
  const byReason = new Map(context.boundary.claims.map((claim) => [claimReason(claim), claim]));
  if (byReason.size === 0) return [];
  const used = new Set<Claim>();
  for (const subject of context.subjects) {
    for (const { places } of context.leaves(subject)) {
      for (const { reason, verdict } of places) {
        const claim = verdict === 'inside' ? byReason.get(reason) : undefined;
        if (claim !== undefined) used.add(claim);
      }
    }
  }
  return [...used].map(({ match, country, operator, position }) =>
    obligation({
      about: 'claim',
      subject: `claim/${match}`,
      path: '',
      owed: `${match} is run by ${operator} in ${country}, as the site says`,
      due: 'live',
      how: 'a person: the contract and the location of the operator, on file',
      blocks: false,
      location: position ?? null,
    }),
  );
}

/** Storage that counts as encrypted by the site's word. */
export function vouchedStorage(context: Context): readonly Obligation[] {
  const claims = context.ofKind('PersistentVolumeClaim').flatMap((subject) => vouched(subject, subject.body, []));
  const templates = context
    .ofKind('StatefulSet')
    .flatMap((subject) =>
      listOf(fieldsOf(subject.body.spec).volumeClaimTemplates).flatMap((template, index) =>
        vouched(subject, fieldsOf(template), ['spec', 'volumeClaimTemplates', index]),
      ),
    );
  return [...claims, ...templates];
}

function vouched(subject: Subject, claim: Fields, path: Path): readonly Obligation[] {
  if (!isVouchedFor(claim)) return [];
  const at = path.length === 0 ? '' : `${path[0]}.${path[1]}[${path[2]}]`;
  return [
    obligation({
      about: 'encryption',
      subject: keyOf(subject),
      path: at,
      owed: 'the storage below it is encrypted, as its label says',
      due: 'live',
      how: 'a StorageClass in the same input whose parameters encrypt; or a person, with the configuration of the storage on file',
      blocks: false,
      location: subject.locate(path) ?? null,
    }),
  ];
}

/** What a site file says that its cluster and its storage can do. */
export function siteWords(context: Context): readonly Obligation[] {
  return context.ofKind('Site').flatMap((site) => [...capabilities(site), ...encryption(site)]);
}

function capabilities(site: Subject): readonly Obligation[] {
  const stated = Object.entries(fieldsOf(fieldsOf(site.body.cluster).capabilities));
  return stated.flatMap(([name, value]) => {
    const isStated = value === true || (typeof value === 'string' && value !== 'none') || listOf(value).length > 0;
    if (!isStated) return [];
    const path = ['cluster', 'capabilities', name];
    return [
      obligation({
        about: 'capability',
        subject: keyOf(site),
        path: path.join('.'),
        owed: `the cluster has what the site says of ${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
        due: 'live',
        how: 'a probe in the cluster, or domicile doctor where it shows it',
        blocks: false,
        location: site.locate(path) ?? null,
      }),
    ];
  });
}

function encryption(site: Subject): readonly Obligation[] {
  const { method, keyHolder } = fieldsOf(fieldsOf(site.body.storage).encryption);
  if (method === undefined) return [];
  const path = ['storage', 'encryption'];
  return [
    obligation({
      about: 'encryption',
      subject: keyOf(site),
      path: path.join('.'),
      owed: `storage is encrypted with ${textOf(method) ?? 'the stated method'}, and ${textOf(keyHolder) ?? 'the stated holder'} alone holds the keys`,
      due: 'live',
      how: 'a person: the configuration of the storage and the custody of its keys, on file',
      blocks: false,
      location: site.locate(path) ?? null,
    }),
  ];
}

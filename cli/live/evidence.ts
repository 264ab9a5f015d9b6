import { catalogueDigest } from '../../catalog/digest.ts';
import { CATALOG } from '../../catalog/version.ts';
import type { KubernetesObject } from '../../engines/kubectl.ts';
import type { ClusterReading } from '../../engines/live/read.ts';
import { readRecord } from '../../gate/record.ts';
import { digestOf } from '../../policies/evidence/canonical.ts';
import { type EvidenceParts, type Judged, type Statement, statementOf } from '../../policies/evidence/statement.ts';
import type { Boundary, Pack } from '../../policies/judge.ts';
import { version } from '../version.ts';

/** What evidence is made of. */
export interface EvidenceInput {
  readonly reading: ClusterReading;
  readonly pack: Pack;
  readonly boundary: Boundary;
  /** The judged output that the cluster was compared with. */
  readonly output: string | undefined;
  /** The report of schema `domicile/check/v1`. */
  readonly report: unknown;
  readonly at: Date;
}

/** States what was judged, with what knowledge, and what the cluster answered. Of a Secret it holds no value and no digest of one. */
export function evidenceOf({ reading, pack, boundary, output, report, at }: EvidenceInput): Statement {
  const { context, identity, objects } = reading;
  const parts: EvidenceParts = {
    tool: { name: 'domicile', version },
    at: at.toISOString(),
    judge: {
      catalogue: { ...CATALOG, sha256: catalogueDigest() },
      pack: pack.name,
      boundary: boundary.name,
      rules: pack.rules.map(({ id }) => id),
      rulesSha256: digestOf(pack.rules.map(({ evaluate: _, ...stated }) => stated)),
    },
    site: siteIn(output),
    cluster: {
      context,
      identity: identity ?? null,
      version: reading.version,
      objects: objects.map((object) => ({
        name: nameOf(object),
        uid: object.metadata.uid ?? null,
        resourceVersion: textOf(object.metadata.resourceVersion),
      })),
    },
    report,
  };
  return statementOf(objects.map(judgedAs), parts);
}

function judgedAs(object: KubernetesObject): Judged {
  return { name: nameOf(object), digest: { sha256: digestOf(withoutValues(object)) } };
}

function nameOf({ apiVersion, kind, metadata: { namespace, name } }: KubernetesObject): string {
  return `${apiVersion} ${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** A digest of a short value gives it away to whoever tries them all: of a Secret only the names of its keys count. */
function withoutValues(object: KubernetesObject): object {
  const { managedFields: _, ...metadata } = object.metadata;
  if (object.kind !== 'Secret') return { ...object, metadata };
  const { name, namespace, uid, resourceVersion, labels } = metadata;
  const keys = Object.keys((object.data ?? {}) as object).sort();
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    type: object.type,
    metadata: { name, namespace, uid, resourceVersion, labels },
    keys,
  };
}

function siteIn(output: string | undefined): EvidenceParts['site'] {
  const record = output === undefined ? undefined : readRecord(output);
  if (record === undefined) return null;
  return { ...record.site, stacks: record.stacks.map(({ file, sha256 }) => ({ file, sha256 })) };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

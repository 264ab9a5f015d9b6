import { digestOf } from './canonical.ts';

/** `_type` of an in-toto statement, version 1. */
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
/** `predicateType` of what `domicile verify` states. */
export const PREDICATE_TYPE = 'https://domicile.internal/evidence/live/v1';

/** One thing that was judged, by its content. */
export interface Judged {
  /** `apps/v1 Deployment clinical/fhir` */
  readonly name: string;
  /** SHA-256 of the object as it was judged; of a Secret without its values. */
  readonly digest: { readonly sha256: string };
}

/** What a run states, in parts that are addressed by their digests. */
export interface EvidenceParts {
  /** The command and its version. */
  readonly tool: { readonly name: string; readonly version: string };
  /** When the cluster was read: RFC 3339, UTC. */
  readonly at: string;
  readonly judge: {
    readonly catalogue: { readonly version: string; readonly asOf: string; readonly sha256: string };
    readonly pack: string;
    readonly boundary: string;
    /** The rules that were asked. */
    readonly rules: readonly string[];
    /** SHA-256 of everything that the rules state about themselves. */
    readonly rulesSha256: string;
  };
  /** What was deployed, as far as it was compared: null when only the cluster was judged. */
  readonly site: {
    readonly name: string;
    readonly sha256: string;
    readonly stacks: readonly { readonly file: string; readonly sha256: string }[];
  } | null;
  /** What the cluster answered. */
  readonly cluster: {
    readonly context: string;
    /** UID of the kube-system namespace. */
    readonly identity: string | null;
    readonly version: string;
    readonly objects: readonly {
      readonly name: string;
      readonly uid: string | null;
      readonly resourceVersion: string | null;
    }[];
  };
  /** The report of schema `domicile/check/v1`: verdict, findings, obligations and what became of them. */
  readonly report: unknown;
}

/** An in-toto statement: of a run, unless it says otherwise. */
export interface Statement<Parts = EvidenceParts> {
  readonly _type: typeof STATEMENT_TYPE;
  readonly subject: readonly Judged[];
  readonly predicateType: string;
  readonly predicate: Parts & {
    /** SHA-256 of each part and of `subject`, so that damage can be told by its place. */
    readonly digests: Readonly<Record<string, string>>;
  };
}

/** A statement of these parts about these subjects. */
export function statementOf<Parts extends object>(
  subject: readonly Judged[],
  parts: Parts,
  predicateType: string = PREDICATE_TYPE,
): Statement<Parts> {
  const digests = Object.fromEntries(
    Object.entries({ ...parts, subject }).map(([name, part]) => [name, digestOf(part)]),
  );
  return { _type: STATEMENT_TYPE, subject, predicateType, predicate: { ...parts, digests } };
}

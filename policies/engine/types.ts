/**
 * The judge's words. Pure types: nothing here reads a file, a clock or a cluster.
 * See docs/architecture.md for how subjects are read and rules are packed.
 */

/** One step per object key or array index, from the root of a subject's body to a value. */
export type Path = readonly (string | number)[];

/** Where a value stands in a file. `line` and `column` count from 1; `column` counts UTF-16 code units. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /**
   * JSON pointer (RFC 6901) into an object that was read from a running cluster. `file` is then the object's address
   * there (`cluster hospital: Deployment clinical/fhir`), which has no lines: line and column are 1.
   */
  readonly pointer?: string;
}

/** What one rule says about one path of one subject. `indeterminate` blocks exactly as `fail` does. */
export type Result = 'pass' | 'fail' | 'indeterminate';

/** How bad a violation would be. It says nothing about what happens: that is `Enforcement`. */
export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

/** What happens on a violation: `deny` blocks, `warn` prints, `audit` only records. */
export type Enforcement = 'deny' | 'warn' | 'audit';

/**
 * A value that the reader could not resolve (unknown after apply, write-only, a reference, a dynamic block).
 * Readers put it into a subject's body in place of the value, so that no rule can mistake silence for absence.
 */
export class Unresolved {
  readonly reason: string;
  readonly expression: string | undefined;
  constructor(reason: string, expression?: string) {
    this.reason = reason;
    this.expression = expression;
  }
}

/** What a subject's body is made of: JSON, plus {@link Unresolved}. Never mutated; identical subtrees may be shared. */
export type Value =
  | string
  | number
  | boolean
  | null
  | Unresolved
  | readonly Value[]
  | { readonly [key: string]: Value };

/** An object inside a subject's body. */
export type Fields = { readonly [key: string]: Value };

/**
 * The thing judged: one Kubernetes object, one Terraform block, or a site file.
 *
 * `kind` is the Kubernetes kind (`Deployment`), also when the object came from a Terraform `kubernetes_*` resource:
 * the readers normalise, so that a rule is written once. Other Terraform blocks have the kinds
 * `terraform/resource`, `terraform/data`, `terraform/provider`, `terraform/backend`, `terraform/module`,
 * `terraform/output`, `terraform/variable`, `terraform/settings`, `terraform/plan`; a site file has the kind `Site`.
 */
export interface Subject {
  readonly kind: string;
  /** Kubernetes `apiVersion`, or the Terraform resource type (`aws_s3_bucket`), provider name or module source. */
  readonly type: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** Terraform address (`module.x.aws_s3_bucket.b["k"]`) or `Kind/namespace/name`. Unique within one input. */
  readonly address: string;
  /** Kubernetes object in Kubernetes' own spelling (camelCase), or the Terraform block as written. */
  readonly body: Fields;
  /** Construct path (`foundation/clinical/namespace`) when the input says it. */
  readonly constructPath: string | undefined;
  /** Where a path of `body` stands in the input; the nearest enclosing position when the path itself has none. Lazy: may re-read. */
  readonly locate: (path: Path) => SourcePosition | undefined;
  /**
   * True for an object read from a running cluster: a Secret may hold its value there, and the input has every object
   * that exists.
   */
  readonly live?: true;
  /** What it repeats, when a reader knows. */
  readonly pattern?: Pattern;
}

/**
 * What many subjects of an input have in common. Two subjects of one pattern differ in name, namespace, address, construct
 * path and position, in the texts at these paths of the body, and in nothing else.
 */
export interface Pattern {
  readonly texts: readonly Path[];
}

/** What the judge holds a place to be. Field names are the contract of `domicile place --format json`. */
export interface Place {
  /** The value as it was asked for. */
  readonly value: string;
  readonly kind: 'region' | 'zone' | 'location' | 'host' | 'url' | 'image' | 'cidr' | 'address' | 'arn' | 'unknown';
  readonly verdict: 'inside' | 'outside' | 'unknown';
  /** ISO 3166-1 alpha-2, or `EU` for "some member state", or null when not known. */
  readonly country: string | null;
  /** Catalogue id of who runs it (`aws`, `hetzner`), or null. */
  readonly operator: string | null;
  /** ISO code of the jurisdiction that reaches the operator through its ultimate parent, or null. */
  readonly jurisdiction: string | null;
  /** The chain of reasoning in words. */
  readonly reason: string;
  readonly source: string | null;
  /** YYYY-MM-DD */
  readonly asOf: string | null;
  /** True when the fact is only remembered: the report counts it and strict profiles do not accept it as proof of `inside`. */
  readonly recalled: boolean;
}

/**
 * The classification of one string leaf. Every string of every subject gets one.
 * `placed`: resolved to at least one place. `inert`: proven by `reason` to name no place. `undecided`: neither; blocks.
 */
export interface Leaf {
  /** Path in the subject's body, to the string itself (object keys that are judged end with the key and `isKey`). */
  readonly path: Path;
  /** The smallest piece of text that the classification is about (a host inside a file inside a ConfigMap). */
  readonly found: string;
  readonly classification: 'placed' | 'inert' | 'undecided';
  readonly reason: string;
  /** Non-empty exactly when `placed`. */
  readonly places: readonly Place[];
  /** Where inside the string, when it is an embedded document: `key application.yaml, line 12`. */
  readonly within: string | undefined;
}

/** How many string values there are and what they turned out to be. */
export interface Coverage {
  readonly values: number;
  readonly placed: number;
  readonly inert: number;
  readonly undecided: number;
}

/** The set of jurisdictions that a site allows, and what the site itself claims about its own hosts and networks. */
export interface Boundary {
  /** `EEA`, `EU`, or a list such as `DE,FR`. Three different sets: never write one for another. */
  readonly name: string;
  /** ISO codes that are inside, territories included. */
  readonly countries: ReadonlySet<string>;
  /** Hosts (`registry.klinik.example`, `*.klinik.example`) and CIDRs that the site declares. They appear in the report as claims. */
  readonly claims: readonly Claim[];
  /** Operators whose ultimate parent's jurisdiction the site accepts; undefined: any operator, location alone decides. */
  readonly operatorJurisdictions: ReadonlySet<string> | undefined;
  /** `confirmed`: a fact that is only remembered proves no place to be inside. Default: every fact of the catalogue counts. */
  readonly facts?: 'confirmed' | undefined;
}

/** The site's own word about a host or network: who runs it and where. Recorded as a claim, never as a fact. */
export interface Claim {
  /** Exact host, `*.suffix`, or CIDR. */
  readonly match: string;
  readonly country: string;
  readonly operator: string;
  readonly position: SourcePosition | undefined;
}

/** One rule's answer at one path. */
export interface Verdict {
  readonly result: Result;
  readonly path: Path;
  /** The value seen, exactly as it stands. */
  readonly found: string;
  /** Why, in one clause: `aws/region eu-west-2 is London, GB`. */
  readonly because: string;
  /** What is allowed instead. */
  readonly expected: string;
  /** What tells it from another verdict about the same value at the same path: `ingress`. Part of the fingerprint. */
  readonly aspect?: string;
}

/** Everything a rule may look at besides its own subject. */
export interface Context {
  readonly boundary: Boundary;
  /** All subjects of the run, for rules about relations (a namespace and its policies). */
  readonly subjects: readonly Subject[];
  /** Subjects of a kind; a shared index, so that a relation rule is not quadratic. */
  readonly ofKind: (kind: string) => readonly Subject[];
  /** The placed and undecided leaves of a subject (inert ones are only counted). */
  readonly leaves: (subject: Subject) => readonly Leaf[];
  /** Where is this? Same oracle as `domicile place`. `hint` is a provider or kind hint such as `aws/region`. */
  readonly place: (value: string, hint?: string) => Place;
}

/** One requirement, and how to tell whether a subject meets it. One per file under policies/rules/. */
export interface RuleDefinition {
  /** `RES-004`. A contract: deprecated, never reused. */
  readonly id: string;
  /** The requirement as one true sentence. */
  readonly title: string;
  readonly severity: Severity;
  readonly enforcement: Enforcement;
  /** `false`: a hard rule, of which no waiver covers a finding. Default: true. */
  readonly waivable?: boolean;
  /** `gdpr/art-44`: rows of policies/controls. */
  readonly controls: readonly string[];
  /** Kinds that the rule looks at, or `*`. */
  readonly selects: readonly string[];
  /** The result when `evaluate` gives no verdict for a selected subject. */
  readonly whenSilent: Result;
  /** Why it matters, for `domicile explain`. */
  readonly rationale: string;
  /** The command or edit that mends it. */
  readonly remedy: string;
  /**
   * Why the rule has nothing to ask within a boundary, and what makes it ask; undefined when it asks. Such a rule is
   * reported as not asked: its silence is no pass.
   */
  readonly notAsked?: (boundary: Boundary) => string | undefined;
  /** Pure; no I/O, no clock. A throw becomes an `indeterminate` finding. */
  readonly evaluate: (subject: Subject, context: Context) => Iterable<Verdict>;
}

/** A rule's result at one path of one subject, ready for a report. Field names are the contract of `check --format json`. */
export interface Finding {
  readonly ruleId: string;
  readonly result: Exclude<Result, 'pass'>;
  readonly severity: Severity;
  readonly enforcement: Enforcement;
  readonly subject: {
    readonly kind: string;
    readonly name: string;
    readonly namespace: string | null;
    readonly address: string;
    readonly constructPath: string | null;
  };
  /** JSON-pointer-like: `spec.template.spec.containers[0].image`. */
  readonly path: string;
  readonly found: string;
  readonly because: string;
  readonly expected: string;
  readonly remedy: string;
  readonly controls: readonly string[];
  readonly location: SourcePosition | null;
  /** Stable across formatting and order, and unique within a run: a hash of rule, address, path, value and aspect. */
  readonly fingerprint: string;
  readonly waiver: string | null;
  /** Why it was there before and so does not block (a baseline, an unchanged line); null for what blocks or is waived. */
  readonly known: string | null;
}

/** A rule that had nothing to ask within the boundary. */
export interface NotAsked {
  readonly ruleId: string;
  /** Why, and what makes it ask. */
  readonly because: string;
}

/** On what the values rest that were found inside. */
export interface Grounds {
  /** How many rest on a fact of the catalogue that is only remembered. */
  readonly recalled: number;
  /** How many rest on nothing but the site's own claim. */
  readonly claimed: number;
}

/** The outcome of one run. `verdict` is `pass` only when at least one subject met at least one rule and nothing blocks. */
export interface Judgement {
  readonly verdict: Result;
  readonly counts: {
    readonly subjects: number;
    readonly rules: number;
    readonly fail: number;
    readonly indeterminate: number;
    readonly waived: number;
    /** Findings that were there before, by a baseline or `--changed`; they are neither failed nor undecided. */
    readonly known: number;
  };
  readonly coverage: Coverage;
  readonly grounds: Grounds;
  readonly notAsked: readonly NotAsked[];
  /** Identifiers of the rules that gave a verdict on something, a pass included: silence that passes proves nothing. */
  readonly spoke: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

import type { Sourced } from '../types.ts';

/**
 * The hosts of one operator whose facts share a source.
 *
 * A pattern is read label by label from the right. `s3.example.com` matches that host and everything below it;
 * with a leading `=` only the host itself. `*` is any one label, `a*` any label that starts with `a`; `{region}` inside
 * a label is a region of `regions`, `{code}` a key of `codes`; `-#` after either is a number. The most specific pattern wins: a literal label over a
 * captured one, a captured one over a wildcard. `recalled` speaks of `at` and `codes`: a captured region brings its own.
 */
export interface HostFamily extends Sourced {
  /** Id of the operator; a row of `catalog/operators.ts` where there is one. Null when the family gathers several. */
  readonly operator: string | null;
  /** Country whose law reaches the operator through its ultimate parent, when `catalog/operators.ts` has no row. */
  readonly parent?: string;
  /** Provider whose region names `{region}` stands for; the operator by default. */
  readonly regions?: string;
  /** What `{code}` may be: ISO code, or `EU`. */
  readonly codes?: Readonly<Record<string, string>>;
  /** Pattern → ISO code, or `EU` for some member state. */
  readonly at?: Readonly<Record<string, string>>;
  /** Patterns that say themselves where they are, through `{region}` or `{code}`. */
  readonly regional?: readonly string[];
  /** Pattern → why the name alone does not say where. */
  readonly unplaced?: Readonly<Record<string, string>>;
}

/** What the catalogue knows of one host. */
export interface HostFact extends Sourced {
  readonly pattern: string;
  readonly operator: string | null;
  readonly parent: string | undefined;
  /** ISO code; `EU` for some member state; null when the name does not say. */
  readonly country: string | null;
  /** Whether programs send data there or fetch programs from there; false for sites of code, packages and standards. */
  readonly service: boolean;
  /** Set when a copy may be in each of several countries. */
  readonly among: readonly string[] | undefined;
  /** The region, or the reason why there is none. */
  readonly where: string;
}

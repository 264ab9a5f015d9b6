/**
 * Matchers for policy tests with vitest: `import '@domicile/iac/vitest'` registers them.
 *
 * They take a stack or an app (which is synthesized, so that overrides and aspects count), a file, a folder such as
 * `cdktf.out`, the text of a manifest, plan or configuration, or an object of it. Whatever cannot be read, and whatever no
 * rule is about, fails the matcher and its negation alike.
 */
import { expect } from 'vitest';
import { type BreakOptions, type JudgeOptions, toBreakRule, toPassPack, toStayInside } from './matchers.ts';

export type { BreakOptions, JudgeOptions } from './matchers.ts';

expect.extend({ toStayInside, toPassPack, toBreakRule });

/** What `expect(…)` can be asked besides vitest's own matchers. */
export interface DomicileMatchers {
  /**
   * Everything that it names, places, pulls or sends to lies inside the boundary: the pack `eea-residency`.
   * @param boundary `EEA`, `EU`, or countries: `DE,FR`. Claims of the site that a stack or app belongs to hold as well.
   */
  toStayInside(boundary: string): void;
  /** It passes every rule of a pack, such as `network` or `ai-act`; `all` is every rule there is. */
  toPassPack(pack: string, options?: JudgeOptions): void;
  /** A rule has a finding about it, fail or undecided, at this path and with this value. */
  toBreakRule(rule: string, options?: BreakOptions): void;
}

declare module 'vitest' {
  // The parameter has to be vitest's own.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  interface Matchers<T = any> extends DomicileMatchers {}
}

/** One label of a pattern, ready to compare. */
export interface LabelPattern {
  readonly prefix: string;
  readonly suffix: string;
  readonly capture: 'region' | 'code' | 'any';
  /** True when text may follow a captured name after a hyphen: `{region}-*`. */
  readonly tail: boolean;
  /** True when text may precede a captured name before a hyphen: `*-{region}`. */
  readonly head: boolean;
}

/** Splits `s3-{region}` into its fixed and captured parts. A label without `{` or `*` is a literal: undefined. */
export function labelPattern(label: string): LabelPattern | undefined {
  const capture = label.includes('{region}') ? 'region' : label.includes('{code}') ? 'code' : undefined;
  if (capture === undefined) {
    const star = label.indexOf('*');
    if (star < 0) return undefined;
    return { prefix: label.slice(0, star), suffix: label.slice(star + 1), capture: 'any', head: false, tail: false };
  }
  const [before = '', after = ''] = label.split(`{${capture}}`);
  const head = before === '*-';
  const tail = after === '-*';
  return { prefix: head ? '' : before, suffix: tail ? '' : after, capture, head, tail };
}

/** The names inside `label` that the pattern could have captured, longest first. Empty when the label does not fit. */
export function captures(pattern: LabelPattern, label: string): readonly string[] {
  const { prefix, suffix } = pattern;
  if (label.length < prefix.length + suffix.length) return [];
  if (!label.startsWith(prefix) || !label.endsWith(suffix)) return [];
  const core = label.slice(prefix.length, label.length - suffix.length);
  if (pattern.tail) return beforeHyphens(core);
  if (pattern.head) return afterHyphens(core);
  return core === '' && pattern.capture !== 'any' ? [] : [core];
}

function beforeHyphens(core: string): readonly string[] {
  const found: string[] = [];
  for (let at = core.lastIndexOf('-'); at > 0; at = core.lastIndexOf('-', at - 1)) found.push(core.slice(0, at));
  return found;
}

function afterHyphens(core: string): readonly string[] {
  const found: string[] = [];
  for (let at = core.indexOf('-'); at >= 0; at = core.indexOf('-', at + 1)) found.push(core.slice(at + 1));
  return found;
}

/** One label of a pattern, ready to compare. */
export interface LabelPattern {
  readonly prefix: string;
  readonly suffix: string;
  readonly capture: 'region' | 'code' | 'any';
  /** What follows a captured name after a hyphen: any text (`{region}-*`), or a number (`{region}-#`). */
  readonly tail: 'text' | 'number' | undefined;
  /** True when text may precede a captured name before a hyphen: `*-{region}`. */
  readonly head: boolean;
}

/** Splits `s3-{region}` into its fixed and captured parts. A label without `{` or `*` is a literal: undefined. */
export function labelPattern(label: string): LabelPattern | undefined {
  const capture = label.includes('{region}') ? 'region' : label.includes('{code}') ? 'code' : undefined;
  if (capture === undefined) {
    const star = label.indexOf('*');
    if (star < 0) return undefined;
    return {
      prefix: label.slice(0, star),
      suffix: label.slice(star + 1),
      capture: 'any',
      head: false,
      tail: undefined,
    };
  }
  const [before = '', after = ''] = label.split(`{${capture}}`);
  const head = before === '*-';
  const tail = after === '-*' ? 'text' : after === '-#' ? 'number' : undefined;
  return { prefix: head ? '' : before, suffix: tail === undefined ? after : '', capture, head, tail };
}

/** The names inside `label` that the pattern could have captured, longest first. Empty when the label does not fit. */
export function captures(pattern: LabelPattern, label: string): readonly string[] {
  const { prefix, suffix } = pattern;
  if (label.length < prefix.length + suffix.length) return [];
  if (!label.startsWith(prefix) || !label.endsWith(suffix)) return [];
  const core = label.slice(prefix.length, label.length - suffix.length);
  if (pattern.tail === 'number') return beforeNumber(core);
  if (pattern.tail === 'text') return beforeHyphens(core);
  if (pattern.head) return afterHyphens(core);
  return core === '' && pattern.capture !== 'any' ? [] : [core];
}

function beforeNumber(core: string): readonly string[] {
  const found = /^(.+)-\d{1,4}$/.exec(core)?.[1];
  return found === undefined ? [] : [found];
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

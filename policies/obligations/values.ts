import { groupBy } from '../engine/group.ts';
import type { Obligation, Stage } from '../engine/obligation.ts';
import { formatPath } from '../engine/path.ts';
import { type Finding, type Path, type Pattern, type Subject, Unresolved, type Value } from '../engine/types.ts';
import { openReason, placeholderIn } from '../rules/shared/value.ts';
import { isFields, isList, valueAt } from '../subjects/fields.ts';
import { isFromTerraform, judgeAgain, keyOf, obligation } from './obligation.ts';
import { Paths } from './paths.ts';

/** Values that are unknown and leave a rule undecided, plans that are not whole, and modules that nobody unfolded. */
export function unknownValues(subjects: readonly Subject[], findings: readonly Finding[]): readonly Obligation[] {
  const undecided = groupBy(
    findings.filter(({ result }) => result === 'indeterminate'),
    ({ subject }) => subject.address,
  );
  if (undecided.size === 0) return [];
  const unsettled: Finding[] = [];
  const closed: Closed = { values: new Set(), patterns: new Set() };
  // Objects without a name share an address: what is found of one must not be looked at again for each of the others.
  const asked = subjects.filter(({ address }) => undecided.has(address));
  const values = [...groupBy(asked, ({ address }) => address)].flatMap(([address, same]) => {
    const own = undecided.get(address) ?? [];
    const [subject] = same;
    if (subject === undefined) return [];
    if (subject.kind === 'terraform/plan') return own.map(wholePlan);
    if (subject.kind === 'terraform/module') return [unfoldedModule(subject)];
    const found = same.map((one) => [one, openIn(one, closed)] as const);
    if (found.every(([, open]) => open.length === 0)) {
      for (const finding of own) unsettled.push(finding);
      return [];
    }
    const wanted = new Paths(own.map(({ path }) => path));
    const open = found.flatMap(([one, values]) => openValues(one, values, wanted));
    const owed = new Paths(open.map(({ path }) => path));
    for (const finding of own) if (!owed.touches(finding.path)) unsettled.push(finding);
    return open;
  });
  return [...values, ...missingBeside(unsettled)];
}

/** Where something is, and what a kind does, no later stage decides: the catalogue, a claim or a review does. */
const decidedByFacts = /^(?:RES|SOV|LIV)-/;

/**
 * Rules that could not decide because something that they look for is not in this input: a policy, a volume, an account.
 * Each rule once; its findings name the objects.
 */
function missingBeside(findings: readonly Finding[]): readonly Obligation[] {
  const byRule = groupBy(
    findings.filter(({ ruleId }) => !decidedByFacts.test(ruleId)),
    ({ ruleId }) => ruleId,
  );
  return [...byRule].map(([ruleId, own]) => {
    const objects = new Set(own.map(({ subject }) => subject.address)).size;
    const owed = `whether ${ruleId} holds for ${objects === 1 ? '1 object' : `${objects} objects`}: what decides it is not in this input`;
    const how = `judge them together with what is missing; or ${judgeAgain.live}`;
    const subject = `rule/${ruleId}`;
    return obligation({ about: 'decision', subject, path: '', owed, due: 'live', how, blocks: true, location: null });
  });
}

/** In what nothing is open: values, and subjects of a pattern beside the texts that differ among them. */
interface Closed {
  readonly values: Set<Value>;
  readonly patterns: Set<Pattern>;
}

function openIn({ body, pattern }: Subject, { values, patterns }: Closed): readonly Open[] {
  const isOpen = (path: Path) => openReason(valueAt(body, path)) !== undefined;
  if (pattern !== undefined && patterns.has(pattern) && !pattern.texts.some(isOpen)) return [];
  const open: Open[] = [];
  collectOpen(body, [], open, values);
  if (pattern !== undefined && open.length === 0) patterns.add(pattern);
  return open;
}

function openValues(subject: Subject, open: readonly Open[], asked: Paths): readonly Obligation[] {
  return open.flatMap(({ path, value }) => {
    const text = formatPath(path);
    if (!asked.touches(text)) return [];
    const due = stageOf(subject, value);
    const owed = `the value, now ${placeholderIn(value)}: ${openReason(value) ?? ''}`;
    const location = subject.locate(path) ?? null;
    const how = judgeAgain[due];
    return [
      obligation({ about: 'value', subject: keyOf(subject), path: text, owed, due, how, blocks: true, location }),
    ];
  });
}

interface Open {
  readonly path: Path;
  readonly value: Value;
}

/**
 * One path is grown and cut back: a plan has thousands of undecided subjects, and almost no open value. Identical subtrees
 * are one object in a plan; `closed` has those in which nothing is open.
 */
function collectOpen(value: Value, path: (string | number)[], open: Open[], closed: Set<Value>): void {
  if (openReason(value) !== undefined) open.push({ path: [...path], value });
  if (typeof value !== 'object' || closed.has(value)) return;
  const before = open.length;
  const collectAt = (inner: Value, step: string | number) => {
    if (inner === null || typeof inner === 'number' || typeof inner === 'boolean') return;
    path.push(step);
    collectOpen(inner, path, open, closed);
    path.pop();
  };
  if (isList(value)) for (let i = 0; i < value.length; i++) collectAt(value[i] ?? null, i);
  else if (isFields(value)) for (const key of Object.keys(value)) collectAt(value[key] ?? null, key);
  if (open.length === before && !(value instanceof Unresolved)) closed.add(value);
}

/** A plan knows what Terraform knows before it acts: what it leaves open, only the running system can show. */
function stageOf(subject: Subject, value: Value): Stage {
  if (value instanceof Unresolved && !value.reason.startsWith('a dynamic block')) return 'live';
  return isFromTerraform(subject) ? 'plan' : 'admission';
}

function wholePlan({ path, because, location }: Finding): Obligation {
  const how = 'make the plan again, whole and without errors, and judge that one with --obligations REPORT';
  return obligation({ about: 'plan', subject: 'plan', path, owed: because, due: 'plan', how, blocks: true, location });
}

function unfoldedModule(subject: Subject): Obligation {
  const owed = 'what the module makes is not in this input';
  const location = subject.locate([]) ?? null;
  const how = judgeAgain.plan;
  return obligation({
    about: 'module',
    subject: keyOf(subject),
    path: '',
    owed,
    due: 'plan',
    how,
    blocks: true,
    location,
  });
}

import type { Finding } from '../engine/types.ts';
import type { ReviewedWaiver, Waiver, WaiverNotice } from '../engine/waiver.ts';

/** What a waiver met during a run. */
export interface Coverage {
  readonly findings: Finding[];
  readonly stackedWith: Set<Waiver>;
}

/** A waiver that has this many days left, or fewer, is about to expire. */
const soon = 29;
/** A waiver that covers more subjects than this hides what it was not written for. */
const manySubjects = 5;
/** An acceptance is looked at again once a year. */
const longestDays = 366;

/** What a reviewer should know about a waiver, the gravest first. */
export function noticesOf(
  waiver: Waiver,
  state: ReviewedWaiver['state'],
  daysLeft: number,
  coverage: Coverage,
): readonly WaiverNotice[] {
  if (state === 'refused') return [hardRule(waiver, coverage)];
  if (state === 'expired') return [expired(waiver, coverage)];
  return [
    ...unused(waiver, coverage),
    ...expiring(waiver, daysLeft),
    ...stacked(waiver, coverage),
    ...tooManySubjects(coverage),
    ...tooLong(waiver, daysLeft),
  ];
}

function hardRule({ rule }: Waiver, { findings }: Coverage): WaiverNotice {
  const still = findings.length === 0 ? '' : `; ${block(findings.length)} as before`;
  const message = `${rule} is a hard rule, which nobody can waive${still}. Mend the configuration and delete the waiver`;
  return { code: 'hard-rule', message };
}

function expired({ expires }: Waiver, { findings }: Coverage): WaiverNotice {
  const then =
    findings.length === 0
      ? 'it would cover nothing: delete it'
      : `${block(findings.length)} again: mend, or have the waiver reviewed and renewed`;
  return { code: 'expired', message: `it held until ${expires}; ${then}` };
}

function unused({ rule }: Waiver, { findings }: Coverage): readonly WaiverNotice[] {
  if (findings.length > 0) return [];
  const message = `no finding of ${rule} has this subject and path: the reason is gone or the address is wrong; delete or correct it`;
  return [{ code: 'unused', message }];
}

function expiring({ expires, owner }: Waiver, daysLeft: number): readonly WaiverNotice[] {
  if (daysLeft > soon) return [];
  const left = daysLeft === 0 ? 'today is its last day' : `${count(daysLeft, 'day')} left`;
  return [{ code: 'expiring', message: `it holds until ${expires}, ${left}; ${owner} has to mend or renew` }];
}

function stacked(_: Waiver, { stackedWith }: Coverage): readonly WaiverNotice[] {
  if (stackedWith.size === 0) return [];
  const lines = [...stackedWith].map(({ position, ticket }) => `${ticket} (line ${position.line})`);
  const message = `it covers the same finding as ${lines.join(', ')}; keep one, so that its expiry means something`;
  return [{ code: 'stacked', message }];
}

function tooManySubjects({ findings }: Coverage): readonly WaiverNotice[] {
  const subjects = new Set(findings.map(({ subject }) => subject.address)).size;
  if (subjects <= manySubjects) return [];
  return [
    { code: 'over-broad', message: `it covers ${subjects} subjects; write one waiver for each that was reviewed` },
  ];
}

function tooLong({ expires }: Waiver, daysLeft: number): readonly WaiverNotice[] {
  if (daysLeft <= longestDays) return [];
  const message = `it holds until ${expires}, ${daysLeft} days from now; an acceptance is looked at again within a year`;
  return [{ code: 'over-broad', message }];
}

function block(findings: number): string {
  return `${count(findings, 'finding')} ${findings === 1 ? 'blocks' : 'block'}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

import { applyBaseline } from '../policies/baseline/apply.ts';
import { markKnown } from '../policies/baseline/known.ts';
import type { Judgement } from '../policies/engine/types.ts';
import type { Judged } from '../policies/judge.ts';
import type { ReportOptions } from '../policies/report/index.ts';
import { rules } from '../policies/rules/index.ts';
import { applyWaivers } from '../policies/waivers/apply.ts';
import { loadBaseline, saveBaseline } from './baseline.ts';
import type { JudgeAgain } from './changed.ts';
import type { Terminal } from './command.ts';
import type { InputFile } from './inputs.ts';
import { loadWaivers } from './waivers.ts';

/** The options that answer findings or earlier obligations. */
export interface AnswerOptions {
  readonly waivers?: string | undefined;
  readonly baseline?: string | undefined;
  readonly 'write-baseline'?: string | undefined;
  readonly changed?: string | undefined;
  readonly obligations?: string | undefined;
}

/** What is judged, and how it is judged again as it was before. */
export interface Inputs {
  readonly args: readonly string[];
  readonly files: readonly InputFile[];
  readonly judgeAgain: JudgeAgain;
}

/** The judgement after every answer, and what a report says of the answers. */
export interface Answered {
  readonly judgement: Judgement;
  readonly about: Pick<ReportOptions, 'waivers' | 'baseline' | 'obligations' | 'discharges' | 'sovereignty'>;
}

/**
 * Reads every file that the options name, so that a mistake in one is found before anything is judged, and gives what
 * answers a judgement by them: waivers first, then the baseline, then what did not change; last the earlier obligations.
 * @throws UsageError when a file cannot be understood in full.
 */
export async function answersOf(options: AnswerOptions, at: string, terminal: Terminal) {
  const { cwd } = terminal;
  const waivers = options.waivers === undefined ? undefined : loadWaivers(options.waivers, cwd);
  const recorded = options.baseline === undefined ? undefined : loadBaseline(options.baseline, cwd);
  const owed = options.obligations === undefined ? undefined : await earlier(options.obligations, cwd);

  return async (judged: Judged, inputs: Inputs): Promise<Answered> => {
    const since = options.changed === undefined ? undefined : await unchanged(options.changed, inputs, cwd);
    const waived = applyWaivers(judged.judgement, waivers ?? [], rules, at);
    const { 'write-baseline': write } = options;
    if (write !== undefined) saveBaseline(write, waived.judgement.findings, at, terminal);
    const based = recorded === undefined ? undefined : applyBaseline(waived.judgement, recorded, rules);
    const marked = based?.judgement ?? waived.judgement;
    const judgement = since === undefined ? marked : markKnown(marked, rules, since);
    const about = {
      sovereignty: judged.sovereignty,
      ...(waivers === undefined ? {} : { waivers: waived.waivers }),
      ...(based === undefined ? {} : { baseline: based.baseline }),
    };
    if (owed === undefined) return { judgement, about: { ...about, obligations: judged.obligations } };
    const { settle } = await import('../policies/obligations/index.ts');
    const settled = settle(owed, { judgement, obligations: judged.obligations(), subjects: judged.subjects });
    const { obligations, discharges } = settled;
    return { judgement: settled.judgement, about: { ...about, obligations: () => obligations, discharges } };
  };
}

/** Loaded only when asked for: it needs a schema. */
async function earlier(file: string, cwd: string) {
  const { loadObligations } = await import('./obligations.ts');
  return loadObligations(file, cwd);
}

/** Loaded only when asked for: it starts git, and judges twice. */
async function unchanged(name: string, inputs: Inputs, cwd: string) {
  const { unchangedSince } = await import('./changed.ts');
  return unchangedSince(name, { ...inputs, cwd });
}

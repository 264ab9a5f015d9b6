import type { Terminal } from '../command.ts';

/** One line on a terminal that is written over as work goes on. In a pipe it is silent. */
export interface ProgressLine {
  /** Starts a step; later reports show its name before their text. */
  readonly step: (name: string) => void;
  readonly report: (text: string) => void;
  /** Wipes the line, so that a result can be printed. */
  readonly clear: () => void;
}

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const;
const INTERVAL_MS = 100;

/** A progress line on standard error, so that standard output holds results only. Call `clear` at the end. */
export function progressLine({ stderr }: Terminal): ProgressLine {
  if (stderr.isTTY !== true) return { step: () => undefined, report: () => undefined, clear: () => undefined };
  let [step, text, started, frame] = ['', '', Date.now(), 0];
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    const seconds = Math.floor((Date.now() - started) / 1000);
    const line = `${SPINNER[frame++ % SPINNER.length]} ${[step, text].filter((part) => part !== '').join(': ')} (${seconds} s)`;
    stderr.write(`\r\u001b[2K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`);
  };
  const run = () => {
    timer ??= setInterval(draw, INTERVAL_MS).unref();
  };
  return {
    step: (name) => {
      [step, text, started] = [name, '', Date.now()];
      run();
    },
    report: (report) => {
      text = report;
      run();
    },
    clear: () => {
      clearInterval(timer);
      timer = undefined;
      stderr.write('\r\u001b[2K');
    },
  };
}

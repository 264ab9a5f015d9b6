import { DomicileError } from '../constructs/core/errors.ts';
import { RefusalError } from './refusal.ts';

/**
 * Runs an app's program. What the caller can mend is printed once, without a stack, and becomes the exit code: 1 a rule
 * says no, 2 a rule cannot say yes, 3 the input or the app is wrong. Anything else is a defect and is thrown.
 */
export function runApp(program: () => void): void {
  try {
    program();
  } catch (error) {
    if (!(error instanceof RefusalError) && !(error instanceof DomicileError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = exitCodeOf(error);
  }
}

function exitCodeOf(error: RefusalError | DomicileError): 1 | 2 | 3 {
  if (error instanceof DomicileError) return 3;
  return error.judgement.verdict === 'indeterminate' ? 2 : 1;
}

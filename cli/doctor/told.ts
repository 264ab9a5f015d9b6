import type { Complaint } from '../../cluster/facts/complaint.ts';
import type { ExitCode, Terminal } from '../command.ts';

/** Writes complaints for people, and what follows from them: 1 something is wrong, 2 something could not be seen, else 0. */
export function tell(complaints: readonly Complaint[], terminal: Terminal, whole: string): ExitCode {
  const wrong = complaints.filter(({ result }) => result === 'wrong').length;
  const unknown = complaints.length - wrong;
  terminal.stdout.write(complaints.map(textOf).join(''));
  terminal.stdout.write(complaints.length === 0 ? `${whole}\n` : `${wrong} wrong, ${unknown} unknown\n`);
  return wrong > 0 ? 1 : unknown > 0 ? 2 : 0;
}

function textOf({ result, about, message, seen, where, allowed, mend }: Complaint): string {
  const state = result === 'wrong' ? 'WRONG  ' : 'UNKNOWN';
  return `${state}  ${about}: ${message}
  seen:    ${seen}
  where:   ${where}
  allowed: ${allowed}
  mend:    ${mend}
`;
}

/** What a command is given, so that it can be tested without a process. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: { write(text: string | Uint8Array): unknown; readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** 0 all pass; 1 at least one fail; 2 no fail but something indeterminate; 3 usage, unreadable input or nothing to judge. */
export type ExitCode = 0 | 1 | 2 | 3;

/** One subcommand. Each file under cli/commands exports exactly one, as `command`. */
export interface Command {
  readonly summary: string;
  /** Printed by `domicile NAME --help`. */
  readonly usage: string;
  /** Resolves to the exit code; a thrown {@link UsageError} is printed and becomes 3. */
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<ExitCode>;
}

/** The caller's mistake: bad arguments or unreadable input. Printed without a stack; exit code 3. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

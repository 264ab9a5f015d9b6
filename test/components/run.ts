import { execFile } from 'node:child_process';

/** Runs a program to its end, and resolves to what it printed; rejects with its last words when it fails. */
export function runToEnd(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, [...args], { env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${command} ${args.join(' ')}: ${`${stdout}${stderr}`.slice(-2000)}`));
    });
  });
}

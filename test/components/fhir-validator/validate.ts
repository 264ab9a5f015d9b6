import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { pathOf } from '../programs.ts';

/** What HAPI's validator finds wrong with each resource, by R4: the errors of the first, of the second, and so on. */
export function errorsOf(...resources: readonly object[]): Promise<readonly (readonly string[])[]> {
  const classes = `${dirname(pathOf('fhirvalidator'))}/*`;
  const child = spawn(pathOf('java'), ['-Xmx1g', '-cp', classes, join(import.meta.dirname, 'Validator.java')]);
  let said = '';
  let problem = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  child.stderr.on('data', (text) => {
    problem += text;
  });
  child.stdin.end(resources.map((one) => JSON.stringify(one)).join('\n'));
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error(problem.slice(-2000)));
      const lines = said.split('\n').filter((line) => /^\d+\t(?:ERROR|FATAL)/.test(line));
      resolve(resources.map((_, number) => lines.filter((line) => line.startsWith(`${number}\t`))));
    });
  });
}

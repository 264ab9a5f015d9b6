import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { pathOf } from '../programs.ts';

/** What HAPI's validator finds wrong with a resource, by R4: one line for each error. */
export function errorsOf(resource: object): Promise<readonly string[]> {
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
  child.stdin.end(JSON.stringify(resource));
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      if (code === 0) resolve(said.split('\n').filter((line) => /^(?:ERROR|FATAL)/.test(line)));
      else reject(new Error(problem.slice(-2000)));
    });
  });
}

import { execFileSync } from 'node:child_process';
import { dirname, posix, relative, resolve } from 'node:path';

/** One import of one of our files, type-only imports included. `to` is our file, or the name of a package. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** Every import of the project, as the TypeScript compiler resolves them: no pattern is matched against our sources. */
export function importsOfProject(): readonly Import[] {
  const tsc = resolve('node_modules/typescript/bin/tsc');
  const trace = execFileSync(process.execPath, [tsc, '--noEmit', '--noCheck', '--traceResolution'], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  return (
    trace
      .split('\n')
      .map((line) => /^=+ Resolving module '([^']+)' from '([^']+)'/.exec(line))
      .filter((match) => match !== null)
      .map(([, module = '', importer = '']) => importOf(module, relative(process.cwd(), importer)))
      // The examples import the package by its name, and so what was built of it.
      .filter(({ from }) => !/^(?:node_modules|dist|\.\.)\//.test(from))
  );
}

function importOf(module: string, from: string): Import {
  return { from, to: module.startsWith('.') ? posix.join(dirname(from), module) : module };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { pathOf } from '../programs.ts';

/** A real process engine with the processes of one folder, told what to do line by line. */
export class Engine {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  private readonly reader: Interface;

  private constructor(child: ChildProcess) {
    this.child = child;
    if (child.stdout === null) throw new Error('the engine has no output');
    this.reader = createInterface({ input: child.stdout });
    this.lines = this.reader[Symbol.asyncIterator]();
  }

  /** Starts it; throws with what it said when it does not become ready. */
  static async start(processes: string): Promise<Engine> {
    const folder = pathOf('operaton');
    const jars = readdirSync(join(folder, '..', 'jars')).map((jar) => join(folder, '..', 'jars', jar));
    const classes = [readFileSync(folder, 'utf8').trim(), ...jars].join(':');
    const source = join(import.meta.dirname, 'Engine.java');
    const quiet = '-Dpolyglot.engine.WarnInterpreterOnly=false';
    const child = spawn(pathOf('java'), [quiet, '-cp', classes, source, processes], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const said: string[] = [];
    child.stderr.on('data', (text) => said.push(String(text)));
    const engine = new Engine(child);
    const first = await engine.lines.next();
    if (first.value !== 'ready') throw new Error(`the engine does not start: ${said.join('')}`);
    return engine;
  }

  /** The answer to one command; throws with what the engine says when it fails. */
  async run(...words: readonly string[]): Promise<string> {
    this.child.stdin?.write(`${words.map((word) => encodeURIComponent(word)).join(' ')}\n`);
    const { value } = await this.lines.next();
    const answer = decodeURIComponent(String(value).replaceAll('+', ' '));
    if (answer.startsWith('FAILED ')) throw new Error(answer);
    return answer;
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.stdin?.end();
    this.reader.close();
    await gone;
  }
}

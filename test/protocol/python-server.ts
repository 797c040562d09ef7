/** serve.py as a child: one Python, and one import of torch, for all documents. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Course, Figures, ProtocolFigures } from './figures.ts';

export interface Job {
  readonly program: string;
  readonly document: string;
  readonly data: string;
  readonly table: string | null;
  /** How many runs with weights an ulp off are made beside. */
  readonly moved: number;
}

export interface Failed {
  readonly error: string;
}

export interface Answer {
  readonly program: readonly Figures[] | Failed;
  readonly protocol: readonly ProtocolFigures[] | Failed;
  /** Runs that differ from protocol.py's by rounding only: in float64, and with weights an ulp off. */
  readonly moved: readonly (readonly Course[])[] | Failed;
}

const server = fileURLToPath(new URL('serve.py', import.meta.url));

interface Waiter {
  readonly resolve: (line: string) => void;
  readonly reject: (error: Error) => void;
}

export class PythonServer {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: Waiter[] = [];
  #said = '';
  #over: Error | null = null;
  /** Once it has imported torch; the caller waits for it, or sees it fail. */
  readonly started: Promise<void>;

  constructor(python: string) {
    this.#child = spawn(python, [server], { stdio: 'pipe' });
    const fail = (why: string) => {
      this.#over ??= new Error(`${python} ended (${why}): ${this.#said}`);
      for (const { reject } of this.#waiting.splice(0)) reject(this.#over);
    };
    this.#child.once('error', (error) => fail(error.message));
    this.#child.once('close', (code, signal) => fail(String(code ?? signal)));
    // A question to one that has just ended: 'close' says so.
    this.#child.stdin.on('error', () => undefined);
    this.#child.stderr.on('data', (chunk) => (this.#said = `${this.#said}${chunk}`.slice(-4000)));
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      this.#waiting.shift()?.resolve(line);
    });
    this.started = this.#line().then(() => undefined);
  }

  #line(): Promise<string> {
    if (this.#over !== null) return Promise.reject(this.#over);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** Rejects where the process ends before it has answered. */
  async ask(job: Job): Promise<Answer> {
    const line = this.#line();
    this.#child.stdin.write(`${JSON.stringify(job)}\n`);
    return JSON.parse(await line) as Answer;
  }

  /** Ends the process, and what is asked of it. */
  close(): void {
    this.#child.kill('SIGKILL');
  }
}

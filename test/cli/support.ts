/** Runs the built command line as its users do: as a program of its own. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseExperiment } from '../../src/document/parse.ts';
import type { ResultsDocument } from '../../src/formats/results/document.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const runs = mkdtempSync(path.join(os.tmpdir(), 'a2-runs-'));
process.once('exit', () => rmSync(runs, { recursive: true, force: true }));
let started = 0;

/** A folder of its own for the trials of each program without an output, so that none goes on from another's. */
const unused = (): string => path.join(runs, String((started += 1)));

/** A running program, its output as it comes. */
export class Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  #stdout = '';
  #stderr = '';
  readonly #watchers = new Set<() => void>();

  constructor(args: readonly string[], stdin: string | Uint8Array) {
    // No network, whatever a test asks for.
    const env = { ...process.env, A2_OFFLINE: '1', A2_RUNS: unused() };
    this.child = spawn(process.execPath, [path.join(root, 'cli/a2.mjs'), ...args], { env });
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
      for (const look of this.#watchers) look();
    });
    this.ended = new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('close', (code) =>
        resolve({ code, stdout: this.#stdout, stderr: this.#stderr }),
      );
      // A program may end before it has read its input: how it ended says enough.
      this.child.stdin.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE') reject(error);
      });
    });
    this.child.stdin.end(stdin);
  }

  /** Resolves once the standard error has the text; rejects when the program ends without it. */
  async says(text: string): Promise<void> {
    const said = new Promise<void>((resolve) => {
      const look = () => {
        if (this.#stderr.includes(text)) resolve();
      };
      this.#watchers.add(look);
      look();
    });
    const failed = this.ended.then(({ stderr }) => {
      if (!stderr.includes(text)) throw new Error(`ended without saying "${text}": ${stderr}`);
    });
    await Promise.race([said, failed]);
  }
}

export const start = (args: readonly string[], stdin: string | Uint8Array = ''): Running =>
  new Running(args, stdin);

export const a2 = (...args: string[]): Promise<Ended> => start(args).ended;

/** A folder for one test's files. */
export class Folder {
  readonly path = mkdtempSync(path.join(os.tmpdir(), 'a2-cli-'));

  at(name: string): string {
    return path.join(this.path, name);
  }

  write(name: string, document: unknown): string {
    writeFileSync(this.at(name), JSON.stringify(document));
    return this.at(name);
  }

  results(name: string): ResultsDocument {
    return JSON.parse(readFileSync(this.at(name), 'utf8')) as ResultsDocument;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export { smallExperiment } from '../support/small-experiment.ts';

export function planOf(document: unknown) {
  const parsed = parseExperiment(document);
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join('\n'));
  return parsed;
}

/** Runs the lab's command line as a user does: one process, worker threads, a results document. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../cli/install.mjs';

const program = path.join(root, 'cli', 'a2.mjs');

export const hasCommandLine = () => existsSync(program);

/**
 * @typedef {{ values: Record<string, unknown>, status: string, seconds: number, figures: { train: Record<string, number[]> }, error?: { message: string } }} TrialResult
 */

/**
 * Runs an experiment's document to its end. Throws Error with the last printed lines if
 * it or a trial fails.
 * @param {string} experiment a file @param {{ workers: number, engine: string, out: string }} options
 * @returns {Promise<{ seconds: number, trials: TrialResult[] }>} seconds: the whole process, start included
 */
export async function runA2(experiment, { workers, engine, out }) {
  const args = ['run', experiment, '--workers', String(workers), '--engine', engine];
  rmSync(out, { force: true });
  const started = performance.now();
  const said = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args, '--out', out, '--quiet'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (piece) => (text += piece));
    child.once('error', reject);
    child.once('close', () => resolve(text));
  });
  const seconds = (performance.now() - started) / 1000;
  if (!existsSync(out)) throw new Error(`a2 ${args.join(' ')} left no results: ${said.trim()}`);
  const { trials } = JSON.parse(readFileSync(out, 'utf8'));
  for (const { status, error } of /** @type {TrialResult[]} */ (trials)) {
    if (status !== 'done') throw new Error(`a trial ${status}: ${error?.message ?? ''}`);
  }
  return { seconds, trials };
}

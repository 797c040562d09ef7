/** Runs another program with a time limit. */
import { spawn } from 'node:child_process';

/** Milliseconds after which a program that does not end when asked to is killed. */
const grace = 2_000;

/**
 * @typedef {object} Ended
 * @property {number | null} code null where it was ended, or could not be started
 * @property {boolean} late whether it was ended because of the limit
 * @property {string} output its standard output and error
 */

/**
 * Resolves when the program has ended, so that it writes nothing more. Its standard input is empty.
 * @param {string} command @param {readonly string[]} args
 * @param {{ limit: number, signal?: AbortSignal | undefined, cwd?: string, env?: NodeJS.ProcessEnv }} options
 *   `limit`: in milliseconds
 * @returns {Promise<Ended>} rejects with the signal's reason once the program has ended
 */
export async function runLimited(command, args, { limit, signal, ...options }) {
  signal?.throwIfAborted();
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (/** @type {Buffer} */ chunk) => (output = (output + chunk).slice(-20_000)));
  let late = false;
  /** @type {NodeJS.Timeout | undefined} */
  let killing;
  const end = () => {
    child.kill('SIGTERM');
    killing = setTimeout(() => child.kill('SIGKILL'), grace);
  };
  const timer = setTimeout(() => {
    late = true;
    end();
  }, limit);
  signal?.addEventListener('abort', end, { once: true });
  try {
    const code = await new Promise((/** @type {(code: number | null) => void} */ resolve) => {
      child.once('error', (error) => {
        output += error.message;
        resolve(null);
      });
      child.once('close', (code) => resolve(code));
    });
    signal?.throwIfAborted();
    return { code, late, output };
  } finally {
    clearTimeout(timer);
    clearTimeout(killing);
    signal?.removeEventListener('abort', end);
  }
}

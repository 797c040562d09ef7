/**
 * Runs programs in two parallel lanes, because most machines that run the tests have two cores: each lane
 * takes the next program of a queue when its own has ended.
 */
import { spawn } from 'node:child_process';

const count = 2;

/**
 * @typedef {object} Program
 * @property {string} title
 * @property {readonly string[]} args of Node
 * @property {NodeJS.ProcessEnv} [env]
 *
 * @typedef {object} Ended
 * @property {boolean} passed
 * @property {number} milliseconds
 */

/**
 * Calls `run` for each item, two at a time, in order. The first lane's programs should print their
 * output live; the second's should print it in one piece at the end, so that it stays readable.
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T, live: boolean) => Promise<void>} run
 */
export async function inLanes(items, run) {
  const queue = [...items];
  const lane = async (/** @type {unknown} */ _, /** @type {number} */ index) => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      await run(item, index === 0);
    }
  };
  await Promise.all(Array.from({ length: count }, lane));
}

/**
 * Runs a program of Node's to its end.
 * @param {Program} program
 * @param {{ readonly cwd: string, readonly live: boolean }} how
 * @returns {Promise<Ended>}
 */
export function runProgram({ title, args, env = {} }, { cwd, live }) {
  const heading = `\n── ${title}`;
  if (live) console.log(heading);
  const started = performance.now();
  return new Promise((resolve) => {
    const output = live ? 'inherit' : 'pipe';
    const child = spawn(process.execPath, args, {
      cwd,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...env },
    });
    /** @type {Buffer[]} */
    const said = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => said.push(chunk));
    }
    const end = (/** @type {boolean} */ passed) => {
      if (!live) console.log(`${heading}\n${Buffer.concat(said).toString()}`);
      resolve({ passed, milliseconds: performance.now() - started });
    };
    child.once('error', () => end(false));
    child.once('close', (code) => end(code === 0));
  });
}

/**
 * The protocol between the runner and its peers: a peer is a child process that reads one JSON object per line
 * and answers each with one, in order. First it sends a greeting with its name and device, or with what it
 * lacks. A peer computes only while it has a request, so that two never compute at once.
 *
 *   peer    {"name": "PyTorch 2.13.0", "device": "CPU, 1 thread"}   or   {"missing": "no torch"}
 *   runner  {"run": "i1d-sgd", "steps": 500}
 *   peer    {"ms": 0.78, "losses": [2.31, …]}                       or   {"error": "…"}
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * @typedef {Record<string, unknown>} Message
 * @typedef {{ name: string, device: string }} Greeting
 */

/** A peer's invalid answer; the message has the line. */
export class ProtocolError extends Error {}

/** @param {string} line @returns {Message} */
export function parseLine(line) {
  try {
    const value = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Reported below, together with JSON that is not an object.
  }
  throw new ProtocolError(`Expected one JSON object a line, got ${JSON.stringify(line)}`);
}

export class Peer {
  #child;
  #lines;
  #complaints = '';
  /** Resolves when both of its outputs have ended. */
  #ended;

  /** @param {string} command @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env] */
  constructor(command, args, env = {}) {
    this.#child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    // A failed start ends the lines, and with them every question.
    this.#child.once('error', (error) => (this.#complaints += error.message));
    this.#ended = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.stdin.on('error', () => {});
    this.#child.stderr.setEncoding('utf8');
    this.#child.stderr.on('data', (text) => (this.#complaints += text));
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** @returns {Promise<Greeting | { missing: string }>} */
  async greeting() {
    const { name, device, missing } = await this.#next();
    if (typeof missing === 'string') return { missing };
    return { name: String(name), device: String(device) };
  }

  /**
   * Throws Error with the peer's message if it fails, and with its last standard
   * error output if it dies.
   * @param {Message} question
   */
  async ask(question) {
    this.#child.stdin.write(`${JSON.stringify(question)}\n`);
    const answer = await this.#next();
    if (typeof answer['error'] === 'string') throw new Error(answer['error']);
    return answer;
  }

  /** Kills the process. */
  close() {
    this.#child.stdin.end();
    this.#child.kill();
  }

  async #next() {
    const { value, done } = await this.#lines.next();
    if (done === true) {
      await this.#ended;
      const last = this.#complaints.trim().split('\n').slice(-3).join(' ');
      throw new Error(`It ended without an answer${last === '' ? '' : `: ${last}`}`);
    }
    return parseLine(value);
  }
}

/**
 * The peer's side in Node: greets, then answers line by line until the input ends.
 * @param {() => Promise<{ greeting: Greeting | { missing: string }, answer: (question: Message) => Promise<Message> }>} start
 */
export async function serve(start) {
  const send = (/** @type {Message} */ message) =>
    process.stdout.write(`${JSON.stringify(message)}\n`);
  // Libraries print to standard output, which belongs to the protocol.
  console.log = console.info = console.warn = console.error;
  const peer = await start().catch((error) => ({
    greeting: { missing: wordOf(error) },
    answer: () => Promise.reject(error),
  }));
  send(peer.greeting);
  for await (const line of createInterface({ input: process.stdin })) {
    try {
      send(await peer.answer(parseLine(line)));
    } catch (error) {
      send({ error: wordOf(error) });
    }
  }
  process.exit(0);
}

const wordOf = (/** @type {unknown} */ error) =>
  error instanceof Error ? error.message : String(error);

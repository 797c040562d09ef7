/** Finds and starts the peers on this machine, and reports what the others lack. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../../cli/install.mjs';
import { Peer } from './line-protocol.mjs';

/**
 * @typedef {{ id: string, name: string, device: string, peer: Peer, ask: Peer['ask'] }} Started
 * @typedef {{ id: string, why: string }} Missing
 */

/** Limits every library with its own threads to one. */
const oneThread = {
  OMP_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  UV_THREADPOOL_SIZE: '1',
};

const here = (/** @type {string} */ file) => path.join(root, 'bench', 'peers', file);
const howPython =
  'install PyTorch (`pip install torch --index-url https://download.pytorch.org/whl/cpu`) for python3, or set A2_PYTHON to a Python that has it';

/** A Python with torch, or null. */
export function pythonWithTorch() {
  for (const candidate of [process.env['A2_PYTHON'], 'python3', '/usr/bin/python3']) {
    if (candidate === undefined || candidate === '') continue;
    if (spawnSync(candidate, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0) {
      return candidate;
    }
  }
  return null;
}

/**
 * What starts peers/pytorch.py.
 * @param {string} python @param {string} folder @param {'plain' | 'fused'} variant of the optimiser
 * @returns {[command: string, args: string[], env: NodeJS.ProcessEnv]}
 */
export const pytorchCommand = (python, folder, variant) => [
  python,
  [here('pytorch.py'), folder, variant],
  oneThread,
];

/**
 * Starts all peers, the lab's engine first: the others' losses are compared with its.
 * @param {{ folder: string, lab: string, engine: string, python: string | null }} options
 * the works' folder, the bundle of peers/lab.ts, the engine's name
 * @returns {Promise<{ started: Started[], missing: Missing[] }>}
 */
export async function startPeers({ folder, lab, engine, python }) {
  const node = process.execPath;
  /** @type {[id: string, command: string | null, args: string[]][]} */
  const peers = [
    ['lab', node, [lab, folder, engine]],
    ['pytorch', python, [here('pytorch.py'), folder]],
    ['pytorch-fused', python, [here('pytorch.py'), folder, 'fused']],
    ['tfjs-layers', node, [here('tfjs-layers.mjs'), folder]],
    ['tfjs-engine', node, [lab, folder, 'tfjs-wasm']],
    ['jax-js', node, [here('jax.mjs'), folder]],
  ];
  /** @type {Started[]} */
  const started = [];
  /** @type {Missing[]} */
  const missing = [];
  for (const [id, command, args] of peers) {
    if (command === null) {
      if (id === 'pytorch') missing.push({ id, why: howPython });
      continue;
    }
    const peer = new Peer(command, args, oneThread);
    try {
      const greeting = await peer.greeting();
      if ('missing' in greeting) throw new Error(greeting.missing);
      started.push({ id, ...greeting, peer, ask: (question) => peer.ask(question) });
    } catch (error) {
      peer.close();
      missing.push({ id, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return { started, missing };
}

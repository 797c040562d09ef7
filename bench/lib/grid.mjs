/** The housing grid of question I2d, for the command line and for processes of PyTorch. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../cli/install.mjs';
import { Peer } from './line-protocol.mjs';

export const gridEpochs = 100;

/** I2d's document with so many epochs. @param {number} [epochs] @returns {Record<string, unknown>} */
export function gridDocument(epochs = gridEpochs) {
  const file = path.join(root, 'public', 'experiments', 'I2d.json');
  const document = JSON.parse(readFileSync(file, 'utf8'));
  return { ...document, trial: { ...document.trial, epochs } };
}

/** @param {string} folder @param {number} epochs @returns {string} the file */
export function writeGrid(folder, epochs) {
  const file = path.join(folder, `grid-${epochs}.json`);
  writeFileSync(file, JSON.stringify(gridDocument(epochs)));
  return file;
}

export const eightSeeds = [433, 434, 435, 436, 437, 438, 439, 440];

/** Trials of the grid's middle cell that differ in their seed only. @param {string} folder @param {number} epochs @param {readonly number[]} [seeds] @returns {string} the file */
export function writeSeeds(folder, epochs, seeds = eightSeeds) {
  const file = path.join(folder, `seeds-${epochs}-${seeds.join('-')}.json`);
  const document = { ...gridDocument(epochs), axes: [{ path: 'seed', values: seeds }] };
  writeFileSync(file, JSON.stringify(document));
  return file;
}

/**
 * Trains all cells with one process per peer: the longest first, and each peer takes
 * the next one when it is done. Returns the seconds from the first to the last, and every cell's epochs.
 * @param {readonly Pick<Peer, 'ask'>[]} peers @param {readonly { id: string, batchSize: number }[]} cells @param {number} epochs
 */
export async function trainGrid(peers, cells, epochs) {
  const waiting = cells.toSorted((a, b) => a.batchSize - b.batchSize);
  /** @type {Map<string, Record<string, number>[]>} */
  const records = new Map();
  const started = performance.now();
  await Promise.all(
    peers.map(async (peer) => {
      for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) {
        const answer = await peer.ask({ train: cell.id, epochs });
        records.set(cell.id, /** @type {Record<string, number>[]} */ (answer['epochs']));
      }
    }),
  );
  return { seconds: (performance.now() - started) / 1000, records };
}

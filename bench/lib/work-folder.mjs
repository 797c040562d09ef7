/** Reads a work's folder, as lib/inputs.ts writes it, for the peers in Node. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {import('./inputs.ts').WorkDocument} WorkDocument */
/** @typedef {{ weight: Float32Array, bias: Float32Array, inputs: number, outputs: number }} Layer weight is [outputs, inputs] */

/** @type {Map<string, Uint8Array | Float32Array>} Works share their data. */
const read = new Map();

/** @param {string} root @param {string} name */
export function readWork(root, name) {
  /** @type {WorkDocument} */
  const document = JSON.parse(readFileSync(path.join(root, name, 'work.json'), 'utf8'));
  return {
    ...document,
    layers: layersOf(floats(document.parameters), document.sizes),
    order: integers(document.order),
    train: partOf(document.train),
    test: partOf(document.test),
  };
}

/** The same for a network that is a list of layers; null for another work. @param {string} root @param {string} name */
export function readList(root, name) {
  /** @type {import('./inputs.ts').ListDocument | WorkDocument} */
  const document = JSON.parse(readFileSync(path.join(root, name, 'work.json'), 'utf8'));
  if (!('list' in document)) return null;
  const { train, test, order, ...rest } = document;
  return { ...rest, order: integers(order), train: partOf(train), test: partOf(test) };
}

/** @param {import('./inputs.ts').PartFiles} files */
const partOf = ({ count, divisor, features, targets }) => ({
  count,
  divisor,
  features: valuesOf(features),
  targets: valuesOf(targets),
});

/** @param {{ file: string, type: 'uint8' | 'float32' }} of */
function valuesOf({ file, type }) {
  const values = read.get(file) ?? (type === 'uint8' ? bytes(file) : floats(file));
  read.set(file, values);
  return values;
}

/** A copy, because a small Buffer's memory may start at any offset. @param {string} file */
const bytes = (file) => new Uint8Array(readFileSync(file));
const floats = (/** @type {string} */ file) => new Float32Array(bytes(file).buffer);
const integers = (/** @type {string} */ file) => new Int32Array(bytes(file).buffer);

/** @param {Float32Array} flat @param {readonly number[]} sizes @returns {Layer[]} */
function layersOf(flat, sizes) {
  let from = 0;
  const take = (/** @type {number} */ length) => flat.slice(from, (from += length));
  return sizes.slice(1).map((outputs, index) => {
    const inputs = Number(sizes[index]);
    return { inputs, outputs, weight: take(inputs * outputs), bias: take(outputs) };
  });
}

/**
 * Iterates over the batches of an order, and starts again at its end.
 * @param {Int32Array} order @param {number} batchSize
 */
export function batchWalk(order, batchSize) {
  const batches = order.length / batchSize;
  let at = 0;
  return {
    /** The rows of the next `steps` batches, in pieces that do not cross the order's end. @param {number} steps */
    *pieces(steps) {
      for (let left = steps; left > 0;) {
        const count = Math.min(left, batches - at);
        yield order.subarray(at * batchSize, (at + count) * batchSize);
        at = (at + count) % batches;
        left -= count;
      }
    },
  };
}

/**
 * Gathers and scales the rows of a part, as a step of a real training loop does.
 * @param {{ features: Uint8Array | Float32Array, targets: Uint8Array | Float32Array, divisor: number }} part
 * @param {Int32Array} rows @param {number} inputs @param {number} outputs
 * @returns {{ x: Float32Array, y: Float32Array }} y: one-hot classes, or values
 */
export function gather({ features, targets, divisor }, rows, inputs, outputs) {
  const x = new Float32Array(rows.length * inputs);
  const y = new Float32Array(rows.length * outputs);
  for (let i = 0; i < rows.length; i++) {
    const row = /** @type {number} */ (rows[i]);
    const [from, to] = [row * inputs, i * inputs];
    for (let column = 0; column < inputs; column++) {
      x[to + column] = /** @type {number} */ (features[from + column]) / divisor;
    }
    const target = /** @type {number} */ (targets[row]);
    if (outputs === 1) y[i] = target;
    else y[i * outputs + target] = 1;
  }
  return { x, y };
}

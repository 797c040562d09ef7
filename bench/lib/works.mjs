/** The works to compare: four trainings, in the form of an experiment document's trials. */

const fashion = /** @type {const} */ ({ name: 'fashion-mnist' });
const i1d = /** @type {const} */ ({
  dataset: fashion,
  model: { depth: 8, width: 16, activation: 'relu' },
  init: { name: 'xavier-uniform' },
  batchSize: 128,
});

/** @satisfies {Record<string, import('./inputs.ts').Work>} */
export const works = /** @type {const} */ ({
  'i1d-sgd': {
    title: 'I1d step (784→16×8→10, batch 128, SGD)',
    trial: { ...i1d, optimizer: { name: 'sgd', learningRate: 0.01 }, epochs: 0 },
  },
  'i1d-adam': {
    title: 'I1d step with Adam',
    trial: { ...i1d, optimizer: { name: 'adam', learningRate: 0.01 }, epochs: 0 },
  },
  'housing-adam': {
    title: 'housing step (8→64→64→1, batch 16, Adam)',
    trial: {
      dataset: { name: 'california-housing' },
      model: { depth: 2, width: 64, activation: 'relu' },
      optimizer: { name: 'adam', learningRate: 0.001 },
      batchSize: 16,
      epochs: 0,
    },
  },
  'wide-sgd': {
    title: 'wider step (784→256→256→10, batch 128, SGD)',
    trial: {
      dataset: fashion,
      model: { depth: 2, width: 256, activation: 'relu' },
      optimizer: { name: 'sgd', learningRate: 0.01 },
      batchSize: 128,
      epochs: 0,
    },
  },
});

/** @typedef {keyof typeof works} WorkName */

/**
 * Floating-point operations of a step's dense products: 2·B·I·O each for a layer's forward pass, its
 * weight gradient and, except in the first layer, its input gradient.
 * @param {readonly number[]} sizes @param {number} batchSize
 */
export function productFlops(sizes, batchSize) {
  let total = 0;
  for (let layer = 1; layer < sizes.length; layer++) {
    const products = layer === 1 ? 2 : 3;
    total += products * 2 * batchSize * Number(sizes[layer - 1]) * Number(sizes[layer]);
  }
  return total;
}

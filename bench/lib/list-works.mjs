/** Networks that are lists of layers, as works for the lab and PyTorch: all on Fashion-MNIST. */

/** @typedef {import('../../src/catalog/lookup/network.ts').LayerElement} LayerElement */

/** @param {number} width @returns {LayerElement} */
const linear = (width) => ({ name: 'linear', width, bias: true });
/** @type {LayerElement} */
const norm = { name: 'batch-norm', momentum: 0.1, epsilon: 1e-5 };
/** @type {LayerElement} */
const relu = { name: 'relu' };
/** @param {number} p @returns {LayerElement} */
const dropout = (p) => ({ name: 'dropout', p });
/** @param {number} channels @returns {LayerElement} */
const conv = (channels) => ({
  name: 'conv2d',
  channels,
  kernel: 3,
  stride: 1,
  padding: 1,
  bias: true,
});
/** @type {LayerElement} */
const pool = { name: 'max-pool2d', kernel: 2, padding: 0 };
/** @type {LayerElement} */
const block = {
  name: 'residual',
  layers: [linear(32), norm, relu, linear(32), norm],
  projection: false,
};
/** @template T @param {number} count @param {readonly T[]} each @returns {T[]} */
const times = (count, each) => Array.from({ length: count }, () => each).flat();

/** @satisfies {Record<string, import('./inputs.ts').ListWork>} */
export const listWorks = /** @type {const} */ ({
  'list-norm': {
    title: 'eight layers of 16 with batch norm (batch 128, SGD with momentum)',
    layers: times(8, [linear(16), norm, relu]),
    optimizer: { name: 'sgd', learningRate: 0.01, momentum: 0.9 },
    batchSize: 128,
  },
  'list-residual': {
    title: 'four residual blocks of 32 with batch norm (batch 100, Adam)',
    layers: [linear(32), relu, ...times(4, [block, relu])],
    optimizer: { name: 'adam', learningRate: 0.001 },
    batchSize: 100,
  },
  'list-dropout': {
    title: 'dropout (784→64→32→10, batch 128, SGD)',
    layers: [linear(64), relu, dropout(0.5), linear(32), relu, dropout(0.2)],
    optimizer: { name: 'sgd', learningRate: 0.1 },
    batchSize: 128,
  },
  'list-pictures': {
    title: 'small convolutional net (8 and 16 channels, batch 64, Adam)',
    layers: [
      ...[conv(8), relu, pool, conv(16), relu, pool, { name: 'flatten' }],
      ...[linear(64), relu, dropout(0.25)],
    ],
    optimizer: { name: 'adam', learningRate: 0.001 },
    batchSize: 64,
  },
});

/** @typedef {keyof typeof listWorks} ListWorkName */
